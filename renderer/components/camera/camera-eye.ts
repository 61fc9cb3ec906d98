/** The page's side of the camera's worker: shows it frames as fast as it can look at them, and has pictures made. */
import { AppError } from '#shared/errors.ts';
import type { Look } from './outline/steady-capture.ts';
import type { FromCameraWorker, ToCameraWorker } from './worker-messages.ts';

export type Shot = { picture: Blob; thumbnail: Blob; widthPx: number; heightPx: number };

/** Fifteen looks a second are smooth enough for an outline, and leave the processor to recognition. */
const lookMs = 66;
/** A camera that sends no new picture for this long has hung, e.g. on a tired USB hub. */
const silenceMs = 5_000;

export class CameraEye {
  readonly #video: HTMLVideoElement;
  readonly #worker = new Worker(new URL('./camera-worker.ts', import.meta.url), { type: 'module' });
  readonly #shots = new Map<number, { resolve: (shot: Shot) => void; reject: (error: AppError) => void }>();
  readonly #timer: ReturnType<typeof setInterval>;
  #nextId = 0;
  #busy = false;
  #lastTime = -1;
  #lastChange = performance.now();

  constructor(video: HTMLVideoElement, onLook: (look: Look) => void, onSilence: (error: AppError) => void) {
    this.#video = video;
    this.#worker.onmessage = ({ data }: MessageEvent<FromCameraWorker>) => {
      if (data.kind === 'look') {
        this.#busy = false;
        onLook(data.look);
        return;
      }
      const waiting = this.#shots.get(data.id);
      this.#shots.delete(data.id);
      if (data.kind === 'taken') waiting?.resolve(data);
      else waiting?.reject(new AppError('device.error', { name: 'no-picture' }));
    };
    this.#worker.onerror = () => this.#fail(onSilence, new AppError('device.driver-crash'));
    this.#timer = setInterval(() => {
      if (!this.#look() && performance.now() - this.#lastChange > silenceMs) this.#fail(onSilence, new AppError('device.timeout'));
    }, lookMs);
  }

  /** A picture of what lies there now, at full size. @throws AppError `device.error` */
  take(): Promise<Shot> {
    const frame = this.#frame();
    if (!frame) return Promise.reject(new AppError('device.error', { name: 'no-frame' }));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#shots.set(id, { resolve, reject });
      this.#send({ kind: 'take', id, frame }, [frame]);
    });
  }

  /** What lies there may be taken again by itself. */
  forget(): void {
    this.#send({ kind: 'forget' }, []);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#worker.terminate();
    for (const { reject } of this.#shots.values()) reject(new AppError('cancelled'));
    this.#shots.clear();
  }

  /** @returns false when there is no new picture to look at */
  #look(): boolean {
    const { currentTime } = this.#video;
    if (currentTime === this.#lastTime) return document.hidden;
    this.#lastTime = currentTime;
    this.#lastChange = performance.now();
    // A look that is still going on means this frame is left out; preview frames may be, captured ones never.
    const frame = this.#busy ? null : this.#frame();
    if (frame) {
      this.#busy = true;
      this.#send({ kind: 'look', frame, at: performance.now() }, [frame]);
    }
    return true;
  }

  #frame(): VideoFrame | null {
    if (this.#video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
    try {
      return new VideoFrame(this.#video);
    } catch {
      return null;
    }
  }

  #send(message: ToCameraWorker, transfer: Transferable[]): void {
    this.#worker.postMessage(message, transfer);
  }

  #fail(onSilence: (error: AppError) => void, error: AppError): void {
    clearInterval(this.#timer);
    onSilence(error);
  }
}
