/** The admin face: header, its screens as a menu on the left. */
import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StaffHeader } from '../../components/staff-header.tsx';
import { StaffGate } from '../session/staff-gate.tsx';
import './admin.css';

const screens = [
  ['scanners', '/admin'],
  ['connection', '/admin/connection'],
  ['serviceItems', '/admin/service-items'],
  ['mapping', '/admin/mapping'],
  ['documentTypes', '/admin/document-types'],
  ['accounts', '/admin/accounts'],
  ['outbox', '/admin/outbox'],
  ['recognition', '/admin/recognition'],
  ['safety', '/admin/safety'],
  ['status', '/admin/status'],
] as const;

export function AdminShell() {
  const { t } = useTranslation();
  return (
    <StaffGate roles={['admin']} home="/admin" elsewhere="/counter">
      {(session) => (
        <div className="admin">
          <StaffHeader session={session} home="/admin" />
          <div className="admin-body">
            <nav className="admin-menu">
              {screens.map(([name, address]) => (
                <Link key={name} to={address as string} activeOptions={{ exact: true }}>
                  {t(`admin.nav.${name}`)}
                </Link>
              ))}
            </nav>
            <main className="admin-main">
              <Outlet />
            </main>
          </div>
        </div>
      )}
    </StaffGate>
  );
}
