/** Tests of the order of the steps, with engines that only note what they are asked. */
import { expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { Classification, Field, Quad, TextLine } from '#shared/page.ts';
import { drawPage } from '../../models/image/drawn-page.test-support.ts';
import { toSharp } from '../../models/image/resize.ts';
import { recognizePage } from './pipeline.ts';
import type { PipelineParts } from './pipeline.ts';

const quad: Quad = [
  [10, 10],
  [200, 10],
  [200, 40],
  [10, 40],
];
const lines: TextLine[] = [{ text: 'Lease contract', confidence: 0.99, quad }];
const classification: Classification = {
  documentType: 'lease-contract',
  side: null,
  confidence: 0.9,
  title: null,
  evidence: [],
  alternatives: [],
  continuation: false,
};
const fields: Field[] = [];

function parts(asked: string[], signals: (AbortSignal | undefined)[] = []): PipelineParts {
  return {
    finder: {
      findLines: async () => (asked.push('findLines'), [quad]),
      findReadingTurn: async () => ({ rotationCw: 0, confidence: 1 }),
    },
    ocr: {
      version: 'test-ocr',
      read: async (_, options) => (asked.push(options?.quads ? 'read quads' : 'read page'), signals.push(options?.signal), lines),
      close: async () => undefined,
    },
    classifier: { version: 'test-classifier', classify: async () => (asked.push('classify'), classification) },
    extractFields: ({ documentType }) => (asked.push(`extract ${documentType}`), fields),
  };
}
const scan = async (drawn: Parameters<typeof drawPage>[0] = {}) =>
  toSharp(await drawPage(drawn))
    .jpeg()
    .toBuffer();

test('one search for text serves direction and reading; each step is reported and timed', async () => {
  const asked: string[] = [];
  const steps: string[] = [];
  let renditions = 0;
  const result = await recognizePage(parts(asked), await scan(), {
    dpi: 300,
    onStep: (step) => steps.push(step),
    onRenditions: () => renditions++,
  });
  expect(asked).toEqual(['findLines', 'read quads', 'classify', 'extract lease-contract']);
  expect(steps).toEqual(['prepare', 'read', 'classify', 'extract']);
  expect(renditions).toBe(1);
  expect(result).toMatchObject({ lines, classification, models: { classifier: 'test-classifier', ocr: 'test-ocr' } });
  const { total, ...each } = result.timing;
  expect(total).toBeGreaterThanOrEqual(Object.values(each).reduce((sum, ms) => sum + ms, 0) - 1);
});

test('an empty page is neither read nor classified', async () => {
  const asked: string[] = [];
  const result = await recognizePage(parts(asked), await scan({ lines: [] }), { dpi: null });
  expect(asked).toEqual([]);
  expect(result.classification).toMatchObject({ documentType: 'blank', confidence: 1 });
  expect(result.fields).toEqual([]);
});

test('steps that are done are not done again', async () => {
  const bytes = await scan();
  const { preparation } = await recognizePage(parts([]), bytes, { dpi: null });
  const asked: string[] = [];
  const result = await recognizePage(parts(asked), bytes, {
    dpi: null,
    done: { prepare: preparation, read: lines, classify: classification },
  });
  expect(asked).toEqual(['extract lease-contract']);
  expect(result.preparation).toEqual(preparation);
});

test('a type that a person has decided is certain', async () => {
  const asked: string[] = [];
  const { classification: decided } = await recognizePage(parts(asked), await scan(), { dpi: null, documentType: 'contract' });
  expect(decided).toMatchObject({ documentType: 'contract', confidence: 1, side: null });
  expect(asked).toContain('extract contract');
});

test('cancelling reaches the reading that has begun and stops before the next step; broken bytes give their code', async () => {
  const controller = new AbortController();
  const asked: string[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  const run = recognizePage(parts(asked, signals), await scan(), {
    dpi: null,
    signal: controller.signal,
    onStep: () => controller.abort(),
  });
  await expect(run).rejects.toEqual(new AppError('cancelled'));
  expect(asked).toEqual(['findLines', 'read quads']);
  expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
  await expect(recognizePage(parts([]), new Uint8Array(0), { dpi: null })).rejects.toMatchObject({ code: 'file.empty' });
});
