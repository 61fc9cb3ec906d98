/** Whatever file is handed in ends in pages or in a code, in a few seconds and within memory: never in a crash or a hang. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { malformedFiles, soundFiles } from './malformed-files.ts';
import type { ReadOutcome } from './malformed-reader.ts';

/** Generous for a loaded machine: what takes longer hangs. */
const deadlineMs = 30_000;
/** PDFium is held to 1 GiB beside its file; a process that needs much more for one file could take the machine down. */
const peakLimitBytes = 1.75 * 1024 ** 3;

let reader: ChildProcess | null = null;

function startReader(): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('malformed-reader.ts', import.meta.url)), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`the reader did not start (${code})`)));
  });
}

/** The file is read in a process of its own, because a hang inside a decoder cannot be interrupted from within. */
async function readFile(bytes: Uint8Array): Promise<ReadOutcome | 'crash' | 'hang'> {
  const child = (reader ??= await startReader());
  return new Promise((resolve) => {
    const finish = (outcome: ReadOutcome | 'crash' | 'hang') => {
      clearTimeout(timer);
      child.removeAllListeners();
      if (typeof outcome === 'string') {
        child.kill('SIGKILL');
        reader = null;
      }
      resolve(outcome);
    };
    const timer = setTimeout(() => finish('hang'), deadlineMs);
    child.once('message', (outcome) => finish(outcome as ReadOutcome));
    child.once('exit', () => finish('crash'));
    child.send({ bytes });
  });
}

function peakBytes({ pid }: ChildProcess): number {
  if (process.platform !== 'linux') return 0;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

beforeEach(async () => {
  reader ??= await startReader();
});
afterEach(() => {
  // After a large file the next one's peak must be its own.
  if (!reader || peakBytes(reader) < peakLimitBytes / 2) return;
  reader.kill('SIGKILL');
  reader = null;
});
afterAll(() => void reader?.kill('SIGKILL'));

test('there are at least sixty kinds', () => {
  expect(new Set(malformedFiles.map(({ name }) => name)).size).toBe(malformedFiles.length);
  expect(malformedFiles.length).toBeGreaterThanOrEqual(60);
});

test.each(malformedFiles)('$name', async ({ bytes, outcome: allowed }) => {
  const outcome = await readFile(Uint8Array.from(await bytes()));
  expect(outcome, 'neither crash nor hang').toBeTypeOf('object');
  const { code, pages, unexpected } = outcome as ReadOutcome;
  expect(unexpected).toBeNull();
  if (code === null) expect(pages).toBeGreaterThan(0);
  expect(allowed).toContain(code ?? 'pages');
  expect(peakBytes(reader!)).toBeLessThan(peakLimitBytes);
});

test('a PDF bomb does not spoil the files that come after it', async () => {
  const bomb = await malformedFiles.find(({ name }) => name.includes('forms in forms'))!.bytes();
  const sound = Uint8Array.from(await soundFiles.pdf());
  for (const bytes of [sound, Uint8Array.from(bomb), sound, Uint8Array.from(bomb), sound]) {
    const outcome = (await readFile(bytes)) as ReadOutcome;
    expect(outcome).toMatchObject(bytes === sound ? { pages: 1, code: null } : { pages: 0, code: 'file.unreadable' });
  }
});

/** Pages, or a `file.*` code. */
async function expectSane(bytes: Uint8Array): Promise<void> {
  const outcome = await readFile(bytes);
  expect(outcome, 'neither crash nor hang').toBeTypeOf('object');
  const { code, pages, unexpected } = outcome as ReadOutcome;
  expect(unexpected).toBeNull();
  if (code === null) expect(pages).toBeGreaterThan(0);
  else expect(code).toMatch(/^file\./);
}

const magics = ['\xff\xd8\xff\xe0', '\x89PNG\r\n\x1a\n', 'II*\0', 'MM\0*', 'II+\0', 'RIFF\x20\0\0\0WEBP', 'BM', '%PDF-1.7\n', 'GIF89a', ''];

test('property: random bytes, also behind every known beginning', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...magics), fc.uint8Array({ maxLength: 600 }), (magic, rest) =>
      expectSane(Buffer.concat([Buffer.from(magic, 'latin1'), rest])),
    ),
    { numRuns: 400 },
  );
});

test.each(Object.entries(soundFiles))('property: a sound %s with changed bytes', async (_format, make) => {
  const sound = Uint8Array.from(await make());
  const change = fc.record({ at: fc.nat(sound.length - 1), value: fc.integer({ min: 0, max: 255 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: sound.length }),
      fc.boolean(),
      (changes, end, cut) => {
        const bytes = Uint8Array.from(sound);
        for (const { at, value } of changes) bytes[at] = value;
        return expectSane(cut ? bytes.subarray(0, end) : bytes);
      },
    ),
    { numRuns: 60 },
  );
});
