/** Waits until something new lies in a folder: by change events where the file system sends them, and by looking, because shares send none. */
import { setTimeout as wait } from 'node:timers/promises';
import { watch } from 'chokidar';

/** SMB and NFS send no change events; a directory read every two seconds costs a file server nothing. */
const LOOK_EVERY_MS = 2_000;

export class FolderChanges {
  readonly #watcher: ReturnType<typeof watch>;
  #changed = new AbortController();

  constructor(folder: string) {
    this.#watcher = watch(folder, { depth: 0, ignoreInitial: true });
    this.#watcher.on('add', () => this.#changed.abort());
    // A share that cannot be watched is looked at all the same.
    this.#watcher.on('error', () => undefined);
  }

  /** Resolves at the next change, after two seconds, or when the signal aborts. */
  async next(signal: AbortSignal): Promise<void> {
    await wait(LOOK_EVERY_MS, undefined, { signal: AbortSignal.any([signal, this.#changed.signal]) }).catch(() => undefined);
    this.#changed = new AbortController();
  }

  close(): Promise<void> {
    return this.#watcher.close();
  }
}
