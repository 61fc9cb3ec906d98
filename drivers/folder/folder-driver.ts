/** A folder as a scanner: its images and PDFs, in the order of their names, are the pages. */
import { readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DeviceStatus, ScannerCapabilities, ScanRequest } from '#shared/device.ts';
import { AppError, isAppError, isErrorCode } from '#shared/errors.ts';
import type { JobSummary, PageResult, ScanContext, ScannerDevice, ScannerDriver, SkippedFile } from '../driver.ts';
import { FolderChanges } from './folder-changes.ts';
import { parseFolderAddress, type FolderAddress } from './folder-address.ts';
import { moveToSubfolder } from './move-file.ts';
import { folderError, listPageFiles } from './page-files.ts';
import { MAX_FILE_BYTES } from '../file-format.ts';
import { SETTLE_MS, StillFiles } from './still-files.ts';
import { TakenFiles, type Stamp, type TakenFile } from './taken-files.ts';

type FolderJob = { pages: number; skipped: SkippedFile[]; still: StillFiles; /** Files that were taken or put aside. */ handled: number };
type ReadFile = { pages: PageResult[]; stamp: Stamp };

/** @param settleMs shorter wait for tests */
export function createFolderDriver(settleMs = SETTLE_MS): ScannerDriver {
  return {
    kind: 'folder',
    watch: () => Promise.resolve(),
    open: (ref) => Promise.resolve().then(() => new FolderDevice(parseFolderAddress(ref.address), settleMs)),
  };
}

class FolderDevice implements ScannerDevice {
  readonly #address: FolderAddress;
  readonly #settleMs: number;
  readonly #taken = new TakenFiles();

  constructor(address: FolderAddress, settleMs: number) {
    this.#address = address;
    this.#settleMs = settleMs;
  }

  async capabilities(): Promise<ScannerCapabilities> {
    await listPageFiles(this.#address.path);
    const formats = ['image/jpeg', 'image/png', 'image/tiff', 'image/webp', 'image/bmp', 'application/pdf', 'application/ofd'];
    const input = { colorModes: [], resolutions: [], formats, maxWidth: 0, maxHeight: 0, duplex: false, capacity: null };
    return { makeAndModel: 'Folder', serialNumber: null, uuid: null, version: '1', platen: null, feeder: input };
  }

  async status(): Promise<DeviceStatus> {
    const files = await listPageFiles(this.#address.path);
    return { state: 'idle', feeder: files.length > 0 ? 'loaded' : 'empty' };
  }

  /** The request's settings mean nothing here: the files are as they are. */
  async *scan(_request: ScanRequest, context: ScanContext): AsyncGenerator<PageResult, JobSummary> {
    const { signal, onProgress } = context;
    onProgress({ phase: 'preparing', page: 0, fraction: null });
    const { path, afterScan } = this.#address;
    const still = new StillFiles(path, { settleMs: this.#settleMs, trustsTimes: afterScan === 'keep' });
    const job: FolderJob = { pages: 0, skipped: [], still, handled: 0 };
    const names = await listPageFiles(path);
    if (names.length === 0 && !this.#address.watch) throw new AppError('device.feeder-empty', { pagesCommitted: 0 });
    yield* this.#takeFiles(names, job, context);
    yield* this.#takeAgain(job, context);
    if (this.#address.watch) yield* this.#takeComingFiles(job, context);
    const { pages, skipped } = job;
    if (signal.aborted) return { pages, endedBy: 'cancelled', skippedFiles: skipped };
    const [first] = skipped;
    if (pages === 0 && first) throw new AppError(first.code, { pagesCommitted: 0, files: skipped.length });
    return { pages, endedBy: 'end-of-feed', skippedFiles: skipped };
  }

  /** Until the signal aborts. */
  async *#takeComingFiles(job: FolderJob, context: ScanContext): AsyncGenerator<PageResult> {
    const { signal, onProgress } = context;
    const changes = new FolderChanges(this.#address.path);
    try {
      while (!signal.aborted) {
        yield* this.#takeAgain(job, context);
        const before = job.handled;
        yield* this.#takeFiles(await listPageFiles(this.#address.path), job, context);
        if (job.handled === before) {
          onProgress({ phase: 'waiting-for-paper', page: job.pages, fraction: null });
          await changes.next(signal);
        }
      }
    } finally {
      await changes.close();
    }
  }

  async *#takeFiles(names: readonly string[], job: FolderJob, context: ScanContext): AsyncGenerator<PageResult> {
    const { signal, onProgress } = context;
    await job.still.watch(names);
    for (const name of names) {
      if (signal.aborted) return;
      onProgress({ phase: 'transferring', page: job.pages, fraction: null });
      const read = await this.#readPages(name, join(this.#address.path, name), job, context);
      if (read === null) continue;
      job.handled++;
      if (isAppError(read)) {
        job.skipped.push({ name, code: read.code });
        await this.#moveAway(name, 'unreadable', { stamp: stampOf(read), pages: [] });
        continue;
      }
      const known = this.#knownOf(name, read);
      // Nothing in it is new: somebody delivers the same once more, and that is to be seen and not to be guessed away.
      yield* this.#yieldNew(read, known === read.pages.length ? 0 : known, job);
      // Only now, when the consumer asked for more, are all pages of this file stored.
      await this.#moveAway(name, 'taken', { stamp: read.stamp, pages: read.pages.map(({ sha256 }) => sha256) });
    }
  }

  /** Files that a copier went on writing after they were taken: only what came since is new. */
  async *#takeAgain(job: FolderJob, context: ScanContext): AsyncGenerator<PageResult> {
    for (const { name, path, pages } of await this.#taken.changed()) {
      if (context.signal.aborted) return;
      const still = new StillFiles(dirname(path), { settleMs: this.#settleMs, trustsTimes: false });
      const read = await this.#readPages(name, path, { ...job, still }, context);
      if (read === null) continue;
      if (isAppError(read)) {
        this.#taken.remember({ name, path, pages, stamp: stampOf(read) });
        if (!job.skipped.some((file) => file.name === name)) job.skipped.push({ name, code: read.code });
        continue;
      }
      job.skipped = job.skipped.filter((file) => file.name !== name);
      yield* this.#yieldNew(read, this.#knownOf(name, read), job);
      this.#taken.remember({ name, path, stamp: read.stamp, pages: read.pages.map(({ sha256 }) => sha256) });
    }
  }

  /** Also after a cancel: a file is taken whole or not at all. */
  async *#yieldNew({ pages }: ReadFile, known: number, job: FolderJob): AsyncGenerator<PageResult> {
    for (const { file, thumbnailFile } of pages.slice(0, known)) {
      await rm(file, { force: true });
      if (thumbnailFile) await rm(thumbnailFile, { force: true });
    }
    for (const page of pages.slice(known)) {
      yield { ...page, index: job.pages };
      job.pages++;
    }
  }

  #knownOf(name: string, { pages }: ReadFile): number {
    return this.#taken.takenOf(
      name,
      pages.map(({ sha256 }) => sha256),
    );
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The pages of one file, an error that concerns this file only, or null when its time has not come or the job was cancelled. */
  async #readPages(
    name: string,
    path: string,
    { pages: index, still }: FolderJob,
    { spool, signal }: ScanContext,
  ): Promise<ReadFile | AppError | null> {
    let stamp: Stamp = { size: 0, mtimeMs: 0 };
    try {
      // While a folder is watched, a file without its end is looked at again later, and the others go on.
      if (!(await still.until(name, signal, !this.#address.watch))) return null;
      stamp = await stampAt(path);
      const pages = await spool.write(await readFile(path).catch(unreadable), { index, side: 'front', dpi: null });
      return { pages, stamp };
    } catch (error) {
      const fileError = fileErrorOf(error);
      if (fileError) return new AppError(fileError.code, { ...fileError.details, ...stamp }, fileError.cause);
      throw error;
    }
  }

  async #moveAway(name: string, subfolder: string, known: Pick<TakenFile, 'stamp' | 'pages'>): Promise<void> {
    if (this.#address.afterScan !== 'move') return;
    try {
      this.#taken.remember({ name, path: await moveToSubfolder(this.#address.path, name, subfolder), ...known });
    } catch (error) {
      // Somebody else moved it first.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw folderError(error);
    }
  }
}

/** Taken before the file is read: whatever is written later shows. */
async function stampAt(path: string): Promise<Stamp> {
  const { size, mtimeMs } = await stat(path).catch(unreadable);
  if (size > MAX_FILE_BYTES) throw new AppError('file.too-large', { maxBytes: MAX_FILE_BYTES });
  return { size, mtimeMs };
}

function unreadable(error: unknown): never {
  throw new AppError('file.unreadable', { reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error);
}

const stampOf = ({ details }: AppError): Stamp => ({ size: Number(details['size'] ?? 0), mtimeMs: Number(details['mtimeMs'] ?? 0) });

/** The spool calls every bad page corrupt; for a file the reason behind it is the better word. */
function fileErrorOf(error: unknown): AppError | null {
  if (!isAppError(error)) return null;
  if (error.code.startsWith('file.')) return error;
  if (error.code !== 'device.corrupt-page') return null;
  const { reason } = error.details;
  return new AppError(isErrorCode(reason) ? reason : 'file.unreadable', {}, error);
}

export const folderDriver = createFolderDriver();
