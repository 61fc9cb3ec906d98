/** The scanner has stopped, waits for paper or warms up: large, with what to do, where nobody can miss it. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorText } from '#shared/error-texts.ts';
import type { ScanProgress } from '#shared/device.ts';
import { pauseKind } from '../../../components/scan/pause-kind.ts';
import { PausePicture } from '../../../components/scan/pause-picture.tsx';
import { PauseSteps, usePauseTitle } from '../../../components/scan/pause-steps.tsx';
import type { ScanJobControl } from '../../../components/scan/use-scan-job.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { errorOf } from '../../../state/error-of.ts';

type Props = { progress: ScanProgress | null; job: ScanJobControl };

export function ScanPause({ progress, job }: Props) {
  if (progress?.phase === 'paused') return <Paused progress={progress} job={job} />;
  if (progress?.phase === 'waiting-for-paper') return <Waiting name="wait" job={job} />;
  if (progress?.phase === 'warming-up') return <Waiting name="warm" job={job} />;
  return null;
}

function Paused({ progress, job }: { progress: ScanProgress; job: ScanJobControl }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const title = usePauseTitle(progress);
  return (
    <section className="scan-pause" role="alert">
      <PausePicture kind={pauseKind(progress.error?.code)} />
      <div>
        <h2>{title}</h2>
        {progress.error && (
          <p className="scan-pause-cause">
            {errorText(errorOf(progress.error), language).title} <span className="soft error-code">{progress.error.code}</span>
          </p>
        )}
        <PauseSteps progress={progress} className="scan-pause-steps" />
        {progress.pagesStored > 0 && <p className="ok">{t('scan.safe', { count: progress.pagesStored })}</p>}
      </div>
      <div className="scan-pause-actions">
        <Button type="primary" onClick={job.resume} loading={job.resuming} disabled={job.stopping} autoFocus>
          {t('scan.resume')} <kbd>F2</kbd>
        </Button>
        <EndButton job={job} />
      </div>
    </section>
  );
}

function Waiting({ name, job }: { name: 'wait' | 'warm'; job: ScanJobControl }) {
  const { t } = useTranslation();
  return (
    <section className="scan-pause scan-pause-waiting" role="status">
      <PausePicture kind="empty" />
      <div>
        <h2>{t(`scan.${name}Title`)}</h2>
        <p>{t(`scan.${name}Text`)}</p>
      </div>
      <div className="scan-pause-actions">
        <EndButton job={job} />
      </div>
    </section>
  );
}

function EndButton({ job }: { job: ScanJobControl }) {
  const { t } = useTranslation();
  return (
    <Button onClick={job.cancel} disabled={job.stopping}>
      {t(job.stopping ? 'scan.stopping' : 'scan.end')} <kbd>Esc</kbd>
    </Button>
  );
}
