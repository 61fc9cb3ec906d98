/** One opened camera for as long as a screen shows it: which ones there are, what is wrong, and another try. */
import { useCallback, useEffect, useState } from 'react';
import { AppError } from '#shared/errors.ts';
import { cameraError } from './camera-error.ts';
import { openCamera, watchCameras } from './camera-driver.ts';
import type { Camera } from './camera-driver.ts';

export type CameraState = {
  camera: Camera | null;
  error: AppError | null;
  /** Names of the cameras that are plugged in; unknown until one was opened. */
  names: string[];
  retry(): void;
  /** The camera is there, but something else about it has failed. */
  fail(error: AppError): void;
};

export function useCamera(address: string): CameraState {
  const [camera, setCamera] = useState<Camera | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [names, setNames] = useState<string[]>([]);
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const fail = useCallback((reason: AppError) => {
    setCamera((open) => {
      open?.close();
      return null;
    });
    setError(reason);
  }, []);

  useEffect(() => {
    const stop = new AbortController();
    let opened: Camera | null = null;
    setCamera(null);
    setError(null);
    openCamera(address, stop.signal).then(
      (ready) => {
        opened = ready;
        if (stop.signal.aborted) return ready.close();
        ready.onEnded(() => !stop.signal.aborted && fail(new AppError('device.removed', { name: 'ended' })));
        setCamera(ready);
      },
      (reason: unknown) => !stop.signal.aborted && setError(cameraError(reason)),
    );
    return () => {
      stop.abort();
      opened?.close();
    };
  }, [address, attempt, fail]);

  // After a camera was allowed its name can be read, hence again for each one opened.
  useEffect(() => {
    const stop = new AbortController();
    watchCameras(setNames, stop.signal);
    return () => stop.abort();
  }, [camera]);

  // Plugging it in again is answer enough.
  const isGone = error?.code === 'device.removed';
  useEffect(() => {
    if (!isGone) return;
    const stop = new AbortController();
    navigator.mediaDevices.addEventListener('devicechange', retry, { signal: stop.signal });
    return () => stop.abort();
  }, [isGone, retry]);
  return { camera, error, names, retry, fail };
}
