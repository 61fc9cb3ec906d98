/** Add or change a one-touch profile: a button text, a scanner, and settings. */
import { useQuery } from '@tanstack/react-query';
import { Form, Input, Modal, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ScannerConfig, ScanProfile } from '#shared/device.ts';
import { useBackend } from '../../../backend.ts';
import { DefaultsFields } from './defaults-fields.tsx';

/** Any item; a select cannot hold null. */
const anyItem = '';

type Props = {
  profile: ScanProfile;
  scanners: readonly ScannerConfig[];
  saving: boolean;
  onClose: () => void;
  onSave: (profile: ScanProfile) => void;
};
type Values = Omit<ScanProfile, 'itemCode' | 'id'> & { itemCode: string };

export function ProfileDialog({ profile, scanners, saving, onClose, onSave }: Props) {
  const { t } = useTranslation();
  const { orpc } = useBackend();
  const items = useQuery(orpc.items.list.queryOptions());
  const [form] = Form.useForm<Values>();
  const required = [{ required: true, message: t('session.required') }];
  const save = ({ itemCode, ...values }: Values) =>
    onSave({ ...profile, ...values, request: { ...profile.request, ...values.request }, itemCode: itemCode === anyItem ? null : itemCode });
  return (
    <Modal
      open
      width={720}
      title={profile.name === '' ? t('devices.profiles.add') : profile.name}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={saving}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ ...profile, itemCode: profile.itemCode ?? anyItem }}
        onFinish={save}
        requiredMark={false}
      >
        <Form.Item name="name" label={t('devices.profiles.name')} rules={required}>
          <Input autoFocus maxLength={30} />
        </Form.Item>
        <Form.Item name="scannerId" label={t('devices.profiles.scanner')} rules={required}>
          <Select options={scanners.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="itemCode" label={t('devices.profiles.item')}>
          <Select
            options={[
              { value: anyItem, label: t('devices.profiles.anyItem') },
              ...(items.data ?? []).map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
        </Form.Item>
        <DefaultsFields name="request" />
        <Form.Item name="waitForPaper" label={t('devices.profiles.waitForPaper')} valuePropName="checked">
          <Switch />
        </Form.Item>
        {/* Enter submits only where the form has a button of its own. */}
        <button type="submit" hidden />
      </Form>
    </Modal>
  );
}
