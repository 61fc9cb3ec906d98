/** Add or change a scanner; the test answers before anything is saved. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { simulatorId } from '#shared/device.ts';
import type { DriverTraits, ScannerConfig, ScannerDriverView } from '#shared/device.ts';
import { useBackend } from '../../../backend.ts';
import { anyCamera } from '../../../components/camera/camera-driver.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useDriverWords } from '../../../i18n/use-driver-words.ts';
import { useSession } from '../../../state/use-session.ts';
import { CameraAddress } from './camera-address.tsx';
import { CertificateDialog } from './certificate-dialog.tsx';
import { DefaultsFields } from './defaults-fields.tsx';
import { FolderAddressField } from './folder-address-field.tsx';
import { ScannerReport } from './scanner-report.tsx';

type Props = {
  scanner: ScannerConfig;
  drivers: readonly ScannerDriverView[];
  saving: boolean;
  onClose: () => void;
  onSave: (scanner: ScannerConfig) => void;
};

export function ScannerDialog({ scanner, drivers, saving, onClose, onSave }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<ScannerConfig>();
  const demo = useSession().data?.demo && scanner.id !== simulatorId;
  const driver = (Form.useWatch('driver', form) as string | undefined) ?? scanner.driver;
  const address = (Form.useWatch('address', form) as string | undefined) ?? scanner.address;
  const { kindOf } = useDriverWords();
  const traitsOf = (wanted: string) => drivers.find(({ kind }) => kind === wanted)?.traits;
  const traits = traitsOf(driver);
  const required = [{ required: true, message: t('session.required') }];
  return (
    <Modal
      open
      width={760}
      title={t(scanner.name === '' ? 'admin.scanners.add' : 'admin.scanners.title')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={saving}
    >
      {demo && <Alert type="warning" showIcon title={t('admin.scanners.demoEnds')} style={{ marginBottom: 16 }} />}
      <Form
        form={form}
        layout="vertical"
        initialValues={scanner}
        onFinish={(values) => onSave({ ...scanner, ...values, defaults: { ...scanner.defaults, ...values.defaults } })}
        requiredMark={false}
      >
        <Form.Item name="name" label={t('admin.scanners.name')} rules={required}>
          <Input autoFocus maxLength={40} />
        </Form.Item>
        <Form.Item name="driver" label={t('admin.scanners.driver')} rules={required}>
          <Select
            options={drivers.map(({ kind }) => ({ value: kind, label: kindOf(kind) }))}
            onChange={(kind: string) => form.setFieldValue('address', traitsOf(kind)?.address === 'camera' ? anyCamera : '')}
          />
        </Form.Item>
        <AddressField driver={driver} traits={traits} address={address} onAddress={(next) => form.setFieldValue('address', next)} />
        {traits?.scansPaper !== false && <DefaultsFields name="defaults" />}
        {/* Enter submits only where the form has a button of its own. */}
        <button type="submit" hidden />
      </Form>
    </Modal>
  );
}

type AddressProps = { driver: string; traits: DriverTraits | undefined; address: string; onAddress: (address: string) => void };

function AddressField({ driver, traits, address, onAddress }: AddressProps) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const test = useMutation({ mutationFn: (tried: string) => client.admin.scanners.test({ driver, address: tried }) });
  const [certificateOf, setCertificateOf] = useState<string | null>(null);
  const rules = [{ required: true, message: t('session.required') }];
  const hint = useDriverWords().addressHintOf(driver);
  if (traits?.address === 'camera')
    return (
      <Form.Item name="address" label={t('camera.device')} extra={hint} rules={rules}>
        <CameraAddress />
      </Form.Item>
    );
  const isEncrypted = traits?.certificates && address.startsWith('https:');
  return (
    <>
      <Form.Item label={t('admin.scanners.address')} extra={hint} required>
        <Form.Item name="address" rules={rules} noStyle>
          {traits?.address === 'folder' ? <FolderAddressField /> : <Input style={{ width: 520 }} />}
        </Form.Item>{' '}
        <Button onClick={() => test.mutate(address)} loading={test.isPending}>
          {t('admin.scanners.test')}
        </Button>
        {isEncrypted && <Button onClick={() => setCertificateOf(address)}>{t('devices.certificate.show')}</Button>}
      </Form.Item>
      <ErrorNotice error={test.error} />
      {test.data && <ScannerReport report={test.data} onCertificate={() => setCertificateOf(address)} />}
      {certificateOf !== null && (
        <CertificateDialog
          driver={driver}
          address={certificateOf}
          onClose={() => setCertificateOf(null)}
          onAccept={(pinned) => {
            setCertificateOf(null);
            onAddress(pinned);
            test.mutate(pinned);
          }}
        />
      )}
    </>
  );
}
