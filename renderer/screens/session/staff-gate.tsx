/** Lets signed-in staff of a face in; shows sign-in, first password change or the way to the right face otherwise. */
import { Navigate, useNavigate } from '@tanstack/react-router';
import { Button, Result } from 'antd';
import { Fragment, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role, SessionView } from '#shared/session.ts';
import { Busy } from '../../components/busy.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useIsCovered, useSession, useSessionWatch } from '../../state/use-session.ts';
import { ChangePassword } from './change-password.tsx';
import { IdleCountdown } from './idle-countdown.tsx';
import { LockScreen } from './lock-screen.tsx';
import { SignIn } from './sign-in.tsx';

type Props = { roles: readonly Role[]; home: string; elsewhere: string; children: (session: SessionView) => ReactNode };

/** Another person begins at the face's own start, and not on the case of the one before. */
function useFreshStart(account: string | null | undefined, home: string): void {
  const navigate = useNavigate();
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (!account) return;
    if (last.current !== null && last.current !== account) void navigate({ to: home, replace: true });
    last.current = account;
  }, [account, home, navigate]);
}

/**
 * @param home address of this face's start
 * @param elsewhere address of the face for staff whose role is not in `roles`
 */
export function StaffGate({ roles, home, elsewhere, children }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  useSessionWatch();
  useFreshStart(session.data?.account, home);
  if (session.isPending) return <Busy />;
  // What was known stays: a host that is away for a moment must not take what somebody typed.
  if (!session.data)
    return (
      <div className="centre">
        <ErrorNotice
          error={session.error}
          action={
            <Button type="primary" onClick={() => void session.refetch()}>
              {t('action.retry')}
            </Button>
          }
        />
      </div>
    );
  const { role, locked } = session.data;
  if (role === 'applicant')
    return (
      <Result
        status="info"
        title={t('session.wrongFace.kiosk')}
        extra={
          <Button type="primary" href="/kiosk">
            {t('session.wrongFace.go')}
          </Button>
        }
      />
    );
  if (role === 'visitor' && !locked) return <SignIn session={session.data} />;
  return <Lockable key={session.data.account} session={session.data} roles={roles} elsewhere={elsewhere} content={children} />;
}

type LockableProps = { session: SessionView; roles: readonly Role[]; elsewhere: string; content: Props['children'] };

/** What stood here when the screen locked stays as it is, out of sight; after a reload there is nothing but the lock. */
function Lockable({ session, roles, elsewhere, content }: LockableProps) {
  const covered = useIsCovered() || session.locked;
  const [shown, setShown] = useState<SessionView | null>(null);
  if (!session.locked && shown !== session) setShown(session);
  return (
    <>
      {shown && <Fragment key="work">{insideOf(shown, { roles, elsewhere, content })}</Fragment>}
      {covered ? <LockScreen session={session} hasWork={shown !== null} /> : <IdleCountdown limitMs={session.idleLimitMs} />}
    </>
  );
}

function insideOf(session: SessionView, { roles, elsewhere, content }: Omit<LockableProps, 'session'>): ReactNode {
  if (session.mustChangePassword) return <ChangePassword session={session} />;
  if (!roles.includes(session.role)) return <Navigate to={elsewhere} replace />;
  return content(session);
}
