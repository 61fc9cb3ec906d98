/** The configured scanners. */
import { App, Button, Empty, Space, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Scanner } from '#shared/device.ts';
import { anyCamera } from '../../../components/camera/camera-driver.ts';
import { useDriverWords } from '../../../i18n/use-driver-words.ts';
import { useRequestText } from './request-text.ts';

type Props = {
  scanners: Scanner[];
  loading: boolean;
  onEdit: (scanner: Scanner) => void;
  onTest: (scanner: Scanner) => void;
  onSave: (scanner: Scanner) => void;
  onRemove: (id: string) => void;
};

/** Pins and options of an address are long and say nothing to the eye. */
const shortAddress = (address: string) => address.replace(/#sha256=.*$/, ' 🔒').replace(/^file:\/\/([^?]*)\?.*$/, '$1');

export function ScannerTable({ scanners, loading, onEdit, onTest, onSave, onRemove }: Props) {
  const { t } = useTranslation();
  const requestText = useRequestText();
  const { kindOf } = useDriverWords();
  const { modal } = App.useApp();
  const ask = (scanner: Scanner) =>
    modal.confirm({
      title: t('admin.scanners.removeTitle', { name: scanner.name }),
      okText: t('action.remove'),
      okButtonProps: { danger: true },
      onOk: () => onRemove(scanner.id),
    });
  return (
    <Table
      rowKey="id"
      pagination={false}
      loading={loading}
      dataSource={scanners}
      locale={{ emptyText: <Empty description={t('admin.scanners.empty')} /> }}
      columns={[
        {
          title: t('admin.scanners.name'),
          render: (_value, scanner) => (
            <>
              {scanner.name} {scanner.isDefault && <Tag color="blue">{t('admin.scanners.isDefault')}</Tag>}
            </>
          ),
        },
        { title: t('admin.scanners.driver'), render: (_value, scanner) => kindOf(scanner.driver) },
        {
          title: t('admin.scanners.address'),
          render: (_value, { traits, address }) =>
            traits.address === 'camera' && address === anyCamera ? t('devices.camera.any') : decodeURI(shortAddress(address)),
        },
        {
          title: t('admin.scanners.defaults'),
          render: (_value, { traits, defaults }) => (traits.scansPaper ? requestText(defaults) : '–'),
        },
        {
          render: (_value, scanner) => (
            <Space>
              {/* What the screen opens is tried where it is used: on the screen itself. */}
              {!scanner.traits.onScreen && <Button onClick={() => onTest(scanner)}>{t('devices.selfTest.open')}</Button>}
              {!scanner.isDefault && (
                <Button onClick={() => onSave({ ...scanner, isDefault: true })}>{t('admin.scanners.makeDefault')}</Button>
              )}
              <Button onClick={() => onEdit(scanner)}>{t('action.edit')}</Button>
              <Button danger onClick={() => ask(scanner)}>
                {t('action.remove')}
              </Button>
            </Space>
          ),
        },
      ]}
    />
  );
}
