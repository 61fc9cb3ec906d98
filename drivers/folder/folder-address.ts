/** The address of a folder: an absolute path whose files stay, or a `file:` URL that says what happens to them. */
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '#shared/errors.ts';

export type FolderAddress = {
  path: string;
  /**
   * `keep`: an import; the files belong to somebody else and stay where they are.
   * `move`: a copier drops files here; what was taken goes to `taken/`, what cannot be read to `unreadable/`,
   * so that the next case does not meet the papers of this one.
   */
  afterScan: 'keep' | 'move';
  /** A job goes on until it is stopped, and takes every file that comes meanwhile. */
  watch: boolean;
};

/**
 * `/scans`, `file:///scans`, `file:///scans?after-scan=move`, `file:///scans?after-scan=move&watch=true`
 * @throws AppError `bad-input`
 */
export function parseFolderAddress(address: string): FolderAddress {
  if (!address.startsWith('file:')) return { path: checked(address), afterScan: 'keep', watch: false };
  if (!URL.canParse(address)) throw new AppError('bad-input', { field: 'address' });
  const url = new URL(address);
  const afterScan = url.searchParams.get('after-scan') ?? 'keep';
  if (afterScan !== 'keep' && afterScan !== 'move') throw new AppError('bad-input', { field: 'address' });
  // Files that stay would be met again and again.
  const watch = url.searchParams.get('watch') === 'true';
  if (watch && afterScan !== 'move') throw new AppError('bad-input', { field: 'address' });
  url.search = '';
  return { path: checked(pathOf(url)), afterScan, watch };
}

function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch (error) {
    throw new AppError('bad-input', { field: 'address' }, error);
  }
}

function checked(path: string): string {
  if (!isAbsolute(path) || path.includes('\0')) throw new AppError('bad-input', { field: 'address' });
  return path;
}
