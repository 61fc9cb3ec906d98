/** One HTTP/1.1 request as bytes, in the few words that every IPP-over-USB device understands. */
import { AppError } from '#shared/errors.ts';
import type { EsclRequest } from '../escl/exchange.ts';

/**
 * Host is always localhost: there is no host on a USB cable, and HP's firmware takes no other.
 * No Expect and no Connection header: devices answer the first late or never and take the second as the end of the pipe.
 * A body goes with its Content-Length, in the same write.
 * @throws AppError `bad-input` when path or header would break out of their line
 */
export function encodeRequest({ method, path, headers, body }: Pick<EsclRequest, 'method' | 'path' | 'headers' | 'body'>): Uint8Array {
  if (!/^\/[\x21-\x7e]*$/.test(path)) throw new AppError('bad-input', { field: 'path' });
  const all: Record<string, string> = { host: 'localhost', accept: '*/*', ...headers };
  if (body !== undefined || method === 'POST') all['content-length'] = String(Buffer.byteLength(body ?? ''));
  const lines = Object.entries(all).map(([name, value]) => {
    if (!/^[\w-]+$/.test(name) || !/^[\x20-\x7e]*$/.test(value)) throw new AppError('bad-input', { field: 'header' });
    return `${canonical(name)}: ${value}\r\n`;
  });
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`);
}

/** `content-length` → `Content-Length`; small firmwares compare letter by letter. */
function canonical(name: string): string {
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase());
}
