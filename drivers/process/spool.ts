/** The spool: where drivers put pages, each an AES-256-GCM file that exists only when it is whole and on disk. */
import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isAppError } from '#shared/errors.ts';
import type { PageResult, Spool, SpoolRef } from '../driver.ts';
import { createFeedLog } from './feed-log.ts';
import { lookAtPage } from './first-look.ts';
import { splitPages } from './split-pages.ts';
import type { PageImage } from './page-image.ts';
import { syncFolder } from './sync-folder.ts';

/** File layout: magic, nonce, tag, ciphertext. The magic is authenticated too. */
const MAGIC = Buffer.from('IDSPOOL1');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `.page` is what a host takes in after a crash; a thumbnail without its page is nothing. */
type Extension = '.page' | '.thumb' | '.upload';
type PagePlace = Parameters<Spool['write']>[1];

/** @param sheetsBefore sheets of the stack that are safe from earlier jobs of the device */
export function createSpool(options: SpoolRef, sheetsBefore = 0): Spool {
  return {
    feed: createFeedLog(options.folder, sheetsBefore),
    write: async (bytes, page) => {
      const results: PageResult[] = [];
      try {
        for await (const result of spoolPages(bytes, page, options)) results.push(result);
      } catch (error) {
        // Half a document is not handed on: its pages would be counted as the whole.
        await Promise.all(
          results.flatMap(({ file, thumbnailFile }) => [file, thumbnailFile ?? file]).map((file) => rm(file, { force: true })),
        );
        throw isAppError(error) && error.code.startsWith('file.') ? corruptPage(error) : error;
      }
      return results;
    },
  };
}

/**
 * The pages of one file, each durable before it is yielded; those before a damaged one come first.
 * @throws AppError `file.*`, `store.out-of-space`
 */
export async function* spoolPages(bytes: Uint8Array, place: PagePlace, options: SpoolRef): AsyncGenerator<PageResult> {
  let index = place.index;
  for await (const image of splitPages(bytes)) yield await spoolPage(image, { ...place, index: index++ }, options);
}

async function spoolPage(image: PageImage, { index, side, dpi }: PagePlace, { folder, key }: SpoolRef): Promise<PageResult> {
  const { mimeType, widthPx, heightPx } = image;
  const look = async () => {
    const { thumbnail, blank } = await lookAtPage(image.bytes);
    // Only the page itself decides whether it was taken: a thumbnail that finds no room is none.
    const stored = thumbnail && store({ folder, key }, fileName(index, '.thumb'), thumbnail, 'may-be-lost').catch(() => null);
    return { blank, thumbnailFile: await stored };
  };
  // Side by side, since the screen waits for both.
  const stored = Promise.all([look(), store({ folder, key }, fileName(index, '.page'), image.bytes, 'durable')]);
  const sha256 = createHash('sha256').update(image.bytes).digest('hex');
  const [{ blank, thumbnailFile }, file] = await stored;
  return {
    index,
    side,
    file,
    sha256,
    bytes: image.bytes.byteLength,
    mimeType,
    widthPx,
    heightPx,
    dpi: image.dpi ?? dpi,
    warnings: blank ? ['blank'] : [],
    thumbnailFile,
  };
}

/** The `file.*` code is kept as `reason`, so that a file import can say what is wrong with the file. */
function corruptPage(error: AppError): AppError {
  return new AppError('device.corrupt-page', { ...error.details, reason: error.code }, error);
}

/** Puts a file into the spool for the scanners' process to read. @returns its path */
export function sealIntoSpool(bytes: Uint8Array, options: SpoolRef): Promise<string> {
  return store(options, fileName(0, '.upload'), bytes, 'may-be-lost');
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

/** The sealed file in pieces: a page is large, and one copy of it is enough. */
function encrypt(plain: Uint8Array, key: Uint8Array): Buffer[] {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(MAGIC);
  const sealed = [cipher.update(plain), cipher.final()];
  return [MAGIC, nonce, cipher.getAuthTag(), ...sealed];
}

/** Sorts by page, for a host that finds the files after a crash; unique, because two jobs may share a folder. */
function fileName(index: number, extension: Extension): string {
  return `${String(index).padStart(5, '0')}-${randomUUID()}${extension}`;
}

async function store({ folder, key }: SpoolRef, name: string, plain: Uint8Array, promise: 'durable' | 'may-be-lost'): Promise<string> {
  const file = join(folder, name);
  const unfinished = `${file}.part`;
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writev(encrypt(plain, key));
      if (promise === 'durable') await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
    if (promise === 'durable') await syncFolder(folder);
    return file;
  } catch (error) {
    await rm(unfinished, { force: true });
    const full = ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
    throw full ? new AppError('store.out-of-space', {}, error) : error;
  }
}
