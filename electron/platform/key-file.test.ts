/** The key file: made once, private, never replaced while there is data. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { describeKeyFile, keyFilePath, loadKeyFile } from './key-file.ts';
import { createNodePlatform } from './node-platform.ts';

function place() {
  const root = mkdtempSync(path.join(tmpdir(), 'intake-key-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folders = { dataFolder: path.join(root, 'data'), configFolder: path.join(root, 'config') };
  return { root, folders, file: keyFilePath({}, folders) };
}

test('the first run makes a private key of 32 bytes, later runs read the same', async () => {
  const { folders, file } = place();
  const key = await loadKeyFile(file, folders);
  expect(key).toHaveLength(32);
  expect(await loadKeyFile(file, folders)).toEqual(key);
  expect(readdirSync(folders.configFolder)).toEqual(['data.key']);
  if (process.platform === 'win32') return;
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(folders.configFolder).mode & 0o777).toBe(0o700);
});

test('several first runs at once agree on one key', async () => {
  const { folders, file } = place();
  const keys = await Promise.all(Array.from({ length: 8 }, () => loadKeyFile(file, folders)));
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
  expect(readdirSync(folders.configFolder)).toEqual(['data.key']);
});

test.skipIf(process.platform === 'win32').each([0o640, 0o604, 0o660, 0o666, 0o644])('a key with rights %o is refused', async (mode) => {
  const { folders, file } = place();
  await loadKeyFile(file, folders);
  chmodSync(file, mode);
  await expect(loadKeyFile(file, folders)).rejects.toMatchObject({ code: 'store.key-storage-insecure' });
});

test('no new key is made where there is data', async () => {
  const { folders, file } = place();
  mkdirSync(folders.dataFolder);
  writeFileSync(path.join(folders.dataFolder, 'intake.db'), 'encrypted');
  await expect(loadKeyFile(file, folders)).rejects.toMatchObject({ code: 'store.key-missing' });
  expect(existsSync(file)).toBe(false);
});

test.each(['', 'short', 'zz'.repeat(32), 'ab'.repeat(33)])('a file with %j is no key', async (content) => {
  const { folders, file } = place();
  mkdirSync(folders.configFolder);
  writeFileSync(file, content, { mode: 0o600 });
  await expect(loadKeyFile(file, folders)).rejects.toMatchObject({ code: 'store.key-missing' });
  expect(readFileSync(file, 'utf8')).toBe(content);
});

test('the administrator is told where the key is, and when it lies with the data', () => {
  const { folders, file } = place();
  expect(describeKeyFile(file, folders)).toMatch(/^key file \((0600|user profile)\)$/);
  expect(describeKeyFile(path.join(folders.dataFolder, 'key'), folders)).toMatch(/inside the data folder$/);
});

test('the Node platform obeys INTAKE_KEY_FILE and INTAKE_DATA_FOLDER', async () => {
  const { root } = place();
  const env = { INTAKE_DATA_FOLDER: path.join(root, 'elsewhere'), INTAKE_KEY_FILE: path.join(root, 'keys', 'mine.key') };
  const platform = createNodePlatform(env);
  expect(platform).toMatchObject({ kind: 'node', dataFolder: env.INTAKE_DATA_FOLDER });
  const key = await platform.loadKey();
  expect(readFileSync(env.INTAKE_KEY_FILE, 'utf8').trim()).toBe(key.toString('hex'));
});
