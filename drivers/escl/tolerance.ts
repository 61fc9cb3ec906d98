/** What devices get wrong on the wire and what is forgiven, within the same limits; a trace tells each by name. */
import { gunzipSync, inflateSync } from 'node:zlib';
import { AppError } from '#shared/errors.ts';
import type { EsclResponse, Exchange } from './exchange.ts';

/** Nobody asked for an encoding, but some web servers in devices compress all the same. */
const decoders: Readonly<Record<string, (body: Uint8Array, options: { maxOutputLength: number }) => Buffer>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
};

/** The exchange with compressed answers unpacked. @throws as the exchange, and AppError `device.protocol` for a body that cannot be unpacked */
export function unpacking(exchange: Exchange): Exchange {
  return async (request) => {
    const response = await exchange(request);
    const encoding = (response.headers['content-encoding'] ?? '').trim().toLowerCase();
    const decode = decoders[encoding];
    if (!decode || response.body.byteLength === 0) return response;
    return { ...response, body: unpacked(response.body, decode, request.maxBytes), tolerated: [...(response.tolerated ?? []), encoding] };
  };
}

function unpacked(body: Uint8Array, decode: (typeof decoders)[string], maxBytes: number): Buffer {
  try {
    return decode!(body, { maxOutputLength: maxBytes });
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new AppError('device.protocol', { reason: tooLarge ? 'answer-too-large' : 'bad-encoding', maxBytes }, error);
  }
}

/** XML out of a fixed buffer has zeros behind its end, and names of models carry an `&` as it is. */
export function mendXml(text: string): { xml: string; tolerated: string[] } {
  const cut = text.replace(/[\0\s]+$/, '');
  const xml = cut.replace(/&(?!#?\w{1,10};)/g, '&amp;');
  const tolerated = [...(text.includes('\0') && !cut.includes('\0') ? ['nul-tail'] : []), ...(xml === cut ? [] : ['bare-ampersand'])];
  return { xml, tolerated };
}

/** Everything that was forgiven in this answer. */
export function toleratedIn({ tolerated = [], headers, body }: EsclResponse): string[] {
  const isXml = /xml/.test(headers['content-type'] ?? '');
  return isXml ? [...tolerated, ...mendXml(new TextDecoder().decode(body)).tolerated] : [...tolerated];
}
