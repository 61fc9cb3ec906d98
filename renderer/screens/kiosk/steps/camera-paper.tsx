/** Lay papers one by one under the camera; each is taken by itself when it lies still. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScannerConfig } from '#shared/device.ts';
import { CameraStrip } from '../../../components/camera/camera-strip.tsx';
import { CameraView } from '../../../components/camera/camera-view.tsx';
import { useCameraSitting } from '../../../components/camera/use-camera-sitting.ts';
import type { CameraSitting } from '../../../components/camera/use-camera-sitting.ts';
import { KioskError } from '../kiosk-error.tsx';
import type { CaseStepProps } from '../case-step-props.ts';
import { ReadingPages } from './reading-pages.tsx';

type Props = CaseStepProps & { camera: ScannerConfig; onFeeder: (() => void) | null };

export function CameraPaper(props: Props) {
  const [done, setDone] = useState(false);
  return done ? <Reading {...props} /> : <Taking {...props} onDone={() => setDone(true)} />;
}

/** The last pages are still being read; the result comes by itself. */
function Reading({ view, go, onBusy }: Props) {
  const unread = view.case.pages.filter(({ state }) => state === 'stored').length;
  useEffect(() => {
    onBusy(unread > 0);
    if (unread === 0) go('result');
    return () => onBusy(false);
    // The step changes once, when everything has been read.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [unread]);
  return <ReadingPages stored={view.case.pages.length} unread={unread} />;
}

function Taking({ view, onBusy, camera: config, onFeeder, onDone }: Props & { onDone: () => void }) {
  const { t } = useTranslation();
  const sitting = useCameraSitting(view.case.id, config.address);
  const { camera, error, live, pages, unsaved, waiting, automatic } = sitting;
  // A page that is not yet safe must not be lost to the idle timer.
  useEffect(() => onBusy(unsaved > 0), [onBusy, unsaved]);
  useEffect(() => () => onBusy(false), [onBusy]);
  const hint = live.phase === 'holding' && !automatic ? 'ready' : live.phase;
  const failed = pages.find(({ state }) => state === 'failed');
  return (
    <>
      <h1 role="status" className={live.phase === 'taken' ? 'kiosk-good' : ''}>
        {error ? t('kiosk.camera.trouble') : waiting ? t('kiosk.camera.saving') : t(`kiosk.camera.hint.${hint}`)}
      </h1>
      <div className="kiosk-camera">
        {error ? (
          <div className="kiosk-error" role="alert">
            <p>{t('kiosk.camera.troubleHint')}</p>
            <small>{error.code}</small>
          </div>
        ) : camera ? (
          <CameraView camera={camera} video={sitting.video} live={live} shots={sitting.shots} label={t('camera.live')} />
        ) : (
          <p className="kiosk-lead">{t('kiosk.camera.opening')}</p>
        )}
      </div>
      {pages.length > 0 && <p className="kiosk-camera-count">✓ {t('kiosk.camera.count', { count: pages.length })}</p>}
      <CameraStrip pages={pages} />
      <KioskError error={failed?.error} />
      <CameraActions sitting={sitting} hasPages={view.case.pages.length > 0} onFeeder={onFeeder} onDone={onDone} />
    </>
  );
}

type ActionProps = { sitting: CameraSitting; hasPages: boolean; onFeeder: (() => void) | null; onDone: () => void };

function CameraActions({ sitting, hasPages, onFeeder, onDone }: ActionProps) {
  const { t } = useTranslation();
  const { camera, error, pages, unsaved, waiting, retake, capture, retry } = sitting;
  return (
    <div className="kiosk-actions">
      <div className="kiosk-actions-row">
        {error ? (
          <button type="button" className="kiosk-secondary" onClick={retry}>
            {t('kiosk.fail.again')}
          </button>
        ) : (
          <button type="button" className="kiosk-secondary" onClick={capture} disabled={!camera || waiting}>
            {t('kiosk.camera.shoot')}
          </button>
        )}
        <button type="button" className="kiosk-secondary" onClick={() => void retake()} disabled={pages.length === 0 || unsaved > 0}>
          {t('kiosk.camera.again')}
        </button>
        {onFeeder && (
          <button type="button" className="kiosk-secondary" onClick={onFeeder} disabled={unsaved > 0}>
            {t('kiosk.camera.toFeeder')}
          </button>
        )}
      </div>
      <button type="button" className="kiosk-primary kiosk-huge" onClick={onDone} disabled={!hasPages || unsaved > 0}>
        {t(unsaved > 0 ? 'kiosk.camera.saving' : 'kiosk.camera.done')}
      </button>
    </div>
  );
}
