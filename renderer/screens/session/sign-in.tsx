/** Account and password of a staff member. */
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '#shared/session.ts';
import { useBackend } from '../../backend.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { LanguageSwitch } from '../../components/language-switch.tsx';
import { useSessionChange } from '../../state/use-session.ts';
import './session.css';
import { SessionPanel } from './session-panel.tsx';

export function SignIn({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const signIn = useSessionChange((input: { account: string; password: string }) => client.session.signIn(input));
  const required = [{ required: true, message: t('session.required') }];
  return (
    <SessionPanel title={t('session.welcome')} demo={session.demo}>
      <Form layout="vertical" requiredMark={false} onFinish={(values) => signIn.mutate(values)} disabled={signIn.isPending} size="large">
        <Form.Item name="account" label={t('session.account')} rules={required}>
          <Input autoFocus autoComplete="username" maxLength={64} />
        </Form.Item>
        <Form.Item name="password" label={t('session.password')} rules={required}>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        {signIn.isError && <ErrorNotice error={signIn.error} />}
        <Button type="primary" htmlType="submit" block loading={signIn.isPending} className="session-submit">
          {t('session.signIn')}
        </Button>
      </Form>
      {session.firstRun && <p className="session-hint">{t('session.firstRun')}</p>}
      {session.demo && <p className="session-hint">{t('session.demoAccount')}</p>}
      <LanguageSwitch />
    </SessionPanel>
  );
}
