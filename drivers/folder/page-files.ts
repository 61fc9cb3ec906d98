/** The files of a folder in the order a person would put them. */
import { readdir } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';

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
