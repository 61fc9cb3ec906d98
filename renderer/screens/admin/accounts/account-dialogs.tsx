/** Dialogs for a new account and for a reset password. */
import { Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import type { AccountView } from './account-view.ts';

type Values = { account: string; displayName: string; role: 'operator' | 'reviewer' | 'admin'; password: string };
type Common = { saving: boolean; error: unknown; onClose: () => void };

export function NewAccountDialog({ saving, error, onClose, onSave }: Common & { onSave: (values: Values) => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const required = { required: true, message: t('session.required') };
  return (
    <Modal
      open
      title={t('admin.accounts.add')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={saving}
    >
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={{ role: 'operator' }} onFinish={onSave}>
        <Form.Item
          name="account"
          label={t('admin.accounts.account')}
          extra={t('admin.accounts.accountHint')}
          rules={[required, { pattern: /^[a-z][a-z0-9._-]{2,31}$/, message: t('admin.accounts.accountHint') }]}
        >
          <Input autoFocus autoComplete="off" />
        </Form.Item>
        <Form.Item name="displayName" label={t('admin.accounts.displayName')} rules={[required]}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="role" label={t('admin.accounts.role')} rules={[required]}>
          <Select options={(['operator', 'reviewer', 'admin'] as const).map((value) => ({ value, label: t(`role.${value}`) }))} />
        </Form.Item>
        <PasswordItem />
        <ErrorNotice error={error} />
        {/* Enter submits only where the form has a button of its own. */}
        <button type="submit" hidden />
      </Form>
    </Modal>
  );
}

export function ResetPasswordDialog({
  account,
  saving,
  error,
  onClose,
  onSave,
}: Common & { account: AccountView; onSave: (password: string) => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ password: string }>();
  return (
    <Modal
      open
      title={t('admin.accounts.resetTitle', { name: account.displayName })}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('admin.accounts.reset')}
      cancelText={t('action.cancel')}
      confirmLoading={saving}
    >
      <p className="soft">{t('admin.accounts.resetHint')}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ password }) => onSave(password)}>
        <PasswordItem />
        <ErrorNotice error={error} />
        {/* Enter submits only where the form has a button of its own. */}
        <button type="submit" hidden />
      </Form>
    </Modal>
  );
}

function PasswordItem() {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="password"
      label={t('admin.accounts.password')}
      extra={t('session.change.rule')}
      rules={[{ required: true, message: t('session.required') }]}
    >
      <Input.Password autoComplete="new-password" maxLength={200} />
    </Form.Item>
  );
}
