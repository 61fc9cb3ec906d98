/** The cover over everything: the same person goes on with the password, another one signs in afresh. */
import { Button, Form, Input } from 'antd';
import { useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '#shared/session.ts';
import { useBackend } from '../../backend.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { lockGate } from '../../state/lock-gate.ts';
import { useSessionChange } from '../../state/use-session.ts';
import './session.css';
import { SessionPanel } from './session-panel.tsx';

/** Everything but the cover is hidden, and out of reach of mouse, keyboard and screen readers; afterwards the cursor is where it was. */
function useCover(): void {
  useLayoutEffect(() => {
    const root = document.documentElement;
    const focused = document.activeElement;
    root.dataset['locked'] = '';
    const covered = [...document.body.children].filter(
      (element) => !element.classList.contains('lock-cover') && !element.hasAttribute('inert'),
    );
    for (const element of covered) element.setAttribute('inert', '');
    return () => {
      delete root.dataset['locked'];
      for (const element of covered) element.removeAttribute('inert');
      if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    };
  }, []);
}

/** @param hasWork something stands underneath that another person's sign-in takes away */
export function LockScreen({ session, hasWork }: { session: SessionView; hasWork: boolean }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const field = useRef<HTMLDivElement>(null);
  useCover();
  const unlock = useSessionChange(async ({ password }: { password: string }) => {
    const opened = await client.session.unlock({ password });
    lockGate.open();
    return opened;
  });
  const leave = useSessionChange(() => client.session.signOut());
  // What had the cursor is out of reach now; a browser may take a moment to let go of it.
  useLayoutEffect(() => field.current?.querySelector('input')?.focus(), [unlock.isError]);
  return createPortal(
    <div className="lock-cover" ref={field}>
      <SessionPanel title={t('session.lock.title')} demo={session.demo}>
        <p className="lock-who">
          <strong>{session.displayName}</strong> <span className="soft">{session.account}</span>
        </p>
        <p className="soft">{t(hasWork ? 'session.lock.kept' : 'session.lock.lead')}</p>
        <Form<{ password: string }> layout="vertical" requiredMark={false} onFinish={(values) => unlock.mutate(values)} size="large">
          <Form.Item name="password" label={t('session.password')} rules={[{ required: true, message: t('session.required') }]}>
            <Input.Password autoComplete="current-password" maxLength={200} disabled={unlock.isPending} />
          </Form.Item>
          <ErrorNotice error={unlock.error ?? leave.error} />
          <Button type="primary" htmlType="submit" block loading={unlock.isPending} className="session-submit">
            {t('session.lock.unlock')}
          </Button>
        </Form>
        <Button type="link" block loading={leave.isPending} onClick={() => leave.mutate(undefined)}>
          {t('session.lock.other')}
        </Button>
        {hasWork && <p className="soft lock-warning">{t('session.lock.otherHint')}</p>}
      </SessionPanel>
    </div>,
    document.body,
  );
}
