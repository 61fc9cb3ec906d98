/** Tests of model sets in a folder, with copies of the shipped models under other names. */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawPage } from '../../image/drawn-page.test-support.ts';
import { modelPath } from '../../manifest.ts';
import { listModelSets, readModelSet } from './model-set.ts';
import { createPpOcrEngine } from './pp-ocr-engine.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'model-sets-'))));
afterAll(() => rm(folder, { recursive: true }));

async function drop(name: string, { detection = 'pp-ocrv4-detection', json = '{}', keys = (all: string) => all } = {}): Promise<void> {
  const path = join(folder, name);
  await mkdir(path);
  await copyFile(modelPath(detection), join(path, 'det.onnx'));
  await copyFile(modelPath('pp-ocrv4-recognition'), join(path, 'rec.onnx'));
  await writeFile(join(path, 'keys.txt'), keys(await readFile(modelPath('pp-ocrv4-keys'), 'utf8')));
  await writeFile(join(path, 'model.json'), json);
}

test('a dropped set is found, checked and reads', async () => {
  await drop('server-v9', { json: '{"version":"PP-OCRv9 server","licence":"Apache-2.0"}' });
  await mkdir(join(folder, 'no-description'));
  expect(await listModelSets(folder)).toEqual(['server-v9']);
  const modelSet = await readModelSet(folder, 'server-v9');
  expect(modelSet.lighten).toEqual({ detection: true, recognition: true });
  expect(modelSet.version).toBe('PP-OCRv9 server 30a86f57-06b3e6af-28b2362a');
  const engine = await createPpOcrEngine({ modelSet });
  expect(engine.version).toBe(modelSet.version);
  const [line] = await engine.read(await drawPage({ lines: ['Total 4600.00 CNY'], widthPx: 500, heightPx: 200, fontPx: 30 }));
  expect(line?.text.replace(/\s/g, '')).toBe('Total4600.00CNY');
  await engine.close();
}, 60_000);

test('no folder, no sets', async () => expect(await listModelSets(join(folder, 'nowhere'))).toEqual([]));

test.each(['nowhere', '../server-v9', '', 'a/b'])('set %j is missing', (name) =>
  expect(readModelSet(folder, name)).rejects.toMatchObject({ code: 'recognizer.model-missing' }),
);

test.each([
  ['short-keys', { keys: (all: string) => all.slice(0, all.length / 2) }, 'dictionary'],
  ['other-digest', { json: `{"sha256":{"rec":"${'0'.repeat(64)}"}}` }, 'digest'],
  ['no-json', { json: '{' }, 'model.json'],
  ['not-detection', { detection: 'pp-ocrv2-line-direction' }, 'shape'],
  ['no-model', { detection: 'pp-ocrv4-keys' }, 'does-not-run'],
])(
  'set %s is refused with its reason',
  async (name, drops, reason) => {
    await drop(name, drops);
    await expect(readModelSet(folder, name)).rejects.toMatchObject({
      code: 'recognizer.model-mismatch',
      details: { model: name, reason },
    });
  },
  60_000,
);
