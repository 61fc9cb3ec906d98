/** Add or change a scanner; the test answers before anything is saved. */
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { driverKinds } from '#shared/device.ts';
import type { ScannerConfig } from '#shared/device.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { ScannerReport } from './scanner-report.tsx';

type Props = { scanner: ScannerConfig; saving: boolean; onClose: () => void; onSave: (scanner: ScannerConfig) => void };

export function ScannerDialog({ scanner, saving, onClose, onSave }: Props) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const [form] = Form.useForm<ScannerConfig>();
  const test = useMutation({ mutationFn: (input: { driver: string; address: string }) => client.admin.scanners.test(input) });
  const runTest = () =>
    void form.validateFields(['driver', 'address']).then(
      (values) => test.mutate(values as { driver: string; address: string }),
      () => undefined,
    );
  const required = [{ required: true, message: t('session.required') }];
  return (
    <Modal
      open
      width={720}
      title={t(scanner.name === '' ? 'admin.scanners.add' : 'admin.scanners.title')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={saving}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={scanner}
        onFinish={(values) => onSave({ ...scanner, ...values })}
        requiredMark={false}
      >
        <Form.Item name="name" label={t('admin.scanners.name')} rules={required}>
          <Input autoFocus maxLength={40} />
        </Form.Item>
        <Form.Item name="driver" label={t('admin.scanners.driver')} rules={required}>
          <Select options={driverKinds.map((value) => ({ value, label: t(`admin.scanners.driverKinds.${value}`) }))} />
        </Form.Item>
        <Form.Item label={t('admin.scanners.address')} extra={t('admin.scanners.addressHint')} required>
          <Form.Item name="address" rules={required} noStyle>
            <Input style={{ width: 520 }} />
          </Form.Item>{' '}
          <Button onClick={runTest} loading={test.isPending}>
            {t('admin.scanners.test')}
          </Button>
        </Form.Item>
        <ErrorNotice error={test.error} />
        {test.data && <ScannerReport report={test.data} />}
        <DefaultsFields />
        {/* Enter submits only where the form has a button of its own. */}
        <button type="submit" hidden />
      </Form>
    </Modal>
  );
}

function DefaultsFields() {
  const { t } = useTranslation();
  const choice = <V extends string>(values: readonly V[], label: (value: V) => string) =>
    values.map((value) => ({ value, label: label(value) }));
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(4, 1fr)', gap: 12, marginTop: 12 }}>
      <Form.Item name={['defaults', 'source']} label={t('admin.scanners.source')}>
        <Select options={choice(['feeder', 'platen'] as const, (value) => t(`counter.intake.source.${value}`))} />
      </Form.Item>
      <Form.Item name={['defaults', 'duplex']} label={t('counter.intake.duplex')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name={['defaults', 'colorMode']} label={t('admin.scanners.color')}>
        <Select options={choice(['color', 'gray', 'lineart'] as const, (value) => t(`counter.intake.color.${value}`))} />
      </Form.Item>
      <Form.Item name={['defaults', 'dpi']} label={t('admin.scanners.dpi')}>
        <Select options={[150, 200, 300, 600].map((dpi) => ({ value: dpi, label: t('counter.intake.dpi', { dpi }) }))} />
      </Form.Item>
    </div>
  );
}
