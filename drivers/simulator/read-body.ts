/** Reads a request body up to a limit. */
import type { IncomingMessage } from 'node:http';

/** @returns null when the body is larger than `maxBytes`; the rest is then read and dropped */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    received += chunk.length;
    if (received <= maxBytes) chunks.push(chunk);
  }
  return received <= maxBytes ? Buffer.concat(chunks).toString('utf8') : null;
}
