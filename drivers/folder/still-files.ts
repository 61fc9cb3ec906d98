/** Whether a file of a folder is settled: it has stood still, and it has its end. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';
import { isWhole } from '../end-marker.ts';
import { detectFormat, MAX_FILE_BYTES } from '../file-format.ts';

/** Copiers write over SMB in bursts; two seconds without a change is what their own "scan to folder" waits for. */
export const SETTLE_MS = 2_000;
const SETTLE_CHECK_MS = 200;
/** A copier that makes an empty file first, or stops between two pages, goes on within half a minute: so many settling times. */
const INCOMPLETE_FACTOR = 15;
/** A file that is still growing after this long is something else than a scan. */
const SETTLE_LIMIT_MS = 60_000;

type Seen = {
  size: number;
  mtimeMs: number;
  /** Of `performance.now()`. */ since: number;
  /** Null until somebody looked. */ whole: boolean | null;
};

export class StillFiles {
  readonly #folder: string;
  readonly #settleMs: number;
  readonly #trustsTimes: boolean;
  readonly #seen = new Map<string, Seen>();

  /**
   * @param options `trustsTimes`: a file that was last changed long ago needs no watching. Not where copiers write through a file server:
   *   its clock may be behind ours, and half a file then looks old.
   */
  constructor(folder: string, options: { settleMs: number; trustsTimes: boolean }) {
    this.#folder = folder;
    this.#settleMs = options.settleMs;
    this.#trustsTimes = options.trustsTimes;
  }

  /** Looks at all of them, so that the files of a stack settle together. */
  async watch(names: readonly string[]): Promise<void> {
    // One that has gone says so when its turn comes.
    await Promise.all(names.map((name) => this.#stillMs(name).catch(() => undefined)));
  }

  /**
   * Waits until size and time of change have stood still, and the file has its end.
   * @returns false when the signal aborted, or when it stands still without its end and nobody wants to wait for that now
   * @throws AppError `file.unreadable` when it keeps changing or disappears
   */
  async until(name: string, signal: AbortSignal, waitsForEnd = true): Promise<boolean> {
    const deadline = performance.now() + SETTLE_LIMIT_MS;
    while (!signal.aborted) {
      const stillMs = await this.#stillMs(name);
      if (stillMs >= this.#settleMs) {
        // One that had its time to get an end is judged as it is.
        const settled = stillMs >= INCOMPLETE_FACTOR * this.#settleMs || (await this.#isWhole(name));
        if (settled) this.#seen.delete(name);
        if (settled || !waitsForEnd) return settled;
      }
      if (performance.now() > deadline) throw new AppError('file.unreadable', { reason: 'still-growing' });
      await wait(Math.min(SETTLE_CHECK_MS, this.#settleMs), undefined, { signal }).catch(() => undefined);
    }
    return false;
  }

  async #stillMs(name: string): Promise<number> {
    const { size, mtimeMs } = await stat(join(this.#folder, name)).catch((error: unknown) => {
      throw new AppError('file.unreadable', { reason: 'gone' }, error);
    });
    const now = performance.now();
    const before = this.#seen.get(name);
    if (before?.size === size && before.mtimeMs === mtimeMs) return now - before.since;
    const isOld = !before && this.#trustsTimes && Date.now() - mtimeMs >= this.#settleMs;
    const since = isOld ? -Infinity : now;
    this.#seen.set(name, { size, mtimeMs, since, whole: null });
    return now - since;
  }

  async #isWhole(name: string): Promise<boolean> {
    const seen = this.#seen.get(name);
    if (!seen || seen.size > MAX_FILE_BYTES) return true;
    if (seen.whole === null) {
      // One that cannot be read says so when its turn comes.
      const bytes = await readFile(join(this.#folder, name)).catch(() => null);
      const format = bytes && detectFormat(bytes);
      seen.whole = bytes === null || (format !== null && isWhole(bytes, format));
    }
    return seen.whole;
  }
}
