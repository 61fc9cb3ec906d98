/** The data key in a file of its own, for machines without a key store. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { Folders } from './folders.ts';
import type { Environment } from './platform.ts';
import { createPrivateFile, readPrivateFile } from './private-file.ts';

const keyBytes = 32;

/** `INTAKE_KEY_FILE`, or `data.key` in the configuration folder. */
export function keyFilePath(env: Environment, { configFolder }: Folders): string {
  return path.resolve(env['INTAKE_KEY_FILE'] || path.join(configFolder, 'data.key'));
}

/** True when losing the key would lose data: then no new key may be made in its place. */
export function holdsData({ dataFolder }: Folders): boolean {
  return ['intake.db', 'intake.key-check', 'intake.anchor-0'].some((name) => existsSync(path.join(dataFolder, name)));
}

/** @throws AppError `store.key-missing` when the content is no key */
export function parseKey(text: string): Buffer {
  const key = Buffer.from(text.trim(), 'hex');
  if (key.length !== keyBytes || !/^[0-9a-f]+$/i.test(text.trim())) throw new AppError('store.key-missing', { reason: 'not-a-key' });
  return key;
}

export function newKeyText(): string {
  return randomBytes(keyBytes).toString('hex');
}

/**
 * Reads the key, or makes it on the first run.
 * @throws AppError `store.key-missing` when there is data but no key, `store.key-storage-insecure`
 */
export async function loadKeyFile(file: string, folders: Folders): Promise<Buffer> {
  const stored = await readPrivateFile(file);
  if (stored) return parseKey(stored.toString('utf8'));
  if (holdsData(folders)) throw new AppError('store.key-missing', { reason: 'no-key-file' });
  await createPrivateFile(file, `${newKeyText()}\n`);
  const created = await readPrivateFile(file);
  if (!created) throw new AppError('store.key-missing', { reason: 'no-key-file' });
  return parseKey(created.toString('utf8'));
}

/** For the administrator. A key beside the data it opens protects nothing when the disk is stolen, so that is said. */
export function describeKeyFile(file: string, { dataFolder }: Folders): string {
  const inside = !path.relative(dataFolder, file).startsWith('..') && !path.isAbsolute(path.relative(dataFolder, file));
  const rights = process.platform === 'win32' ? 'user profile' : '0600';
  return inside ? `key file (${rights}) inside the data folder` : `key file (${rights})`;
}
