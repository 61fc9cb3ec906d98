/** Lets signed-in staff of a face in; shows sign-in, first password change or the way to the right face otherwise. */
import { Navigate } from '@tanstack/react-router';
import { Button, Result } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role, SessionView } from '#shared/session.ts';
import { Busy } from '../../components/busy.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useSession } from '../../state/use-session.ts';
import { ChangePassword } from './change-password.tsx';
import { SignIn } from './sign-in.tsx';

type Props = { roles: readonly Role[]; elsewhere: string; children: (session: SessionView) => ReactNode };

/** @param elsewhere address of the face for staff whose role is not in `roles` */
export function StaffGate({ roles, elsewhere, children }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  if (session.isPending) return <Busy />;
  if (session.isError)
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
  const { role, mustChangePassword } = session.data;
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
  if (role === 'visitor') return <SignIn session={session.data} />;
  if (mustChangePassword) return <ChangePassword session={session.data} />;
  if (!roles.includes(role)) return <Navigate to={elsewhere} replace />;
  return children(session.data);
}
