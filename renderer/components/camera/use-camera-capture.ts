/** Watches the live picture of a camera and takes pages: by itself when the paper lies still, or when asked. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { Quad } from '#shared/page.ts';
import type { AppError } from '#shared/errors.ts';
import { cameraError } from './camera-error.ts';
import type { Camera } from './camera-driver.ts';
import { CameraEye } from './camera-eye.ts';
import type { Shot } from './camera-eye.ts';
import { afterCapture, steadyStart, watchSteady } from './outline/steady-capture.ts';
import type { Look, SteadyPhase, SteadyState } from './outline/steady-capture.ts';
import { smoothQuad } from './outline/smooth-quad.ts';
import type { SmoothQuad } from './outline/smooth-quad.ts';

export type LiveView = {
  /** Corners as shares of the picture; null while no paper is seen. */
  quad: Quad | null;
  phase: SteadyPhase;
  /** 0..1 of the time until the page is taken by itself; 0 when that is switched off. */
  progress: number;
  /** Looks per second, as measured over the last ones. */
  looksPerSecond: number;
};
const nothingSeen: LiveView = { quad: null, phase: 'searching', progress: 0, looksPerSecond: 0 };

type Options = {
  camera: Camera | null;
  /** Takes a page by itself when it lies still. */
  automatic: boolean;
  onShot: (shot: Shot) => void;
  onFailure: (error: AppError) => void;
};
export type CameraCapture = {
  video: RefObject<HTMLVideoElement | null>;
  live: LiveView;
  /** How many pages were taken, for a flash at each. */
  shots: number;
  capture: () => void;
  /** The page that lies there may be taken once more. */
  takeAgain: () => void;
};

export function useCameraCapture(options: Options): CameraCapture {
  const { camera, onFailure } = options;
  const video = useRef<HTMLVideoElement | null>(null);
  const eye = useRef<CameraEye | null>(null);
  const steady = useRef<SteadyState>(steadyStart);
  const shown = useRef<SmoothQuad | null>(null);
  const pace = useRef<number[]>([]);
  const latest = useRef(options);
  const [live, setLive] = useState<LiveView>(nothingSeen);
  const [shots, setShots] = useState(0);
  useEffect(() => {
    latest.current = options;
  });

  const take = useCallback(() => {
    setShots((count) => count + 1);
    eye.current?.take().then(
      (shot) => latest.current.onShot(shot),
      (error: unknown) => cameraError(error).code !== 'cancelled' && latest.current.onFailure(cameraError(error)),
    );
  }, []);
  const capture = useCallback(() => {
    if (!eye.current) return;
    steady.current = afterCapture(steady.current);
    take();
  }, [take]);
  const takeAgain = useCallback(() => eye.current?.forget(), []);

  useEffect(() => {
    const element = video.current;
    if (!camera || !element) return;
    element.srcObject = camera.stream;
    void element.play().catch(() => undefined);
    const onLook = (look: Look) => {
      const next = watchSteady(steady.current, look);
      const { automatic } = latest.current;
      if (!next.capture || automatic) steady.current = next.state;
      if (next.capture && automatic) take();
      shown.current = smoothQuad(shown.current, look);
      pace.current = [...pace.current.slice(-19), look.at];
      const { phase, progress } = steady.current;
      setLive({ quad: shown.current?.quad ?? null, phase, progress: automatic ? progress : 0, looksPerSecond: paceOf(pace.current) });
    };
    steady.current = steadyStart;
    eye.current = new CameraEye(element, onLook, onFailure);
    return () => {
      eye.current?.close();
      eye.current = null;
      element.srcObject = null;
      pace.current = [];
      setLive(nothingSeen);
    };
  }, [camera, take, onFailure]);
  return { video, live, shots, capture, takeAgain };
}

function paceOf(times: readonly number[]): number {
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return span > 0 ? ((times.length - 1) * 1000) / span : 0;
}
