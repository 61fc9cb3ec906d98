/** A folder as a scanner: its images and PDFs, in the order of their names, are the pages. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceStatus, ScannerCapabilities, ScanRequest } from '#shared/device.ts';
import { AppError, isAppError, isErrorCode } from '#shared/errors.ts';
import type { JobSummary, PageResult, ScanContext, ScannerDevice, ScannerDriver, SkippedFile } from '../driver.ts';
import { FolderChanges } from './folder-changes.ts';
import { parseFolderAddress, type FolderAddress } from './folder-address.ts';
import { moveToSubfolder } from './move-file.ts';
import { folderError, listPageFiles } from './page-files.ts';
import { SETTLE_MS, StillFiles } from './still-files.ts';

/** As large as the spool takes; checked before the file is read. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;

type FolderJob = { pages: number; skipped: SkippedFile[]; still: StillFiles };

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

  constructor(address: FolderAddress, settleMs: number) {
    this.#address = address;
    this.#settleMs = settleMs;
  }

  async capabilities(): Promise<ScannerCapabilities> {
    await listPageFiles(this.#address.path);
    const formats = ['image/jpeg', 'image/png', 'image/tiff', 'image/webp', 'image/bmp', 'application/pdf'];
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
    const job: FolderJob = { pages: 0, skipped: [], still };
    const names = await listPageFiles(path);
    if (names.length === 0 && !this.#address.watch) throw new AppError('device.feeder-empty', { pagesCommitted: 0 });
    yield* this.#takeFiles(names, job, context);
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
        const names = await listPageFiles(this.#address.path);
        if (names.length > 0) yield* this.#takeFiles(names, job, context);
        else {
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
      const taken = await this.#takePages(name, job, context);
      if (taken === null) continue;
      if (isAppError(taken)) {
        job.skipped.push({ name, code: taken.code });
        await this.#moveAway(name, 'unreadable');
        continue;
      }
      // Also after a cancel: a file is taken whole or not at all.
      for (const page of taken) {
        yield page;
        job.pages++;
      }
      // Only now, when the consumer asked for more, are all pages of this file stored.
      await this.#moveAway(name, 'taken');
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The pages of one file, an error that concerns this file only, or null when the job was cancelled. */
  async #takePages(
    name: string,
    { pages: index, still }: FolderJob,
    { spool, signal }: ScanContext,
  ): Promise<PageResult[] | AppError | null> {
    try {
      await still.until(name, signal);
      if (signal.aborted) return null;
      const bytes = await readWholeFile(join(this.#address.path, name));
      const stored = await spool.write(bytes, { index, side: 'front', dpi: null });
      return stored;
    } catch (error) {
      const fileError = fileErrorOf(error);
      if (fileError) return fileError;
      throw error;
    }
  }

  async #moveAway(name: string, subfolder: string): Promise<void> {
    if (this.#address.afterScan !== 'move') return;
    await moveToSubfolder(this.#address.path, name, subfolder).catch((error: unknown) => {
      // Somebody else moved it first.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw folderError(error);
    });
  }
}

async function readWholeFile(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) throw new AppError('file.too-large', { maxBytes: MAX_FILE_BYTES });
    return await readFile(path);
  } catch (error) {
    throw isAppError(error)
      ? error
      : new AppError('file.unreadable', { reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error);
  }
}

/** The spool calls every bad page corrupt; for a file the reason behind it is the better word. */
function fileErrorOf(error: unknown): AppError | null {
  if (!isAppError(error)) return null;
  if (error.code.startsWith('file.')) return error;
  if (error.code !== 'device.corrupt-page') return null;
  const { reason } = error.details;
  return new AppError(isErrorCode(reason) ? reason : 'file.unreadable', {}, error);
}

export const folderDriver = createFolderDriver();
