/** What the feeder is doing: the phase, and how many pages are already safe. */
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ScanProgress } from '#shared/device.ts';
import { isScanning } from '../../../components/scan/is-scanning.ts';

export function ScanProgressLine({ progress, stopping }: { progress: ScanProgress | null; stopping: boolean }) {
  const { t } = useTranslation();
  if (!progress) return <div className="scan-progress" />;
  const running = isScanning(progress);
  const phase = stopping ? t('scan.stopping') : t(`counter.intake.phase.${progress.phase}`, { page: progress.pagesStored + 1 });
  return (
    <div className="scan-progress" role="status">
      <span>{phase}</span>
      {running && <Progress percent={Math.round((progress.fraction ?? 0) * 100)} showInfo={false} size="small" />}
      <strong className="num">
        {progress.pagesStored === 0
          ? ''
          : running
            ? t('counter.intake.stored', { count: progress.pagesStored })
            : t('counter.intake.storedAll', { count: progress.pagesStored })}
      </strong>
      {progress.blankBacks > 0 && <span className="soft">{t('scan.blankBacks', { count: progress.blankBacks })}</span>}
    </div>
  );
}
