/** Looks at camera frames away from the page's thread: outline, stillness, and the JPEG of a frame that is taken. */
import type { Quad } from '#shared/page.ts';
import { changedShare } from './outline/compare-frames.ts';
import { findOutline } from './outline/find-outline.ts';
import { shrinkPlane, smallSize } from './outline/grey-frame.ts';
import type { GreyFrame } from './outline/grey-frame.ts';
import type { FromCameraWorker, ToCameraWorker } from './worker-messages.ts';

/** Small print stays crisp, and a page of 13 megapixels stays near 4 MB. */
const jpegQuality = 0.92;
const thumbnailSidePx = 360;

const port = self as unknown as {
  postMessage(message: FromCameraWorker): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToCameraWorker>) => void): void;
};
let previous: GreyFrame | null = null;
let taken: GreyFrame | null = null;
let takenCount = 0;
let planes = new Uint8Array(0);

port.addEventListener('message', ({ data }) => {
  if (data.kind === 'look') void look(data.frame, data.at);
  else if (data.kind === 'take') void take(data.id, data.frame);
  else taken = null;
});

async function look(frame: VideoFrame, at: number): Promise<void> {
  const grey = await shrink(frame).finally(() => frame.close());
  const outline = findOutline(grey);
  const quad = outline && (outline.quad.map(([x, y]) => [x / grey.widthPx, y / grey.heightPx]) as Quad);
  const motion = previous ? changedShare(previous, grey) : 1;
  previous = grey;
  port.postMessage({ kind: 'look', look: { at, quad, motion, sinceTaken: taken && changedShare(taken, grey), takenCount } });
}

async function take(id: number, frame: VideoFrame): Promise<void> {
  const { displayWidth: widthPx, displayHeight: heightPx } = frame;
  try {
    taken = await shrink(frame);
    takenCount++;
    const picture = await toJpeg(frame, widthPx, heightPx);
    const factor = thumbnailSidePx / Math.max(widthPx, heightPx);
    const thumbnail = await toJpeg(frame, Math.round(widthPx * factor), Math.round(heightPx * factor));
    port.postMessage({ kind: 'taken', id, picture, thumbnail, widthPx, heightPx });
  } catch {
    port.postMessage({ kind: 'failed', id });
  } finally {
    frame.close();
  }
}

function toJpeg(frame: VideoFrame, widthPx: number, heightPx: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  canvas.getContext('2d')?.drawImage(frame, 0, 0, widthPx, heightPx);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: jpegQuality });
}

/** The brightness plane as the camera sent it, where the browser gives it out; else a small drawing of the frame. */
async function shrink(frame: VideoFrame): Promise<GreyFrame> {
  const { format, visibleRect } = frame;
  const isYuv = format === 'I420' || format === 'NV12' || format === 'I422' || format === 'I444';
  if (!visibleRect || (!isYuv && format !== 'RGBA' && format !== 'RGBX' && format !== 'BGRA' && format !== 'BGRX')) return drawSmall(frame);
  const { width: widthPx, height: heightPx } = visibleRect;
  const needed = frame.allocationSize();
  if (planes.length < needed) planes = new Uint8Array(needed);
  const [layout] = await frame.copyTo(planes);
  if (!layout) return drawSmall(frame);
  const rowBytes = layout.stride;
  return isYuv
    ? shrinkPlane(planes.subarray(layout.offset), { widthPx, heightPx, rowBytes })
    : shrinkPlane(planes.subarray(layout.offset), { widthPx, heightPx, rowBytes, pixelBytes: 4, offset: 1 });
}

function drawSmall(frame: VideoFrame): GreyFrame {
  const small = smallSize(frame.displayWidth, frame.displayHeight);
  // Twice as large as needed, so that shrinking still averages over grain.
  const [widthPx, heightPx] = [small.widthPx * 2, small.heightPx * 2];
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { willReadFrequently: true });
  context?.drawImage(frame, 0, 0, widthPx, heightPx);
  const data = context?.getImageData(0, 0, widthPx, heightPx).data ?? new Uint8ClampedArray(widthPx * heightPx * 4);
  return shrinkPlane(data, { widthPx, heightPx, rowBytes: widthPx * 4, pixelBytes: 4, offset: 1 });
}
