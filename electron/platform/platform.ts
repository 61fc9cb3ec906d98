/** What differs between Electron and plain Node, behind one interface. */
import type { StartChild } from '#shared/child-process.ts';

export type Platform = {
  readonly kind: 'electron' | 'node';
  /** Absolute; database, pages, spool and logs live under it, the data key does not. */
  readonly dataFolder: string;
  /** Absolute; small files of the installation that are no case data. */
  readonly configFolder: string;
  /**
   * The 32-byte data key, made on the first run.
   * @throws AppError `store.key-missing` when there is data but no key, `store.key-storage-insecure`
   */
  loadKey(): Promise<Buffer>;
  /** Where the key is kept, in words for the administrator; complete after `loadKey`. */
  readonly keyStorage: string;
  readonly startChild: StartChild;
  /** Ends the program. */
  quit(exitCode?: number): void;
};

export type Environment = Readonly<Record<string, string | undefined>>;
