/** Sends one page over HTTP, well or in one of the ways that go wrong. */
import type { ServerResponse } from 'node:http';
import type { Clock } from './clock.ts';
import type { Fault } from './faults.ts';

export type SentPage = { page: Buffer; contentType: string; location: string };
type PageFault = Extract<Fault, { kind: 'half-page' | 'reset' | 'empty-page' | 'wrong-length' | 'oversize' | 'slow' }>;

/** As feeders send a sheet whose length they do not know when they begin (ISO/IEC 10918-1, B.2.5). */
export function withHeightInDnl(jpeg: Buffer, height: number): Buffer {
  const changed = Buffer.from(jpeg);
  let at = 2;
  while (!isFrameHeader(changed[at + 1] ?? 0)) at += 2 + changed.readUInt16BE(at + 2);
  const lines = changed.subarray(at + 5, at + 7);
  const segment = Buffer.from([0xff, 0xdc, 0, 4, ...lines]);
  changed.writeUInt16BE(height, at + 5);
  return Buffer.concat([changed.subarray(0, -2), segment, changed.subarray(-2)]);
}

const isFrameHeader = (marker: number): boolean => marker >= 0xc0 && marker <= 0xc2;

const OVERSIZE_CHUNK = Buffer.alloc(1024 * 1024, 0x20);
/** A trickling device writes this often. */
const SLOW_WRITE_MS = 50;

export async function sendPage(response: ServerResponse, sent: SentPage, fault: PageFault | null, clock: Clock): Promise<void> {
  if (fault?.kind === 'reset' && fault.atByte === 0) return void response.destroy();
  const body = bodyOf(sent.page, fault);
  const announced = fault?.kind === 'wrong-length' ? Math.max(0, body.length + fault.by) : body.length;
  response.strictContentLength = false;
  response.writeHead(200, {
    'Content-Type': sent.contentType,
    'Content-Location': sent.location,
    ...(fault?.kind === 'oversize' ? {} : { 'Content-Length': announced }),
  });
  switch (fault?.kind) {
    case 'reset':
      return void response.write(body.subarray(0, fault.atByte), () => response.destroy());
    case 'oversize':
      return pourForEver(response, body);
    case 'slow':
      return trickle(response, body, fault.bytesPerSecond, clock);
    case 'wrong-length':
      // Short of what was announced, the connection has to end for the client to notice; beyond it, nobody reads.
      return void response.write(body.subarray(0, announced), () => (fault.by > 0 ? response.destroy() : response.end()));
    case 'half-page':
    case 'empty-page':
    case undefined:
      return void response.end(body);
  }
}

function bodyOf(page: Buffer, fault: PageFault | null): Buffer {
  if (fault?.kind === 'empty-page') return Buffer.alloc(0);
  return fault?.kind === 'half-page' ? page.subarray(0, page.length >> 1) : page;
}

function pourForEver(response: ServerResponse, start: Buffer): void {
  const pour = (): void => {
    while (!response.destroyed && response.write(OVERSIZE_CHUNK));
  };
  response.on('drain', pour);
  response.write(start);
  pour();
}

async function trickle(response: ServerResponse, body: Buffer, bytesPerSecond: number, clock: Clock): Promise<void> {
  const step = Math.max(1, Math.round((bytesPerSecond * SLOW_WRITE_MS) / 1000));
  for (let at = 0; at < body.length && !response.destroyed; at += step) {
    response.write(body.subarray(at, at + step));
    await clock.wait(SLOW_WRITE_MS);
  }
  response.end();
}
