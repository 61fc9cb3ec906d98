/** The kiosk face: only for a connection that the host opened as a kiosk. */
import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Busy } from '../../components/busy.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useSession } from '../../state/use-session.ts';
import { KioskSession } from './kiosk-session.tsx';
import { OutOfService } from './out-of-service.tsx';
import { usePresence } from './use-presence.ts';
import './kiosk.css';

export function Kiosk() {
  const { t } = useTranslation();
  const session = useSession();
  if (session.isPending) return <Busy />;
  if (session.isError)
    return (
      <div className="centre">
        <ErrorNotice error={session.error} action={<Button onClick={() => void session.refetch()}>{t('action.retry')}</Button>} />
      </div>
    );
  if (session.data.role !== 'applicant')
    return (
      <Result
        status="info"
        title={t('session.kioskOnly.title')}
        subTitle={t('session.kioskOnly.text')}
        extra={
          <Button type="primary" href="/counter">
            {t('session.kioskOnly.go')}
          </Button>
        }
      />
    );
  return <ServedKiosk />;
}

function ServedKiosk() {
  return usePresence() ? <KioskSession /> : <OutOfService />;
}
