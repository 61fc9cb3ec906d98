/** Notices that the database was deleted, replaced or cut while it is open: SQLite itself would go on writing into nothing. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import { databasePath } from './database.ts';
import type { RawDatabase } from './database.ts';
import { systemCode } from './store-error.ts';

const lookEveryMs = 2_000;

export type DatabaseWatch = {
  /** @throws AppError `store.vanished` */
  require(): void;
  trouble(): AppError | null;
  close(): void;
};

type Seen = { inode: bigint; bytes: bigint };

/** By `stat` alone: opening and closing the file would end the lock that this process holds on it. */
export function watchDatabase(dataFolder: string, raw: RawDatabase): DatabaseWatch {
  const first = look(dataFolder);
  let largest = typeof first === 'string' ? 0n : first.bytes;
  let trouble: AppError | null = null;

  function check(): void {
    if (trouble) return;
    const now = look(dataFolder);
    const what = typeof now === 'string' ? now : judge(now);
    if (what === null) return;
    trouble = new AppError('store.vanished', { what, rescueFile: saveWhatIsHeld(dataFolder, raw) });
  }

  function judge({ inode, bytes }: Seen): string | null {
    if (typeof first !== 'string' && inode !== first.inode) return 'replaced';
    // The file only grows: nothing here shrinks it.
    if (bytes < largest) return 'cut';
    largest = bytes;
    return null;
  }

  const timer = setInterval(check, lookEveryMs).unref();
  return {
    require() {
      // One look costs microseconds, and a page taken into nothing costs the page.
      check();
      if (trouble) throw trouble;
    },
    trouble: () => (check(), trouble),
    close: () => clearInterval(timer),
  };
}

function look(dataFolder: string): Seen | 'deleted' | 'unreadable' {
  try {
    const { ino, size } = statSync(databasePath(dataFolder), { bigint: true });
    return { inode: ino, bytes: size };
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? 'deleted' : 'unreadable';
  }
}

/** The open handle still reads the deleted file. @returns the file's path; a dash when nothing could be saved */
function saveWhatIsHeld(dataFolder: string, raw: RawDatabase): string {
  const file = path.join(dataFolder, `intake-rescued-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.db`);
  try {
    raw.prepare('vacuum into ?').run(file);
    return file;
  } catch {
    return '—';
  }
}
