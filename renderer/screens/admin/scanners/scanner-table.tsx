/** The configured scanners. */
import { App, Button, Empty, Space, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { driverKinds } from '#shared/device.ts';
import type { ScannerConfig } from '#shared/device.ts';
import { useRequestText } from './request-text.ts';

type Props = {
  scanners: ScannerConfig[];
  loading: boolean;
  onEdit: (scanner: ScannerConfig) => void;
  onTest: (scanner: ScannerConfig) => void;
  onSave: (scanner: ScannerConfig) => void;
  onRemove: (id: string) => void;
};

/** Pins and options of an address are long and say nothing to the eye. */
const shortAddress = (address: string) => address.replace(/#sha256=.*$/, ' 🔒').replace(/^file:\/\/([^?]*)\?.*$/, '$1');

export function ScannerTable({ scanners, loading, onEdit, onTest, onSave, onRemove }: Props) {
  const { t } = useTranslation();
  const requestText = useRequestText();
  const { modal } = App.useApp();
  const ask = (scanner: ScannerConfig) =>
    modal.confirm({
      title: t('admin.scanners.removeTitle', { name: scanner.name }),
      okText: t('action.remove'),
      okButtonProps: { danger: true },
      onOk: () => onRemove(scanner.id),
    });
  const kindOf = ({ driver }: ScannerConfig) => driverKinds.find((kind) => kind === driver) ?? 'simulator';
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
        { title: t('admin.scanners.driver'), render: (_value, scanner) => t(`devices.kinds.${kindOf(scanner)}`) },
        {
          title: t('admin.scanners.address'),
          render: (_value, { driver, address }) =>
            driver === 'camera' && address === 'any' ? t('devices.camera.any') : decodeURI(shortAddress(address)),
        },
        {
          title: t('admin.scanners.defaults'),
          render: (_value, { driver, defaults }) => (['camera', 'folder'].includes(driver) ? '–' : requestText(defaults)),
        },
        {
          render: (_value, scanner) => (
            <Space>
              {/* A camera is tried where it is used: on the screen itself. */}
              {scanner.driver !== 'camera' && <Button onClick={() => onTest(scanner)}>{t('devices.selfTest.open')}</Button>}
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
