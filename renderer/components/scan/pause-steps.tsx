/** The steps a person takes before the scanner goes on: mend the cause, put the paper back, continue. */
import { useTranslation } from 'react-i18next';
import type { ScanProgress } from '#shared/device.ts';
import { notTakenText, pauseKind } from './pause-kind.ts';

/** The headline: which paper is missing. */
export function usePauseTitle(progress: ScanProgress): string {
  const { t } = useTranslation();
  const missing = notTakenText(progress);
  return missing ? t(`scan.notTaken.${missing.key}`, missing) : t('scan.needsYou');
}

export function PauseSteps({ progress, className }: { progress: ScanProgress; className: string }) {
  const { t } = useTranslation();
  const kind = pauseKind(progress.error?.code);
  const missing = notTakenText(progress);
  const steps = [t(`scan.steps.${kind}`), ...(missing ? [t(`scan.putBack.${missing.key}`, missing)] : [])];
  return (
    <ol className={className}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}
