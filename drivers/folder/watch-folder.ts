/** Watches a folder and hands over each new file once it is completely written. */
import { basename, dirname, resolve } from 'node:path';
import { watch } from 'chokidar';
import { isAppError } from '#shared/errors.ts';
import { moveToSubfolder } from './move-file.ts';
import { isPageFileName, naturalOrder, SETTLE_MS } from './page-files.ts';

export type WatchOptions = {
  signal: AbortSignal;
  /** Without change for this long counts as written. */
  settleMs?: number;
  /** SMB and NFS shares send no change events; asking costs a directory read per interval. */
  polling?: boolean;
  /** A failure of the folder itself, or of `onFile` for a reason other than the file. The file stays. */
  onError?: (error: unknown) => void;
};

/** How often a settling file is looked at. */
const SETTLE_CHECK_MS = 100;
/** Files that settle within this time of one another are handed over in the order of their names. */
const GATHER_MS = 300;

/**
 * Hands over files one after another until the signal aborts; files that are already there come first.
 * After `onFile` the file moves to `taken/`; when it throws a `file.*` AppError, to `unreadable/`.
 */
export async function watchFolder(folder: string, onFile: (path: string) => Promise<void>, options: WatchOptions): Promise<void> {
  const { signal, settleMs = SETTLE_MS, onError = () => undefined } = options;
  const waiting = new Set<string>();
  let work = Promise.resolve();
  const handleWaiting = async (): Promise<void> => {
    const names = [...waiting].sort(naturalOrder);
    waiting.clear();
    for (const name of names) {
      if (signal.aborted) return;
      await takeFile(folder, name, onFile).catch(onError);
    }
  };
  let gathering: NodeJS.Timeout | undefined;
  const watcher = watch(folder, {
    depth: 0,
    usePolling: options.polling ?? false,
    awaitWriteFinish: { stabilityThreshold: settleMs, pollInterval: SETTLE_CHECK_MS },
  });
  watcher.on('add', (path) => {
    if (resolve(dirname(path)) !== resolve(folder) || !isPageFileName(basename(path))) return;
    waiting.add(basename(path));
    clearTimeout(gathering);
    gathering = setTimeout(() => {
      work = work.then(handleWaiting);
    }, GATHER_MS);
  });
  watcher.on('error', onError);
  await new Promise<void>((done) => {
    if (signal.aborted) done();
    signal.addEventListener('abort', () => done(), { once: true });
  });
  clearTimeout(gathering);
  await watcher.close();
  await work;
}

async function takeFile(folder: string, name: string, onFile: (path: string) => Promise<void>): Promise<void> {
  try {
    await onFile(resolve(folder, name));
  } catch (error) {
    if (!isAppError(error) || !error.code.startsWith('file.')) throw error;
    await moveToSubfolder(folder, name, 'unreadable');
    return;
  }
  await moveToSubfolder(folder, name, 'taken');
}
