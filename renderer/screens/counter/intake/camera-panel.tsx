/** The document camera in place of the board: live picture, what to do next, and the pages of this sitting. */
import { Button, Select, Switch } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScannerConfig } from '#shared/device.ts';
import { anyCamera } from '../../../components/camera/camera-driver.ts';
import { CameraNotice } from '../../../components/camera/camera-notice.tsx';
import { CameraStrip } from '../../../components/camera/camera-strip.tsx';
import { CameraView } from '../../../components/camera/camera-view.tsx';
import { useCameraSitting } from '../../../components/camera/use-camera-sitting.ts';
import type { CameraSitting } from '../../../components/camera/use-camera-sitting.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useHotkeys } from '../../../components/hotkeys/hotkey-provider.tsx';

type Props = { caseId: string; scanner: ScannerConfig; onClose: () => void };

export function CameraPanel({ caseId, scanner, onClose }: Props) {
  const { t } = useTranslation();
  const sitting = useCameraSitting(caseId, scanner.address);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const { camera, error, unsaved } = sitting;
  const close = () => {
    if (unsaved === 0) onClose();
  };
  const pressed = () => {
    // The space bar on a button is that button's.
    if (document.activeElement instanceof HTMLButtonElement) document.activeElement.click();
    else sitting.capture();
  };
  useHotkeys(t('camera.title'), [
    { keys: ' ', label: t('camera.capture'), run: pressed },
    { keys: 'Enter', label: t('camera.capture'), run: pressed },
    { keys: 'r', label: t('camera.retake'), run: () => void sitting.retake() },
    { keys: 'Delete', label: t('camera.removeLast'), run: () => void sitting.removeLast() },
    { keys: 'Escape', label: t('camera.close'), run: close },
    { keys: 'F2', label: t('camera.close'), run: close },
    { keys: 'F8', label: t('camera.close'), run: close },
  ]);
  return (
    <section ref={panel} tabIndex={-1} className="camera-panel" aria-label={t('camera.title')}>
      <div className="camera-stage">
        {error ? (
          <CameraNotice error={error} onRetry={sitting.retry} />
        ) : camera ? (
          <CameraView camera={camera} video={sitting.video} live={sitting.live} shots={sitting.shots} label={t('camera.live')} />
        ) : (
          <p className="camera-opening">{t('camera.opening')}</p>
        )}
      </div>
      <CameraSide sitting={sitting} configured={scanner.address} onClose={close} refocus={() => panel.current?.focus()} />
    </section>
  );
}

type SideProps = { sitting: CameraSitting; configured: string; onClose: () => void; refocus: () => void };

/** Clicks give the keyboard back to the panel, or the next press of the space bar would click again. */
function CameraSide({ sitting, configured, onClose, refocus }: SideProps) {
  const { t } = useTranslation();
  const { camera, live, pages, unsaved, waiting, automatic } = sitting;
  const failed = pages.find(({ state }) => state === 'failed');
  const then = (act: () => unknown) => () => {
    act();
    refocus();
  };
  const names = [...new Set([...(configured === anyCamera ? [] : [configured]), ...sitting.names.filter((name) => name !== '')])];
  return (
    <aside className="camera-side">
      {camera && <CameraHint live={live} waiting={waiting} automatic={automatic} />}
      <Button type="primary" size="large" disabled={!camera || waiting} onClick={then(sitting.capture)}>
        {t('camera.capture')} <kbd>{t('camera.space')}</kbd>
      </Button>
      <label className="camera-row">
        <Switch checked={automatic} onChange={(on) => then(() => sitting.setAutomatic(on))()} />
        {t('camera.automatic')}
      </label>
      {names.length > 0 && (
        <div className="camera-row">
          <Select
            style={{ flex: 1 }}
            aria-label={t('camera.device')}
            value={camera?.name ?? configured}
            options={names.map((name) => ({ value: name, label: name }))}
            onChange={(name) => then(() => sitting.setAddress(name))()}
          />
          {camera && <span className="soft num">{t('camera.resolution', { width: camera.widthPx, height: camera.heightPx })}</span>}
        </div>
      )}
      <div className="camera-row">
        <Button disabled={pages.length === 0} onClick={then(sitting.retake)}>
          {t('camera.retake')} <kbd>R</kbd>
        </Button>
        <Button danger disabled={pages.length === 0} onClick={then(sitting.removeLast)}>
          {t('camera.removeLast')} <kbd>Del</kbd>
        </Button>
      </div>
      {failed && (
        <ErrorNotice
          error={failed.error}
          extra={<div>{t('camera.unsaved', { count: unsaved })}</div>}
          action={<Button onClick={then(sitting.save)}>{t('camera.saveAgain')}</Button>}
        />
      )}
      <strong className="num">{pages.length > 0 ? t('camera.pages', { count: pages.length }) : t('camera.none')}</strong>
      <CameraStrip pages={pages} />
      <Button size="large" onClick={onClose} disabled={unsaved > 0}>
        {t('camera.close')} <kbd>Esc</kbd>
      </Button>
    </aside>
  );
}

function CameraHint({ live, waiting, automatic }: { live: CameraSitting['live']; waiting: boolean; automatic: boolean }) {
  const { t } = useTranslation();
  const hint = live.phase === 'holding' && !automatic ? 'ready' : live.phase;
  return (
    <p className={`camera-hint camera-hint-${live.phase}`} role="status">
      {waiting ? t('camera.waiting') : t(`camera.hint.${hint}`)}
    </p>
  );
}
