/** The spool: where drivers put pages, each an AES-256-GCM file that exists only when it is whole and on disk. */
import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isAppError } from '#shared/errors.ts';
import type { PageResult, Spool } from '../driver.ts';
import { splitPages } from './split-pages.ts';

export const SPOOL_KEY_BYTES = 32;

/** File layout: magic, nonce, tag, ciphertext. The magic is authenticated too. */
const MAGIC = Buffer.from('IDSPOOL1');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const EXTENSION = '.page';

/** @param key 32 bytes, one per job; whoever holds it can read the job's pages */
export function createSpool(options: { folder: string; key: Uint8Array }): Spool {
  return {
    write: async (bytes, page) => {
      const results: PageResult[] = [];
      try {
        for await (const image of splitPages(bytes)) {
          const index = page.index + results.length;
          const file = await storeDurably(options.folder, fileName(index), encrypt(image.bytes, options.key));
          const { mimeType, widthPx, heightPx } = image;
          const sha256 = createHash('sha256').update(image.bytes).digest('hex');
          const dpi = image.dpi ?? page.dpi;
          results.push({
            index,
            side: page.side,
            file,
            sha256,
            bytes: image.bytes.byteLength,
            mimeType,
            widthPx,
            heightPx,
            dpi,
            warnings: [],
          });
        }
      } catch (error) {
        // Half a document is not handed on: its pages would be counted as the whole.
        await Promise.all(results.map(({ file }) => rm(file, { force: true })));
        throw isAppError(error) && error.code.startsWith('file.') ? corruptPage(error) : error;
      }
      return results;
    },
  };
}

/** The `file.*` code is kept as `reason`, so that a file import can say what is wrong with the file. */
function corruptPage(error: AppError): AppError {
  return new AppError('device.corrupt-page', { ...error.details, reason: error.code }, error);
}

/** @throws AppError `store.corrupt` when the file was altered or the key is another one */
export async function readSpoolFile(file: string, key: Uint8Array): Promise<Buffer> {
  const sealed = await readFile(file);
  try {
    if (!sealed.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('not a spool file');
    const nonce = sealed.subarray(MAGIC.length, MAGIC.length + NONCE_BYTES);
    const tag = sealed.subarray(MAGIC.length + NONCE_BYTES, MAGIC.length + NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(MAGIC).setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(MAGIC.length + NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  } catch (error) {
    throw new AppError('store.corrupt', { part: 'spool' }, error);
  }
}

/** Removes what an earlier run left behind; its keys died with it, so nobody can read those files any more. */
export async function clearSpool(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const left = (await readdir(folder)).filter((name) => name.includes(EXTENSION));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

function encrypt(plain: Uint8Array, key: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(MAGIC);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([MAGIC, nonce, cipher.getAuthTag(), sealed]);
}

/** Sorts by page, for a host that finds the files after a crash; unique, because two jobs may share a folder. */
function fileName(index: number): string {
  return `${String(index).padStart(5, '0')}-${randomUUID()}${EXTENSION}`;
}

async function storeDurably(folder: string, name: string, content: Buffer): Promise<string> {
  const file = join(folder, name);
  const unfinished = `${file}.part`;
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
    await syncFolder(folder);
    return file;
  } catch (error) {
    await rm(unfinished, { force: true });
    const full = ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
    throw full ? new AppError('store.out-of-space', {}, error) : error;
  }
}

/** A rename is durable only when its folder is; Windows has no such call and does it by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
