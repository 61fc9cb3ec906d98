/** The container of an OFD file: a ZIP archive whose parts refer to one another by paths. */
import { posix } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { AppError, isAppError } from '#shared/errors.ts';
import { parseXml, type XmlElement } from './ofd-xml.ts';

/** A book of a thousand pages has some five thousand parts. */
const MAX_PARTS = 20_000;
/** All parts together that are read, unpacked: twice the largest file that is taken at all, since images hardly shrink. */
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;
/** A page of 100,000 letters with a place each has some 10 MB. */
const MAX_XML_BYTES = 64 * 1024 * 1024;

export class OfdPackage {
  readonly #zip: ZipFile;
  readonly #parts: ReadonlyMap<string, Entry>;
  readonly #budget: { bytes: number };

  private constructor(zip: ZipFile, parts: ReadonlyMap<string, Entry>, budget: { bytes: number }) {
    this.#zip = zip;
    this.#parts = parts;
    this.#budget = budget;
  }

  /**
   * @param within the file that this one lies in: both live on one limit
   * @throws AppError `file.unreadable`, `file.encrypted`, `file.too-large`
   */
  static async open(bytes: Uint8Array, within?: OfdPackage): Promise<OfdPackage> {
    try {
      const parts = new Map<string, Entry>();
      const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const zip = await fromBufferPromise(file, { lazyEntries: true, strictFileNames: false });
      for await (const entry of zip.eachEntry()) {
        if (parts.size >= MAX_PARTS) throw new AppError('file.too-large', { parts: zip.entryCount, maxParts: MAX_PARTS });
        parts.set(partKey(entry.fileName), entry);
      }
      // GM/T 0099: the parts are encrypted one by one, and this list says how.
      if (parts.has('encryptions.xml') || parts.get('ofd.xml')?.isEncrypted()) throw new AppError('file.encrypted');
      return new OfdPackage(zip, parts, within ? within.#budget : { bytes: MAX_UNPACKED_BYTES });
    } catch (error) {
      throw isAppError(error) ? error : new AppError('file.unreadable', { reason: 'archive' }, error);
    }
  }

  /**
   * Where a reference leads. Writers disagree whether paths begin at the part that names them, at the document or at the root, and those
   * of Windows write other capitals than they mean.
   * @param folders where to look, the likeliest first
   * @returns null when no such part is there
   */
  find(reference: string, folders: readonly string[]): string | null {
    const path = reference.trim().replaceAll('\\', '/');
    const bases = path.startsWith('/') ? ['', ...folders] : [...folders, ''];
    for (const base of bases) {
      const key = partKey(posix.join('/', base, path));
      if (this.#parts.has(key)) return key;
    }
    return null;
  }

  /** @throws AppError `file.unreadable`, `file.encrypted`, `file.too-large` */
  async read(part: string, maxBytes = MAX_UNPACKED_BYTES): Promise<Buffer> {
    const entry = this.#parts.get(part);
    if (!entry) throw new AppError('file.unreadable', { reason: 'missing-part' });
    if (entry.isEncrypted()) throw new AppError('file.encrypted');
    this.#budget.bytes -= entry.uncompressedSize;
    if (this.#budget.bytes < 0 || entry.uncompressedSize > maxBytes)
      throw new AppError('file.too-large', { unpackedBytes: entry.uncompressedSize, maxBytes: Math.min(maxBytes, MAX_UNPACKED_BYTES) });
    try {
      // The stream fails when there is more in it than the archive says.
      return await buffer(await this.#zip.openReadStreamPromise(entry));
    } catch (error) {
      throw new AppError('file.unreadable', { reason: 'part' }, error);
    }
  }

  /** @returns the document element, and the folder that its references begin at */
  async readXml(part: string): Promise<{ root: XmlElement; folder: string }> {
    return { root: parseXml(await this.read(part, MAX_XML_BYTES)), folder: posix.dirname(part) };
  }
}

const partKey = (path: string): string =>
  posix
    .normalize(path.replaceAll('\\', '/'))
    .replace(/^\/+|^(?:\.\/)+/, '')
    .toLowerCase();
