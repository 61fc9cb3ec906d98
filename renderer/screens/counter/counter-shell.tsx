/** The counter face: header, and the screen of the address below it. */
import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StaffCallBanner } from '../../components/staff-call/staff-call-banner.tsx';
import { StaffHeader } from '../../components/staff-header.tsx';
import { StaffGate } from '../session/staff-gate.tsx';
import './counter.css';

export function CounterShell() {
  const { t } = useTranslation();
  return (
    <StaffGate roles={['operator', 'reviewer']} home="/counter" elsewhere="/admin">
      {(session) => (
        <div className="counter">
          <StaffHeader session={session} home="/counter">
            <Link to={'/counter' as string} activeOptions={{ exact: true }}>
              {t('counter.nav.cases')}
            </Link>
            <Link to={'/counter/new' as string}>{t('counter.nav.newCase')}</Link>
          </StaffHeader>
          <StaffCallBanner />
          <main className="counter-body">
            <Outlet />
          </main>
        </div>
      )}
    </StaffGate>
  );
}
