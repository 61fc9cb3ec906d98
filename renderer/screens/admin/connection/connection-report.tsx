/** What the approval system answered to the test. */
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';

type Report = Awaited<ReturnType<Client['admin']['connection']['test']>>;
/** Gateways refuse signatures whose time stamp is further off; the strictest seen allows 90 s. */
const skewLimitMs = 60_000;

export function ConnectionReport({ report }: { report: Report }) {
  const { t } = useTranslation();
  const { clockSkewMs } = report;
  const skewed = clockSkewMs !== null && Math.abs(clockSkewMs) > skewLimitMs;
  if (!report.ok)
    return (
      <ErrorNotice
        error={report.error}
        extra={
          <div>
            {t('admin.connection.roundTrip')}：{t('admin.connection.milliseconds', { value: Math.round(report.roundTripMs) })}
          </div>
        }
      />
    );
  return (
    <Alert
      type={skewed ? 'warning' : 'success'}
      title={t('admin.connection.ok')}
      description={
        <dl className="admin-facts">
          <dt>{t('admin.connection.system')}</dt>
          <dd>{report.systemName ?? '—'}</dd>
          <dt>{t('admin.connection.roundTrip')}</dt>
          <dd>{t('admin.connection.milliseconds', { value: Math.round(report.roundTripMs) })}</dd>
          <dt>{t('admin.connection.skew')}</dt>
          <dd>
            {clockSkewMs === null
              ? t('admin.connection.skewUnknown')
              : t('admin.connection.seconds', { value: (clockSkewMs / 1000).toFixed(1) })}
            {skewed && <div className="bad">{t('admin.connection.skewWarn')}</div>}
          </dd>
        </dl>
      }
    />
  );
}
