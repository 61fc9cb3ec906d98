/** How the last scan ended, when there is something a clerk has to know: a failure, odd settings, pages that came twice. */
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ScanProgress } from '#shared/device.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { notTakenText } from '../../../components/scan/pause-kind.ts';

/** Warnings are a name, or a name and what was changed to: `settings-changed:dpi=300`. */
const known = ['same-as-previous', 'settings-changed', 'taken-before', 'feeder-not-empty'] as const;

export function ScanResult({ progress }: { progress: ScanProgress | null }) {
  const { t } = useTranslation();
  if (!progress) return null;
  const missing = progress.phase === 'failed' ? notTakenText(progress) : null;
  return (
    <>
      {progress.phase === 'failed' && (
        <ErrorNotice
          error={progress.error}
          extra={
            <>
              {missing && <strong>{t(`scan.notTaken.${missing.key}`, missing)}</strong>}
              <div>{t('counter.intake.storedAll', { count: progress.pagesStored })}</div>
            </>
          }
        />
      )}
      {progress.warnings.map((warning) => {
        const name = known.find((one) => warning === one || warning.startsWith(`${one}:`));
        const detail = warning.split(':')[1];
        return (
          name && <Alert key={warning} type="warning" showIcon title={`${t(`scan.warnings.${name}`)}${detail ? ` (${detail})` : ''}`} />
        );
      })}
    </>
  );
}
