/** Plays a recorded protocol trace back to the eSCL client, as the device did it. */
import sharp from 'sharp';
import type { EsclRequest, EsclResponse, Exchange } from '../../drivers/escl/exchange.ts';
import type { Trace, TraceExchange, TraceImage } from '../../drivers/escl/recording.ts';
import { AppError, isErrorCode } from '../../electron/shared/errors.ts';

/** Answers come in the order in which they were recorded; the last of its kind stays, because a poll may come once more than it did. */
export function replay({ exchanges }: Trace): Exchange {
  const waiting = [...exchanges];
  const last = new Map<string, TraceExchange>();
  let images = 0;
  return async (request: EsclRequest): Promise<EsclResponse> => {
    const key = `${request.method} ${request.path}`;
    const at = waiting.findIndex((entry) => `${entry.method} ${entry.path}` === key);
    const entry = at >= 0 ? waiting.splice(at, 1)[0] : last.get(key);
    if (!entry) throw new Error(`the trace has no answer to ${key}`);
    last.set(key, entry);
    if (entry.error !== undefined) throw new AppError(isErrorCode(entry.error) ? entry.error : 'internal');
    const body = entry.image ? await draw(entry.image, ++images) : new TextEncoder().encode(entry.body ?? '');
    if (entry.status === 200) request.onBytes?.(body.byteLength, body.byteLength);
    return { status: entry.status ?? 0, headers: entry.headers ?? {}, body };
  };
}

/** A picture of the recorded size; each differs, so that none looks like a page that was sent twice. */
async function draw({ widthPx, heightPx, components, complete }: TraceImage, number: number): Promise<Uint8Array> {
  const grey = 100 + (number % 100);
  const picture = sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: { r: grey, g: grey, b: grey } } });
  const jpeg = await picture
    .toColourspace(components === 1 ? 'b-w' : 'srgb')
    .jpeg()
    .toBuffer();
  return complete ? jpeg : jpeg.subarray(0, jpeg.length >> 1);
}
