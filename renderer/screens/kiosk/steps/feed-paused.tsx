/** The scanner has stopped: what is wrong in one line, a picture of what to do, and one large button to go on. */
import { useTranslation } from 'react-i18next';
import type { ScanProgress } from '#shared/device.ts';
import { pauseKind } from '../../../components/scan/pause-kind.ts';
import { PausePicture } from '../../../components/scan/pause-picture.tsx';
import type { ScanJobControl } from '../../../components/scan/use-scan-job.ts';

/** What an applicant cannot mend: going on is not offered first. */
const needsStaff = ['connection', 'storage', 'other'];

export function FeedPaused({ progress, job, stored }: { progress: ScanProgress; job: ScanJobControl; stored: number }) {
  const { t } = useTranslation();
  const kind = pauseKind(progress.error?.code);
  const steps = [
    t(`kiosk.scan.doThis.${kind}`, { count: progress.notTaken?.sheetsThrough ?? 1 }),
    ...(progress.notTaken && !needsStaff.includes(kind) ? [t('kiosk.scan.putBack')] : []),
  ];
  return (
    <>
      <h1 className="kiosk-bad" role="alert">
        {t(`kiosk.scan.paused.${kind}`)}
      </h1>
      <PausePicture kind={kind} />
      <ol className="kiosk-steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {stored > 0 && <p className="kiosk-lead kiosk-good">✓ {t('kiosk.scan.problemStored', { count: stored })}</p>}
      <div className="kiosk-actions">
        <button type="button" className="kiosk-primary kiosk-huge" onClick={job.resume} disabled={job.resuming || job.stopping}>
          {t('kiosk.scan.resume')}
        </button>
        <button type="button" className="kiosk-secondary" onClick={job.cancel} disabled={job.stopping}>
          {t(job.stopping ? 'kiosk.scan.stopping' : 'kiosk.scan.end')}
        </button>
      </div>
    </>
  );
}
