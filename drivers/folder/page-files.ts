/** The files of a folder in the order a person would put them, each once it is completely written. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';

/** Copiers write over SMB in bursts; two seconds without a change is what their own "scan to folder" waits for. */
export const SETTLE_MS = 2_000;
const SETTLE_CHECK_MS = 200;
/** A file that is still growing after this long is something else than a scan. */
const SETTLE_LIMIT_MS = 60_000;

const order = new Intl.Collator('zh-CN', { numeric: true, sensitivity: 'base' });

/** `2.jpg` comes before `10.jpg`; equal names keep a fixed order. */
export function naturalOrder(a: string, b: string): number {
  return order.compare(a, b) || (a < b ? -1 : 1);
}

/** Hidden files and the half-written files of browsers, copiers and office programs. */
export function isPageFileName(name: string): boolean {
  return !/^(\.|~\$)|\.(part|tmp|crdownload|filepart|lock|ini|db)$/i.test(name);
}

/**
 * Names, not paths. Files of every kind are listed: what is no image is to be reported, not overlooked.
 * @throws AppError `device.offline` when the folder is not there (an unmounted share), `device.access-denied`
 */
export async function listPageFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && isPageFileName(entry.name));
    return files.map((entry) => entry.name).sort(naturalOrder);
  } catch (error) {
    throw folderError(error);
  }
}

export function folderError(error: unknown): AppError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return new AppError('device.access-denied', {}, error);
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EHOSTDOWN' || code === 'ESTALE')
    return new AppError('device.offline', {}, error);
  return new AppError('device.error', { reason: code ?? 'unknown' }, error);
}

/**
 * Waits until size and time of change have stood still for `settleMs`.
 * @throws AppError `file.unreadable` when it keeps changing or disappears
 */
export async function untilSettled(folder: string, name: string, settleMs: number, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + SETTLE_LIMIT_MS;
  let previousSize = -1;
  while (Date.now() < deadline && !signal.aborted) {
    const { size, mtimeMs } = await stat(join(folder, name)).catch((error: unknown) => {
      throw new AppError('file.unreadable', { reason: 'gone' }, error);
    });
    // A clock of the file server ahead of ours gives a negative age; then only the size counts.
    const ageMs = Date.now() - mtimeMs;
    if (ageMs >= settleMs || (ageMs < 0 && size === previousSize)) return;
    previousSize = size;
    await wait(Math.min(SETTLE_CHECK_MS, settleMs), undefined, { signal }).catch(() => undefined);
  }
  if (!signal.aborted) throw new AppError('file.unreadable', { reason: 'still-growing' });
}
