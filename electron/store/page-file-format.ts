/** The bytes of a page file: AES-256-GCM, bound to the page and rendition they belong to. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import type { Rendition } from './store.ts';

/** Layout: 4 bytes format, 12 bytes nonce, ciphertext, 16 bytes tag. */
const format = Buffer.from('IDP1', 'latin1');
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = format.length + nonceBytes;

/** Associated data: a file moved to another page or rendition no longer opens. */
function boundTo(pageId: string, rendition: Rendition): Buffer {
  return Buffer.concat([format, Buffer.from(`${pageId}/${rendition}`, 'utf8')]);
}

/** Encrypts with a fresh random nonce. @param key 32 bytes */
export function sealPage(key: Buffer, pageId: string, rendition: Rendition, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(boundTo(pageId, rendition));
  const body = [cipher.update(plain), cipher.final()];
  return Buffer.concat([format, nonce, ...body, cipher.getAuthTag()]);
}

/** @throws AppError `store.page-damaged` when the file was altered, cut or belongs to another page */
export function unsealPage(key: Buffer, pageId: string, rendition: Rendition, file: Buffer): Uint8Array {
  const corrupt = (cause?: unknown) => new AppError('store.page-damaged', { page: pageId, rendition }, cause);
  if (file.length < headerBytes + tagBytes || !file.subarray(0, format.length).equals(format)) throw corrupt();
  const decipher = createDecipheriv('aes-256-gcm', key, file.subarray(format.length, headerBytes), { authTagLength: tagBytes });
  decipher.setAAD(boundTo(pageId, rendition));
  decipher.setAuthTag(file.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(file.subarray(headerBytes, -tagBytes)), decipher.final()]);
  } catch (error) {
    throw corrupt(error);
  }
}
