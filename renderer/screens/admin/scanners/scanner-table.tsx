/** The configured scanners. */
import { App, Button, Empty, Space, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ScannerConfig } from '#shared/device.ts';

type Props = {
  scanners: ScannerConfig[];
  loading: boolean;
  onEdit: (scanner: ScannerConfig) => void;
  onSave: (scanner: ScannerConfig) => void;
  onRemove: (id: string) => void;
};

function useSettingsText() {
  const { t } = useTranslation();
  return ({ defaults }: ScannerConfig) =>
    [
      t(`counter.intake.source.${defaults.source}`),
      t(defaults.duplex ? 'counter.intake.duplex' : 'counter.intake.simplex'),
      t(`counter.intake.color.${defaults.colorMode}`),
      t('counter.intake.dpi', { dpi: defaults.dpi }),
    ].join(' · ');
}

export function ScannerTable({ scanners, loading, onEdit, onSave, onRemove }: Props) {
  const { t } = useTranslation();
  const settings = useSettingsText();
  const { modal } = App.useApp();
  const ask = (scanner: ScannerConfig) =>
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
        {
          title: t('admin.scanners.driver'),
          render: (_value, { driver }) =>
            driver in driverNames ? t(`admin.scanners.driverKinds.${driver as keyof typeof driverNames}`) : driver,
        },
        { title: t('admin.scanners.address'), dataIndex: 'address' },
        { title: t('admin.scanners.defaults'), render: (_value, scanner) => settings(scanner) },
        {
          render: (_value, scanner) => (
            <Space>
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

const driverNames = { 'escl-network': true, 'ipp-usb': true, folder: true, simulator: true };
