/** Document cameras (高拍仪) as a driver: which are there, and one opened at the highest resolution it offers. */
import { AppError } from '#shared/errors.ts';
import { cameraError } from './camera-error.ts';

/** In a scanner's `address`: whichever camera there is. Else the camera's name, since browsers change its id at every start. */
export const anyCamera = 'any';

export type Camera = {
  readonly name: string;
  readonly stream: MediaStream;
  /** Of the pictures it delivers. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Calls back once when it is unplugged or another program takes it away. */
  onEnded(listener: () => void): void;
  close(): void;
};

/** Larger than any camera: the browser then takes the largest mode there is. */
const largest = { width: { ideal: 16_384 }, height: { ideal: 16_384 } };

/** Names of the cameras; empty strings until a camera was allowed. Calls again at every plug and unplug, until `signal` aborts. */
export function watchCameras(sink: (names: string[]) => void, signal: AbortSignal): void {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (!media) return sink([]);
  const tell = () =>
    void listCameras().then(
      (devices) => !signal.aborted && sink(devices.map(({ label }) => label)),
      () => undefined,
    );
  media.addEventListener('devicechange', tell, { signal });
  tell();
}

async function listCameras(): Promise<MediaDeviceInfo[]> {
  return (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
}

/**
 * @param address the camera's name, or `any`
 * @throws AppError `device.access-denied`, `device.removed`, `device.busy`, `device.error`, `cancelled`
 */
export async function openCamera(address: string, signal: AbortSignal): Promise<Camera> {
  // Only pages that are served safely, and to which our own headers allow it, have cameras at all.
  if (!('mediaDevices' in navigator)) throw new AppError('device.access-denied', { name: 'insecure' });
  let stream: MediaStream | null = null;
  try {
    stream = await openStream(address);
    const camera = await toCamera(stream);
    if (signal.aborted) throw new AppError('cancelled');
    return camera;
  } catch (error) {
    for (const track of stream?.getTracks() ?? []) track.stop();
    throw cameraError(error);
  }
}

async function openStream(address: string): Promise<MediaStream> {
  const open = (deviceId?: string) =>
    navigator.mediaDevices.getUserMedia({ audio: false, video: { ...largest, ...(deviceId ? { deviceId: { exact: deviceId } } : {}) } });
  if (address === anyCamera) return open();
  let named = (await listCameras()).find(({ label }) => label === address);
  if (named) return open(named.deviceId);
  // Names are hidden until a camera was allowed: open whichever comes, and look again.
  const first = await open();
  if (first.getVideoTracks()[0]?.label === address) return first;
  for (const track of first.getTracks()) track.stop();
  named = (await listCameras()).find(({ label }) => label === address);
  if (!named) throw new AppError('device.removed', { name: 'not-listed' });
  return open(named.deviceId);
}

async function toCamera(stream: MediaStream): Promise<Camera> {
  const track = stream.getVideoTracks()[0];
  if (!track) throw new AppError('device.removed', { name: 'no-track' });
  const offered = track.getCapabilities();
  const { width = 0, height = 0 } = track.getSettings();
  const best = (offered.width?.max ?? 0) * (offered.height?.max ?? 0);
  // Some cameras start in a middle mode whatever is asked for, and change when they run. A refusal keeps what there is.
  if (best > width * height)
    await track.applyConstraints({ width: { ideal: offered.width?.max }, height: { ideal: offered.height?.max } }).catch(() => undefined);
  const settings = track.getSettings();
  return {
    name: track.label,
    stream,
    widthPx: settings.width ?? width,
    heightPx: settings.height ?? height,
    onEnded: (listener) => track.addEventListener('ended', listener, { once: true }),
    close: () => track.stop(),
  };
}
