/** Account and password of a staff member. */
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '#shared/session.ts';
import { useBackend } from '../../backend.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { LanguageSwitch } from '../../components/language-switch.tsx';
import { SafetyBanner } from '../../components/safety-banner.tsx';
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
      <SafetyBanner />
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
      {session.diskFull && <p className="session-hint">{t('diskFull')}</p>}
      {session.firstRun && <FirstRun session={session} />}
      {session.demo && <p className="session-hint">{t('session.demoAccount')}</p>}
      <LanguageSwitch />
    </SessionPanel>
  );
}

/** Only who can read this user's files becomes the first administrator: not whoever comes to the screen first. */
function FirstRun({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  if (session.demo) return <p className="session-hint">{t('session.firstRun')}</p>;
  if (session.firstPasswordFile === null) return <p className="session-hint">{t('session.firstRunElsewhere')}</p>;
  return (
    <p className="session-hint">
      {t('session.firstRunFile')} <code>{session.firstPasswordFile}</code>
    </p>
  );
}
