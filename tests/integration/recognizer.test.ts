/** The recognizer with real child processes: pages read, children killed, deadlines kept. */
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import type { ChildLike, StartChild } from '#shared/child-process.ts';
import type { StepName } from '#shared/page.ts';
import { startNodeChild } from '../../electron/platform/node-child.ts';
import { createRecognizer } from '../../electron/recognizer/pool.ts';
import type { RecognizerPoolOptions } from '../../electron/recognizer/pool.ts';
import type { Recognizer } from '../../electron/pipeline/recognizer.ts';
import { drawPage } from '../../models/image/drawn-page.test-support.ts';
import { toSharp } from '../../models/image/resize.ts';

const stack = new URL('../../drivers/simulator/demo-stack/', import.meta.url);
const contract = () => readFile(new URL('01-lease-contract-page-1.jpg', stack));
const blankBack = () => readFile(new URL('06-application-form-back.jpg', stack));
const drawn = async () =>
  toSharp(await drawPage({ lines: ['Total 4600.00', 'No 20261018'], widthPx: 500, heightPx: 400 }))
    .png()
    .toBuffer();

let children: ChildLike[] = [];
let recognizer: Recognizer | undefined;
function create(options: Partial<RecognizerPoolOptions> = {}): Recognizer {
  const startChild: StartChild = (modulePath, childOptions) => {
    const child = startNodeChild(modulePath, childOptions);
    children.push(child);
    return child;
  };
  return (recognizer = createRecognizer({ startChild, size: 1, ...options }));
}
afterEach(async () => {
  await recognizer?.close();
  children = [];
});
const isRunning = (pid: number) => spawnSync('kill', ['-0', String(pid)]).status === 0;

test('reads a page of the demo stack: type, lines, renditions, timings', async () => {
  const steps: StepName[] = [];
  let pictures = 0;
  const result = await create().recognize(await contract(), {
    dpi: null,
    onStep: (step) => steps.push(step),
    onRenditions: ({ prepared, thumbnail }) => (pictures += Number(prepared.length > 50_000) + Number(thumbnail.length > 2000)),
  });
  expect(steps).toEqual(['prepare', 'read', 'classify', 'extract']);
  expect(pictures).toBe(2);
  expect(result.classification.documentType).toBe('lease-contract');
  expect(result.lines.map(({ text }) => text).join('')).toContain('房屋租赁合同');
  expect(result.timing.total).toBeGreaterThan(result.timing.read);
  const status = await recognizer!.status();
  expect(status.models.ocr).toBe('pp-ocrv6-small');
  expect(status.peakRssBytes).toBeGreaterThan(100e6);
  expect(status.restarts).toBe(0);
});

test('an empty back side is blank and a broken file has its code; the child goes on', async () => {
  const { recognize } = create();
  expect((await recognize(await blankBack(), { dpi: null })).classification.documentType).toBe('blank');
  const half = (await contract()).subarray(0, 60_000);
  await expect(recognize(half, { dpi: null })).rejects.toMatchObject({ code: 'file.unreadable' });
  await expect(recognize(new Uint8Array(0), { dpi: null })).rejects.toMatchObject({ code: 'file.empty' });
  expect((await recognize(await drawn(), { dpi: null })).lines).toHaveLength(2);
  expect(children).toHaveLength(1);
});

test('a child killed in the middle of a page is replaced and the page is read', async () => {
  const preparations: unknown[] = [];
  const result = await create().recognize(await contract(), {
    dpi: null,
    onStep: (step, value) => {
      if (step !== 'prepare') return;
      preparations.push(value);
      if (preparations.length === 1) process.kill(children[0]!.pid!, 'SIGKILL');
    },
  });
  expect(children).toHaveLength(2);
  // The second child took over what the first had prepared.
  expect(preparations).toHaveLength(2);
  expect(preparations[1]).toEqual(preparations[0]);
  expect(result.lines.length).toBeGreaterThan(20);
  expect((await recognizer!.status()).restarts).toBe(1);
});

test('a page that is over its deadline gives a code and leaves no process behind', async () => {
  const { recognize } = create({ deadlineMs: 50 });
  const reading = recognize(await contract(), { dpi: null });
  await expect(reading).rejects.toMatchObject({ code: 'recognizer.timeout' });
  const ended = children[0]!;
  await expect.poll(() => ended.pid === undefined || !isRunning(ended.pid), { timeout: 5000 }).toBe(true);
});

test('a cancelled page stops soon and its child reads the next one', async () => {
  const { recognize } = create();
  const controller = new AbortController();
  const reading = recognize(await contract(), { dpi: null, signal: controller.signal, onStep: () => controller.abort() });
  await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  expect((await recognize(await drawn(), { dpi: null })).lines).toHaveLength(2);
  expect(children).toHaveLength(1);
});

test('Tesseract reads behind the same interface', async () => {
  const { recognize } = create({ ocr: 'tesseract' });
  const { lines, models } = await recognize(await drawn(), { dpi: null });
  expect(models.ocr).toContain('tesseract');
  expect(lines.map(({ text }) => text).join(' ')).toMatch(/4600\.00.*20261018/);
  for (const { confidence } of lines) expect(confidence).toBeGreaterThan(0.5);
});
