/** Files that hold a secret: made in one step, readable by their owner only. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, unlink } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';

const codeOf = (error: unknown) => (error as { code?: unknown }).code;

/**
 * @returns the content; undefined when there is no such file
 * @throws AppError `store.key-storage-insecure` when others may read it or it belongs to somebody else (POSIX)
 */
export async function readPrivateFile(file: string): Promise<Buffer | undefined> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (!handle) return undefined;
  try {
    const { mode, uid } = await handle.stat();
    // Windows has no such bits: there the user's profile folder keeps others out.
    if (process.platform !== 'win32') {
      if ((mode & 0o077) !== 0)
        throw new AppError('store.key-storage-insecure', { reason: 'readable-by-others', mode: (mode & 0o777).toString(8) });
      if (uid !== process.getuid?.() && uid !== 0) throw new AppError('store.key-storage-insecure', { reason: 'foreign-owner' });
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Writes a new file (0600, fsynced). @returns false when there was one already, which stays as it was */
export async function createPrivateFile(file: string, content: string | Uint8Array): Promise<boolean> {
  const temporary = await writeBeside(file, content);
  try {
    // A link appears whole or not at all, and never replaces: two first runs at once agree on one key.
    await link(temporary, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // File systems without links (FAT, some network shares).
    return await createExclusively(file, content);
  } finally {
    await unlink(temporary);
  }
}

async function writeBeside(file: string, content: string | Uint8Array): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${randomUUID()}`;
  await createExclusively(temporary, content);
  return temporary;
}

async function createExclusively(file: string, content: string | Uint8Array): Promise<boolean> {
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
    if (codeOf(error) === 'EEXIST') return undefined;
    throw error;
  });
  if (!handle) return false;
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return true;
}
