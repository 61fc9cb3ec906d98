/** Told when the date of the host cannot be right, or was not: papers carry it. */
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ClockDoubt } from '#shared/host-status.ts';
import { formatTime } from '../../../components/format-time.ts';

export function ClockDoubtNotice({ doubt }: { doubt: ClockDoubt | null }) {
  const { t } = useTranslation();
  if (!doubt) return null;
  const { now, loggedAt, from, to } = { now: '', loggedAt: '', from: '', to: '', ...doubt };
  const times = { now: formatTime(now), loggedAt: formatTime(loggedAt), from: formatTime(from), to: formatTime(to) };
  return (
    <Alert type="warning" showIcon title={t(`admin.status.clockDoubts.${doubt.kind}`, times)} description={t('admin.status.clockHint')} />
  );
}
