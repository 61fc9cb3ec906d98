/** Whether a file of a folder has stood still long enough to be whole. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';

/** Copiers write over SMB in bursts; two seconds without a change is what their own "scan to folder" waits for. */
export const SETTLE_MS = 2_000;
const SETTLE_CHECK_MS = 200;
/** A file that is still growing after this long is something else than a scan. */
const SETTLE_LIMIT_MS = 60_000;

type Seen = { size: number; mtimeMs: number; /** Of `performance.now()`. */ since: number };

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
   * Waits until size and time of change have stood still.
   * @throws AppError `file.unreadable` when it keeps changing or disappears
   */
  async until(name: string, signal: AbortSignal): Promise<void> {
    const deadline = performance.now() + SETTLE_LIMIT_MS;
    while (!signal.aborted) {
      if ((await this.#stillMs(name)) >= this.#settleMs) return void this.#seen.delete(name);
      if (performance.now() > deadline) throw new AppError('file.unreadable', { reason: 'still-growing' });
      await wait(Math.min(SETTLE_CHECK_MS, this.#settleMs), undefined, { signal }).catch(() => undefined);
    }
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
    this.#seen.set(name, { size, mtimeMs, since });
    return now - since;
  }
}
