/** Put the paper in, start, watch it go. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../backend.ts';
import { isScanning } from '../../../components/scan/is-scanning.ts';
import { KioskError } from '../kiosk-error.tsx';
import type { CaseStepProps } from '../kiosk-steps.tsx';
import { FeederPicture } from './feeder-picture.tsx';

function useFeed({ view, go, onBusy }: CaseStepProps) {
  const { client, orpc } = useBackend();
  const caseId = view.case.id;
  const scanners = useQuery(orpc.scan.scanners.queryOptions());
  const scanner = scanners.data?.find(({ isDefault }) => isDefault) ?? scanners.data?.[0];
  const start = useMutation({
    mutationFn: (scannerId: string) => client.scan.start({ caseId, scannerId, request: scanner?.defaults ?? {} }),
  });
  const stop = useMutation({ mutationFn: (jobId: string) => client.scan.cancel({ jobId }) });
  const { scan } = view;
  const running = isScanning(scan);
  const unread = view.case.pages.filter(({ state }) => state === 'stored').length;
  const reading = !running && unread > 0;
  useEffect(() => onBusy(running || reading), [onBusy, running, reading]);
  useEffect(() => () => onBusy(false), [onBusy]);
  // Everything fed and read: the result is the answer to "and now?".
  const finished = start.isSuccess && start.data.jobId === scan?.jobId && scan.phase === 'finished' && !reading;
  useEffect(() => {
    if (finished) go('result');
    // The step changes once, when the scan has finished.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [finished]);
  return { scanners, scanner, start, stop, running, reading, unread };
}

export function FeedPaper({ view, go, onBusy }: CaseStepProps) {
  const { t } = useTranslation();
  const { scanners, scanner, start, stop, running, reading, unread } = useFeed({ view, go, onBusy });
  const { scan } = view;
  return (
    <>
      <h1>{t(running ? 'kiosk.scan.running' : 'kiosk.scan.title')}</h1>
      <FeederPicture running={running} />
      {running || reading ? (
        <div className="kiosk-progress" role="status">
          <strong>{t('kiosk.scan.stored', { count: view.case.pages.length })}</strong>
          {reading && <p>{t('kiosk.scan.reading', { count: unread })}</p>}
        </div>
      ) : (
        <ol className="kiosk-steps">
          {(['remove', 'stack', 'feed'] as const).map((step) => (
            <li key={step}>{t(`kiosk.scan.steps.${step}`)}</li>
          ))}
        </ol>
      )}
      {scan?.phase === 'failed' && !running && (
        <KioskError error={scan.error}>
          {view.case.pages.length > 0 && <p>{t('kiosk.scan.problemStored', { count: view.case.pages.length })}</p>}
        </KioskError>
      )}
      <KioskError error={start.error ?? scanners.error} />
      <div className="kiosk-actions">
        {running ? (
          <button type="button" className="kiosk-secondary" onClick={() => scan && stop.mutate(scan.jobId)}>
            {t('kiosk.scan.stop')}
          </button>
        ) : scanner ? (
          <button
            type="button"
            className="kiosk-primary kiosk-huge"
            onClick={() => start.mutate(scanner.id)}
            disabled={start.isPending || reading}
          >
            {t(scan?.phase === 'failed' ? 'kiosk.scan.again' : 'kiosk.scan.start')}
          </button>
        ) : (
          scanners.isSuccess && <p className="kiosk-lead">{t('kiosk.scan.none')}</p>
        )}
        {!running && !reading && view.case.pages.length > 0 && (
          <button type="button" className="kiosk-secondary" onClick={() => go('result')}>
            {t('kiosk.scan.seeResult')}
          </button>
        )}
      </div>
    </>
  );
}
