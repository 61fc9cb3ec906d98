/** A sitting at the camera: one camera, automatic or by hand, and the pages that come of it. */
import { useCallback, useState } from 'react';
import type { Shot } from './camera-eye.ts';
import { useCamera } from './use-camera.ts';
import { useCameraCapture } from './use-camera-capture.ts';
import { mostUnsaved, useCameraPages } from './use-camera-pages.ts';

const automaticKey = 'camera-automatic';

export function useCameraSitting(caseId: string, configured: string) {
  const [address, setAddress] = useState(configured);
  const [automatic, setAutomatic] = useState(() => localStorage.getItem(automaticKey) !== 'off');
  const device = useCamera(address);
  const pages = useCameraPages(caseId);
  const { add } = pages;
  const onShot = useCallback((shot: Shot) => void add(shot), [add]);
  // The host is slower than the camera: wait for it, or memory would fill with large pictures.
  const waiting = pages.unsaved >= mostUnsaved;
  const seen = useCameraCapture({ camera: device.camera, automatic: automatic && !waiting, onShot, onFailure: device.fail });
  return {
    ...device,
    ...seen,
    ...pages,
    waiting,
    automatic,
    setAddress,
    setAutomatic(on: boolean) {
      localStorage.setItem(automaticKey, on ? 'on' : 'off');
      setAutomatic(on);
    },
    capture: () => {
      if (!waiting) seen.capture();
    },
    /** The last page was not good: it goes, and what lies there is taken again. */
    async retake() {
      await pages.removeLast();
      seen.takeAgain();
    },
  };
}
export type CameraSitting = ReturnType<typeof useCameraSitting>;
