/** Source, sides, colour and resolution, as fields of a form. */
import { Form, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';

/** @param name where the form keeps them */
export function DefaultsFields({ name }: { name: 'defaults' | 'request' }) {
  const { t } = useTranslation();
  const choice = <V extends string>(values: readonly V[], label: (value: V) => string) =>
    values.map((value) => ({ value, label: label(value) }));
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(4, 1fr)', gap: 12, marginTop: 12 }}>
      <Form.Item name={[name, 'source']} label={t('admin.scanners.source')}>
        <Select options={choice(['feeder', 'platen'] as const, (value) => t(`counter.intake.source.${value}`))} />
      </Form.Item>
      <Form.Item name={[name, 'duplex']} label={t('counter.intake.duplex')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name={[name, 'colorMode']} label={t('admin.scanners.color')}>
        <Select options={choice(['color', 'gray', 'lineart'] as const, (value) => t(`counter.intake.color.${value}`))} />
      </Form.Item>
      <Form.Item name={[name, 'dpi']} label={t('admin.scanners.dpi')}>
        <Select options={[150, 200, 300, 600].map((dpi) => ({ value: dpi, label: t('counter.intake.dpi', { dpi }) }))} />
      </Form.Item>
    </div>
  );
}
