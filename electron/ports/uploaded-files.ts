/** Reads the files of an upload: a form with several, or one as the plain body with its name in a header. */
import { AppError } from '#shared/errors.ts';
import { UploadGate } from './upload-gate.ts';

/** A 200-page duplex scan at 300 dpi as PDF is about 100 MB; a whole form may carry a few of the common kind. */
export const maxFileBytes = 128 * 1024 * 1024;
const maxUploadBytes = 192 * 1024 * 1024;
const maxFiles = 100;

export type UploadedFile = { name: string; bytes: Uint8Array };

/** A file is held about twice while it goes into the spool. Shorter than the server's patience with a request that is not read. */
const gate = new UploadGate({ maxBytes: maxFileBytes, patienceMs: 90_000 });

/**
 * The files of an upload, held in memory until `work` is done with them; other uploads may have to wait for that.
 * @throws AppError `file.too-many`, and whatever `readFiles` and `work` throw
 */
export async function withFiles<Result>(request: Request, work: (files: UploadedFile[]) => Promise<Result>): Promise<Result> {
  const announced = request.headers.get('content-length');
  // The announced length is the sender's word, but reading stops there.
  const leave = await gate.enter(announced === null ? maxUploadBytes : Number(announced));
  try {
    return await work(await readFiles(request));
  } finally {
    leave();
  }
}

/** @throws AppError `file.too-large`, `file.empty`, `bad-input` */
async function readFiles(request: Request): Promise<UploadedFile[]> {
  const contentType = request.headers.get('content-type') ?? '';
  const isForm = contentType.toLowerCase().startsWith('multipart/form-data');
  const body = await readLimited(request, isForm ? maxUploadBytes : maxFileBytes);
  const files = isForm ? await formFiles(body, contentType) : [{ name: headerName(request.headers.get('x-file-name')), bytes: body }];
  if (files.length === 0) throw new AppError('bad-input', { path: 'files' });
  if (files.length > maxFiles) throw new AppError('too-large', { files: files.length, maxFiles });
  for (const { bytes } of files) {
    if (bytes.byteLength === 0) throw new AppError('file.empty');
    if (bytes.byteLength > maxFileBytes) throw new AppError('file.too-large', { maxBytes: maxFileBytes });
  }
  return files;
}

/** Counts while it reads: the announced length is the sender's word. */
async function readLimited(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () => new AppError('file.too-large', { maxBytes });
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > maxBytes) throw tooLarge();
  const most = announced > 0 ? announced : maxBytes;
  // Where the length is known the chunks go to their place at once, or the file would be held twice.
  const whole = announced > 0 ? Buffer.allocUnsafeSlow(announced) : null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    if (length + chunk.byteLength > most) throw tooLarge();
    if (whole) whole.set(chunk, length);
    else chunks.push(chunk);
    length += chunk.byteLength;
  }
  return whole?.subarray(0, length) ?? Buffer.concat(chunks, length);
}

async function formFiles(body: Uint8Array, contentType: string): Promise<UploadedFile[]> {
  let form: FormData;
  try {
    form = await new Response(body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new AppError('bad-input', { path: 'form' });
  }
  const files: UploadedFile[] = [];
  for (const [, value] of form) {
    if (typeof value !== 'string') files.push({ name: plainName(value.name), bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return files;
}

/** The header carries the name percent-encoded, since headers are ASCII. */
function headerName(value: string | null): string {
  try {
    return plainName(decodeURIComponent(value ?? ''));
  } catch {
    throw new AppError('bad-input', { path: 'x-file-name' });
  }
}

/** The last part of a path, without control characters: a name is shown and its ending looked at, never opened. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.replace(/\p{Cc}/gu, '').slice(0, 200) || 'file';
}
