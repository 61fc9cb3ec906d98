/** What the page and the camera's worker say to each other. Frames are handed over, never copied. */
import type { Look } from './outline/steady-capture.ts';

export type ToCameraWorker =
  | { kind: 'look'; frame: VideoFrame; at: number }
  /** Remember what lies there now as taken, and make a JPEG of the frame at its full size. */
  | { kind: 'take'; id: number; frame: VideoFrame }
  /** What lies there may be taken again. */
  | { kind: 'forget' };

export type FromCameraWorker =
  | { kind: 'look'; look: Look }
  | { kind: 'taken'; id: number; picture: Blob; thumbnail: Blob; widthPx: number; heightPx: number }
  | { kind: 'failed'; id: number };
