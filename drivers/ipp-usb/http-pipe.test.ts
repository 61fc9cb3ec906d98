/** One pipe and a pool of them against a scripted device: order of bytes, deadlines, drained answers, turns. */
import { expect, test } from 'vitest';
import type { EsclRequest } from '../escl/exchange.ts';
import { UsbFailure, type UsbBulkPipe } from './bulk-pipe.ts';
import { HttpPipe } from './http-pipe.ts';
import { PipePool } from './pipe-pool.ts';
import { fieldUsbTiming } from './usb-timing.ts';

const timing = { ...fieldUsbTiming, silenceMs: 5, settleMs: 100, drainMs: 60, nudgeMs: 5, maxNudgeMs: 10, emptyReadPauseMs: 1 };
const get: EsclRequest = { method: 'GET', path: '/eSCL/x', headersTimeoutMs: 10_000, bodyTimeoutMs: 10_000, maxBytes: 10_000 };

/** What it says goes out in the given pieces; it says nothing until told. */
class ScriptedPipe implements UsbBulkPipe {
  readonly packetBytes = 512;
  readonly heard: string[] = [];
  softResets = 0;
  failure: UsbFailure | null = null;
  #said: Uint8Array[] = [];
  #wake: (() => void) | null = null;
  #cancelled = false;

  say(...pieces: (string | Uint8Array)[]): void {
    this.#said.push(...pieces.map((piece) => Buffer.from(piece as string)));
    this.#wake?.();
  }
  async read(maxBytes: number): Promise<Uint8Array> {
    this.#cancelled = false;
    while (this.#said.length === 0 && !this.#cancelled && !this.failure) await new Promise<void>((wake) => (this.#wake = wake));
    const [piece] = this.#said;
    if (piece) {
      this.#said[0] = piece.subarray(maxBytes);
      if (piece.length <= maxBytes) this.#said.shift();
      return piece.subarray(0, maxBytes);
    }
    throw this.failure ?? new UsbFailure('cancelled');
  }
  write(bytes: Uint8Array): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    this.heard.push(Buffer.from(bytes).toString());
    return Promise.resolve();
  }
  cancel(): void {
    this.#cancelled = true;
    this.#wake?.();
  }
  softReset(): Promise<void> {
    this.softResets++;
    this.failure = null;
    this.#said = [];
    return Promise.resolve();
  }
}
const answer = (body: string, status = 200): string => `HTTP/1.1 ${status} OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const text = ({ body }: { body: Uint8Array }): string => Buffer.from(body).toString();

test('an answer in pieces with empty packets between them, and its bytes counted', async () => {
  const pipe = new ScriptedPipe();
  const http = new HttpPipe(pipe, timing);
  const steps: number[] = [];
  const { answer: answered, finished } = http.send({ ...get, onBytes: (received) => steps.push(received) });
  const whole = Buffer.from(answer('0123456789'));
  pipe.say('', whole.subarray(0, 3), '', whole.subarray(3, 42), '', '', whole.subarray(42));
  expect(text(await answered)).toBe('0123456789');
  expect(await finished).toBe('ready');
  expect(steps.at(-1)).toBe(10);
  expect(pipe.heard).toEqual(['GET /eSCL/x HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n']);
});

test('what a device says unasked is read away when it is opened', async () => {
  const pipe = new ScriptedPipe();
  const http = new HttpPipe(pipe, timing);
  pipe.say('rest of ', 'an old page', '');
  await http.settle();
  const { answer: answered } = http.send(get);
  pipe.say(answer('new'));
  expect(text(await answered)).toBe('new');
  expect(pipe.softResets).toBe(0);
});

test('a device that never falls silent is reset softly, and given up when that does not help', async () => {
  const pipe = new ScriptedPipe();
  const chatter = setInterval(() => pipe.say('noise'), 1);
  await expect(new HttpPipe(pipe, timing).settle()).rejects.toMatchObject({ code: 'device.protocol', details: { reason: 'never-silent' } });
  clearInterval(chatter);
  expect(pipe.softResets).toBe(1);
});

test.each<[string, (pipe: ScriptedPipe) => void, string, string, Partial<EsclRequest>]>([
  ['no answer', () => undefined, 'device.timeout', 'needs-reset', { headersTimeoutMs: 30 }],
  [
    'half an answer',
    (pipe) => pipe.say('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'),
    'device.timeout',
    'needs-reset',
    { bodyTimeoutMs: 30 },
  ],
  ['no HTTP', (pipe) => pipe.say('HELLO\r\n'), 'device.protocol', 'ready', {}],
  ['too large', (pipe) => pipe.say('HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n'), 'device.protocol', 'ready', {}],
  ['a redirect', (pipe) => pipe.say('HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n'), 'device.protocol', 'ready', {}],
  ['a halt', (pipe) => pipe.say('HTTP/1.1 200 OK\r\n'), 'device.transfer-interrupted', 'ready', {}],
])('%s is an error, and the pipe is put back in step', async (name, speak, code, state, changes) => {
  const pipe = new ScriptedPipe();
  const { answer: answered, finished } = new HttpPipe(pipe, timing).send({ ...get, ...changes });
  speak(pipe);
  if (name === 'a halt') setTimeout(() => ((pipe.failure = new UsbFailure('stalled')), pipe.cancel()), 10);
  await expect(answered).rejects.toMatchObject({ code });
  expect(await finished).toBe(state);
  expect(pipe.softResets).toBe(state === 'ready' ? 1 : 0);
});

test('an unplugged device is gone, before and inside an answer', async () => {
  const pipe = new ScriptedPipe();
  const { answer: answered, finished } = new HttpPipe(pipe, timing).send(get);
  pipe.say('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf');
  setTimeout(() => ((pipe.failure = new UsbFailure('gone')), pipe.cancel()), 10);
  await expect(answered).rejects.toMatchObject({ code: 'device.removed' });
  expect(await finished).toBe('gone');
});

test('what a device adds to an answer is read away before the next request', async () => {
  const pipe = new ScriptedPipe();
  const http = new HttpPipe(pipe, timing);
  const { answer: answered, finished } = http.send(get);
  pipe.say(`${answer('one')}HTTP/1.1 200 OK`, '\r\nContent-Length: 5\r\n\r\nextra');
  expect(text(await answered)).toBe('one');
  expect([await finished, pipe.softResets]).toEqual(['ready', 1]);
  const { answer: next } = http.send(get);
  pipe.say(answer('next'));
  expect(text(await next)).toBe('next');
});

test('a cancelled request is given up at once, and its answer read to the end', async () => {
  const pipe = new ScriptedPipe();
  const controller = new AbortController();
  const http = new HttpPipe(pipe, timing);
  const { answer: answered, finished } = http.send({ ...get, signal: controller.signal });
  pipe.say('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf');
  setTimeout(() => controller.abort(), 10);
  await expect(answered).rejects.toMatchObject({ code: 'cancelled' });
  pipe.say('-rest');
  expect(await finished).toBe('ready');
  const { answer: next } = http.send(get);
  pipe.say(answer('next'));
  expect(text(await next)).toBe('next');
});

test('a cancelled request whose answer never ends asks for a reset', async () => {
  const controller = new AbortController();
  const { answer: answered, finished } = new HttpPipe(new ScriptedPipe(), timing).send({ ...get, signal: controller.signal });
  controller.abort();
  await expect(answered).rejects.toMatchObject({ code: 'cancelled' });
  expect(await finished).toBe('needs-reset');
});

test('a request that was cancelled before it was sent touches nothing', async () => {
  const pipe = new ScriptedPipe();
  const { answer: answered, finished } = new HttpPipe(pipe, timing).send({ ...get, signal: AbortSignal.abort() });
  await expect(answered).rejects.toMatchObject({ code: 'cancelled' });
  expect([await finished, pipe.heard]).toEqual(['ready', []]);
});

test('requests wait for a free pipe in their order, and not for ever', async () => {
  const pipe = new ScriptedPipe();
  const broken: string[] = [];
  const pool = new PipePool([new HttpPipe(pipe, timing)], (state) => broken.push(state));
  const [first, second] = [pool.exchange(get, 20_000), pool.exchange({ ...get, path: '/2' }, 20_000)];
  await expect(pool.exchange(get, 10)).rejects.toMatchObject({ code: 'device.busy' });
  const controller = new AbortController();
  const third = pool.exchange({ ...get, signal: controller.signal }, 20_000);
  controller.abort();
  await expect(third).rejects.toMatchObject({ code: 'cancelled' });
  pipe.say(answer('one'));
  expect(text(await first)).toBe('one');
  await new Promise((done) => setTimeout(done, 10));
  pipe.say(answer('two'));
  expect(text(await second)).toBe('two');
  expect(pipe.heard.map((request) => request.split(' ')[1])).toEqual(['/eSCL/x', '/2']);
  expect(broken).toEqual([]);
});

test('an answer that comes after its deadline is given up in time, and still read to its end', async () => {
  const pipe = new ScriptedPipe();
  const http = new HttpPipe(pipe, timing);
  const { answer: answered, finished } = http.send({ ...get, headersTimeoutMs: 20 });
  await expect(answered).rejects.toMatchObject({ code: 'device.timeout' });
  pipe.say(answer('late'));
  expect(await finished).toBe('ready');
  const { answer: next } = http.send(get);
  pipe.say(answer('next'));
  expect(text(await next)).toBe('next');
});

test('a pipe that is lost does not end the page on another one; the reset comes after it', async () => {
  const [first, second] = [new ScriptedPipe(), new ScriptedPipe()];
  const broken: string[] = [];
  const pool = new PipePool([new HttpPipe(first, timing), new HttpPipe(second, timing)], (state) => broken.push(state));
  const page = pool.exchange({ ...get, path: '/page' }, 500);
  await expect(pool.exchange({ ...get, headersTimeoutMs: 10 }, 500)).rejects.toMatchObject({ code: 'device.timeout' });
  await new Promise((done) => setTimeout(done, 100));
  expect(broken).toEqual([]);
  (first.heard[0]?.includes('/page') ? first : second).say(answer('page'));
  expect(text(await page)).toBe('page');
  await new Promise((done) => setTimeout(done, 10));
  expect(broken).toEqual(['needs-reset']);
});

test('a pool whose pipe needs a reset is told once, and lets nobody wait', async () => {
  const broken: string[] = [];
  const pool = new PipePool([new HttpPipe(new ScriptedPipe(), timing)], (state) => broken.push(state));
  const late = pool.exchange({ ...get, headersTimeoutMs: 20 }, 500);
  const waiting = pool.exchange(get, 500);
  await expect(late).rejects.toMatchObject({ code: 'device.timeout' });
  await expect(waiting).rejects.toMatchObject({ code: 'device.connection-lost' });
  await expect(pool.exchange(get, 500)).rejects.toMatchObject({ code: 'device.connection-lost' });
  expect(broken).toEqual(['needs-reset']);
});
