/** The bar on top of the staff faces: where one is, who one is, help and the way out. */
import { Alert, Button, Tag } from 'antd';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '#shared/session.ts';
import { useBackend } from '../backend.ts';
import { useSessionChange } from '../state/use-session.ts';
import { useHotkeyHelp } from './hotkeys/hotkey-provider.tsx';
import { SafetyBanner } from './safety-banner.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import './staff-header.css';

export function StaffHeader({ session, home, children }: { session: SessionView; home: string; children?: ReactNode }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const showHelp = useHotkeyHelp();
  const signOut = useSessionChange(() => client.session.signOut());
  const lock = useSessionChange(() => client.session.lock());
  return (
    <>
      <header className="staff-header no-print">
        <Link to={home} className="staff-header-brand">
          <img src="/icon.svg" alt="" width={28} height={28} />
          {t('product')}
        </Link>
        <nav>{children}</nav>
        {session.demo && (
          <Tag color="gold" title={t('demoHint')}>
            {t('demo')}
          </Tag>
        )}
        <Button type="text" onClick={showHelp}>
          {t('action.help')} <kbd>F1</kbd>
        </Button>
        <LanguageSwitch onDark />
        <span>
          {session.displayName} · {t(`role.${session.role}`)}
        </span>
        <Button type="text" onClick={() => lock.mutate(undefined)} loading={lock.isPending}>
          {t('session.lock.now')}
        </Button>
        <Button type="text" onClick={() => signOut.mutate(undefined)} loading={signOut.isPending}>
          {t('action.signOut')}
        </Button>
      </header>
      {session.diskFull && <Alert className="no-print" banner type="error" title={t('diskFull')} />}
      <SafetyBanner />
    </>
  );
}
