/** The forced change of a shipped or reset password. */
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '#shared/session.ts';
import { useBackend } from '../../backend.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useSessionChange } from '../../state/use-session.ts';
import './session.css';
import { SessionPanel } from './session-panel.tsx';

type Values = { oldPassword: string; newPassword: string; again: string };

export function ChangePassword({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const change = useSessionChange(({ oldPassword, newPassword }: Values) => client.session.changePassword({ oldPassword, newPassword }));
  const leave = useSessionChange(() => client.session.signOut());
  const required = { required: true, message: t('session.required') };
  return (
    <SessionPanel title={t('session.change.title')} demo={session.demo}>
      <p className="soft">{t('session.change.lead')}</p>
      <Form<Values>
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => change.mutate(values)}
        disabled={change.isPending}
        size="large"
      >
        <Form.Item name="oldPassword" label={t('session.change.old')} rules={[required]}>
          <Input.Password autoFocus autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Form.Item name="newPassword" label={t('session.change.next')} rules={[required]} extra={t('session.change.rule')}>
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('session.change.again')}
          dependencies={['newPassword']}
          rules={[
            required,
            ({ getFieldValue }) => ({
              validator: (_rule, value) =>
                value === getFieldValue('newPassword') ? Promise.resolve() : Promise.reject(new Error(t('session.change.differs'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        {change.isError && <ErrorNotice error={change.error} />}
        <Button type="primary" htmlType="submit" block loading={change.isPending} className="session-submit">
          {t('session.change.save')}
        </Button>
        <Button type="link" block onClick={() => leave.mutate(undefined)}>
          {t('action.signOut')}
        </Button>
      </Form>
    </SessionPanel>
  );
}
