/** Labels beside a model: as many as its outputs, understood by the product, each once. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { modelFiles, modelPath } from '../manifest.ts';
import { checkLabels, labelsFor, readModelLabels } from './model-labels.ts';
import { createPageNetwork } from './page-network.ts';

let folder = '';
afterEach(() => rm(folder, { recursive: true, force: true }));
async function written(value: unknown): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), 'model-labels-'));
  const path = join(folder, 'labels.json');
  await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}
const labels = labelsFor(['id-card', 'other']);
const lengths = { type: 2, look: 2, side: 6, rotation: 4, flags: 8, embedding: 96 };

test('the shipped labels are in the manifest and fit the shipped model', async () => {
  expect(modelFiles.map(({ id }) => id)).toContain('page-classifier-labels');
  const network = createPageNetwork(modelPath('page-classifier'), await readModelLabels(modelPath('page-classifier-labels')));
  await expect(network.warmUp()).resolves.toBeUndefined();
  await network.close();
});

test('labels that are not as many as the outputs are refused, with the output, before a page is judged', async () => {
  expect(() => checkLabels(labels, lengths)).not.toThrow();
  for (const output of ['type', 'look', 'side', 'rotation', 'flags'] as const)
    expect(() => checkLabels(labels, { ...lengths, [output]: lengths[output] + 1 })).toThrow(
      expect.objectContaining({ code: 'recognizer.labels-mismatch', details: expect.objectContaining({ output }) as unknown }),
    );
  expect(() => checkLabels(labels, {})).toThrow('recognizer.labels-mismatch');
  const shipped = await readModelLabels(modelPath('page-classifier-labels'));
  const network = createPageNetwork(modelPath('page-classifier'), { ...shipped, types: [...shipped.types, 'one-more'] });
  await expect(network.judge({ picture: null, lines: [] })).rejects.toMatchObject({
    code: 'recognizer.labels-mismatch',
    details: { output: 'type', labels: 30, outputs: 29 },
  });
  await network.close();
});

test.each([
  ['no JSON', '{"types": ['],
  ['a head that is missing', { ...labels, sides: undefined }],
  ['a side that the product does not know', { ...labels, sides: ['inside'] }],
  ['a type that stands twice', { ...labels, types: ['id-card', 'id-card'] }],
])('%s is refused', async (_name, value) => {
  await expect(readModelLabels(await written(value))).rejects.toMatchObject({ code: 'recognizer.labels-mismatch' });
});

test('a type that the product does not know is no fault of the labels', async () => {
  expect((await readModelLabels(await written(labelsFor(['papyrus'])))).types).toEqual(['papyrus']);
});
