/** Put the paper in, start, watch it go; with a document camera, or in place of the feeder, lay it under the camera. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import type { Scanner } from '#shared/device.ts';
import { useBackend } from '../../../backend.ts';
import { useScanJob } from '../../../components/scan/use-scan-job.ts';
import { KioskError } from '../kiosk-error.tsx';
import type { CaseStepProps } from '../case-step-props.ts';
import { CameraPaper } from './camera-paper.tsx';
import { FeedPaused } from './feed-paused.tsx';
import { FeederPicture } from './feeder-picture.tsx';
import { ReadingPages } from './reading-pages.tsx';

/** The hall's default scanner where it feeds paper, else any that does; and the camera, if one is set up. */
function useDevices() {
  const { orpc } = useBackend();
  const scanners = useQuery(orpc.scan.scanners.queryOptions());
  const list = scanners.data ?? [];
  const feeders = list.filter(({ traits }) => traits.scansPaper);
  return {
    scanners,
    feeder: feeders.find(({ isDefault }) => isDefault) ?? feeders[0] ?? null,
    camera: list.find(({ traits }) => traits.onScreen) ?? null,
    cameraFirst: list.find(({ isDefault }) => isDefault)?.traits.onScreen || feeders.length === 0,
  };
}

export function FeedPaper(props: CaseStepProps) {
  const devices = useDevices();
  const { camera, feeder, cameraFirst } = devices;
  const [withCamera, setWithCamera] = useState<boolean | null>(null);
  const useCamera = camera !== null && (withCamera ?? cameraFirst);
  if (useCamera) return <CameraPaper {...props} camera={camera} onFeeder={feeder && (() => setWithCamera(false))} />;
  return <Feed {...props} feeder={feeder} scanners={devices.scanners} onCamera={camera && (() => setWithCamera(true))} />;
}

type FeedProps = CaseStepProps & {
  feeder: Scanner | null;
  scanners: ReturnType<typeof useDevices>['scanners'];
  onCamera: (() => void) | null;
};

/** Busy while paper moves or is read; the result is the answer to "and now?" once everything is. */
function useFeed({ view, go, onBusy }: CaseStepProps) {
  const job = useScanJob(view);
  const { scan } = view;
  const unread = view.case.pages.filter(({ state }) => state === 'stored').length;
  const reading = !job.running && unread > 0;
  // A person who walked away from a stopped scanner, or never put paper in, is idle.
  const moving = job.running && scan?.phase !== 'paused' && scan?.phase !== 'waiting-for-paper';
  useEffect(() => onBusy(moving || reading), [onBusy, moving, reading]);
  useEffect(() => () => onBusy(false), [onBusy]);
  const ended = scan?.phase === 'finished' || (scan?.phase === 'cancelled' && view.case.pages.length > 0);
  const finished = job.startedJobId !== null && job.startedJobId === scan?.jobId && ended && !reading;
  useEffect(() => {
    if (finished) go('result');
    // The step changes once, when the scan has finished.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [finished]);
  return { job, reading, unread };
}

function Feed({ view, go, onBusy, feeder, scanners, onCamera }: FeedProps) {
  const { t } = useTranslation();
  const { job, reading, unread } = useFeed({ view, go, onBusy });
  const { scan } = view;
  const stored = view.case.pages.length;
  const [doubt] = view.case.sheetDoubts ?? [];
  if (scan?.phase === 'paused') return <FeedPaused progress={scan} job={job} stored={stored} />;
  const errors = <FeedErrors scan={scan} stored={stored} error={job.error ?? scanners.error} />;
  if (reading)
    return (
      <ReadingPages stored={stored} unread={unread}>
        {errors}
      </ReadingPages>
    );
  const { running } = job;
  const title = !running
    ? 'kiosk.scan.title'
    : scan?.phase === 'waiting-for-paper'
      ? 'kiosk.scan.waitPaper'
      : scan?.phase === 'warming-up'
        ? 'kiosk.scan.warming'
        : 'kiosk.scan.running';
  return (
    <>
      <h1>{t(title)}</h1>
      <FeederPicture running={running && scan?.phase !== 'warming-up'} />
      {running ? (
        <div className="kiosk-progress" role="status">
          {scan?.phase === 'waiting-for-paper' ? (
            <p className="kiosk-lead">{t('kiosk.scan.waitPaperHint')}</p>
          ) : (
            <strong>{t('kiosk.scan.stored', { count: stored })}</strong>
          )}
        </div>
      ) : (
        <ol className="kiosk-steps">
          {(['remove', 'stack', 'feed'] as const).map((step) => (
            <li key={step}>{t(`kiosk.scan.steps.${step}`)}</li>
          ))}
        </ol>
      )}
      {doubt && !running && <p className="kiosk-lead kiosk-bad">{t('kiosk.scan.doubt', { count: doubt.sheetsThrough ?? 1 })}</p>}
      {errors}
      <FeedActions
        job={job}
        clears={doubt?.jobId ?? null}
        feeder={feeder}
        failed={scan?.phase === 'failed'}
        none={scanners.isSuccess}
        onCamera={onCamera}
      >
        {stored > 0 && (
          <button type="button" className="kiosk-secondary" onClick={() => go('result')}>
            {t('kiosk.scan.seeResult')}
          </button>
        )}
      </FeedActions>
    </>
  );
}

function FeedErrors({ scan, stored, error }: { scan: CaseView['scan']; stored: number; error: unknown }) {
  const { t } = useTranslation();
  return (
    <>
      {scan?.phase === 'failed' && (
        <KioskError error={scan.error}>{stored > 0 && <p>{t('kiosk.scan.problemStored', { count: stored })}</p>}</KioskError>
      )}
      <KioskError error={error} />
    </>
  );
}

type ActionProps = {
  job: ReturnType<typeof useScanJob>;
  /** The doubt whose sheet is put back with what lies in the feeder. */
  clears: string | null;
  feeder: Scanner | null;
  failed: boolean;
  /** The scanners are known, so that "none" is the truth. */
  none: boolean;
  onCamera: (() => void) | null;
  children: ReactNode;
};

function FeedActions({ job, clears, feeder, failed, none, onCamera, children }: ActionProps) {
  const { t } = useTranslation();
  if (job.running)
    return (
      <div className="kiosk-actions">
        <button type="button" className="kiosk-secondary" onClick={job.cancel} disabled={job.stopping}>
          {t(job.stopping ? 'kiosk.scan.stopping' : 'kiosk.scan.stop')}
        </button>
      </div>
    );
  return (
    <div className="kiosk-actions">
      {feeder ? (
        <button
          type="button"
          className="kiosk-primary kiosk-huge"
          onClick={() => job.start({ scannerId: feeder.id, request: feeder.defaults, waitForPaper: true, clears })}
          disabled={job.starting}
        >
          {t(failed ? 'kiosk.scan.again' : 'kiosk.scan.start')}
        </button>
      ) : (
        none && <p className="kiosk-lead">{t('kiosk.scan.none')}</p>
      )}
      {onCamera && (
        <button type="button" className="kiosk-secondary" onClick={onCamera}>
          {t('kiosk.scan.camera')}
        </button>
      )}
      {children}
    </div>
  );
}
