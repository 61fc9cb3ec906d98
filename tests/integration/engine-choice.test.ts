/** The choice of OCR models in the whole product: dropped sets are checked, one is taken, a broken one changes nothing. */
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#shared/case.ts';
import { createHost } from '../../electron/host.ts';
import type { Host } from '../../electron/host.ts';
import { createNodePlatform } from '../../electron/platform/node-platform.ts';
import { drawPage } from '../../models/image/drawn-page.test-support.ts';
import { toSharp } from '../../models/image/resize.ts';
import { modelPath } from '../../models/manifest.ts';

const admin: Actor = { account: 'admin', displayName: '管理员', role: 'admin' };
let folder: string;
let host: Host | undefined;
let page: Buffer;
const modelsFolder = () => join(folder, 'data/models');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-choice-'));
  page = await toSharp(await drawPage({ lines: ['Total 4600.00'], widthPx: 500, heightPx: 300 }))
    .png()
    .toBuffer();
  await drop('renamed', (keys) => keys);
  await drop('broken', (keys) => keys.slice(0, keys.length / 2));
});
afterEach(async () => {
  await host?.close();
  host = undefined;
});
afterAll(() => rm(folder, { recursive: true }));

async function drop(name: string, change: (keys: string) => string): Promise<void> {
  const path = join(modelsFolder(), name);
  await mkdir(path, { recursive: true });
  await copyFile(modelPath('pp-ocrv4-detection'), join(path, 'det.onnx'));
  await copyFile(modelPath('pp-ocrv4-recognition'), join(path, 'rec.onnx'));
  await writeFile(join(path, 'keys.txt'), change(await readFile(modelPath('pp-ocrv4-keys'), 'utf8')));
  await writeFile(join(path, 'model.json'), '{"version":"PP-OCR renamed"}');
}

async function start(): Promise<Host> {
  const env = { ...process.env, INTAKE_DATA_FOLDER: join(folder, 'data'), INTAKE_KEY_FILE: join(folder, 'key') };
  return (host = await createHost({ platform: createNodePlatform(env), demo: false }));
}

const whatIsRead = async ({ services }: Host) => {
  const { lines, models } = await services.recognizer.recognize(page, { dpi: null });
  return { text: lines.map(({ text }) => text.replace(/\s/g, '')), ocr: models.ocr };
};

test('sets are checked at the start; a broken dictionary is refused and the shipped models go on reading', async () => {
  const { services } = await start();
  await services.engineChoice.whenChecked();
  const view = await services.engineChoice.view();
  expect(view).toMatchObject({ chosen: 'pp-ocr', version: 'pp-ocrv6-small', refused: null, modelsFolder: modelsFolder() });
  const found = Object.fromEntries(view.engines.map(({ name, version, error }) => [name, { version, reason: error?.details['reason'] }]));
  expect(found['renamed']?.version).toMatch(/^PP-OCR renamed [0-9a-f]{8}-/);
  expect(found['broken']).toEqual({ version: null, reason: 'dictionary' });
  await expect(services.engineChoice.choose('broken', admin)).rejects.toMatchObject({
    code: 'recognizer.model-mismatch',
    details: { model: 'broken', reason: 'dictionary' },
  });
  await expect(services.engineChoice.choose('nowhere', admin)).rejects.toMatchObject({ code: 'recognizer.model-missing' });
  expect(await whatIsRead(host!)).toEqual({ text: ['Total4600.00'], ocr: 'pp-ocrv6-small' });
});

test('a chosen set reads, also after a restart; once it is broken the shipped one reads and the reason is told', async () => {
  const first = await start();
  const view = await first.services.engineChoice.choose('renamed', admin);
  expect(view).toMatchObject({ chosen: 'renamed', version: expect.stringContaining('PP-OCR renamed') as string, refused: null });
  expect(await whatIsRead(first)).toEqual({ text: ['Total4600.00'], ocr: view.version });
  await first.close();

  const second = await start();
  expect((await whatIsRead(second)).ocr).toBe(view.version);
  const [newest] = await second.services.store.audit.list({ limit: 1 });
  expect(newest).toMatchObject({ action: 'ocr-engine.choose', details: { name: 'renamed' } });
  await second.close();

  await writeFile(join(modelsFolder(), 'renamed/rec.onnx'), 'no model');
  const third = await start();
  expect(await third.services.engineChoice.view()).toMatchObject({
    chosen: 'renamed',
    version: 'pp-ocrv6-small',
    refused: { code: 'recognizer.model-mismatch', details: { reason: 'does-not-run', file: 'rec.onnx' } },
  });
  expect((await whatIsRead(third)).ocr).toBe('pp-ocrv6-small');
});

test('the command line reads with a named set and says what is wrong with a broken one', async () => {
  await drop('renamed', (keys) => keys);
  const file = join(folder, 'page.png');
  await writeFile(file, page);
  const run = (ocr: string) => {
    const cli = fileURLToPath(new URL('../../electron/cli.ts', import.meta.url));
    return spawnSync(process.execPath, [cli, 'recognize', file, '--ocr', ocr, '--models', modelsFolder()], { encoding: 'utf8' });
  };
  const read = run('renamed');
  expect(read.status).toBe(0);
  expect((JSON.parse(read.stdout) as { models: { ocr: string } }).models.ocr).toMatch(/^PP-OCR renamed/);
  const refused = run('broken');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('recognizer.model-mismatch');
  expect(refused.stderr).toContain('dictionary');
  expect(refused.stdout).toBe('');
});
