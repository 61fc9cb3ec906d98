/** What the feeder is doing: the phase, and how many pages are already safe. */
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ScanProgress } from '#shared/device.ts';
import { isScanning } from '../../../components/scan/is-scanning.ts';

export function ScanProgressLine({ progress }: { progress: ScanProgress | null }) {
  const { t } = useTranslation();
  if (!progress) return null;
  const running = isScanning(progress);
  return (
    <div className="scan-progress" role="status">
      <span>{t(`counter.intake.phase.${progress.phase}`, { page: progress.pagesStored + 1 })}</span>
      {running && <Progress percent={Math.round((progress.fraction ?? 0) * 100)} showInfo={false} size="small" status="active" />}
      <strong className="num">
        {progress.pagesStored === 0
          ? ''
          : running
            ? t('counter.intake.stored', { count: progress.pagesStored })
            : t('counter.intake.storedAll', { count: progress.pagesStored })}
      </strong>
    </div>
  );
}
