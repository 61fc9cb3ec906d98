/** Writes the anchor after what was committed: at once, but not more often than a disk bears, and at the end. */
import { setTimeout as wait } from 'node:timers/promises';
import { writeAnchor } from './anchor.ts';
import type { Anchor, FoundAnchor } from './anchor.ts';
import { logPath } from './database.ts';
import type { RawDatabase } from './database.ts';
import { readLogSalt } from './log-file.ts';
import { countUp, headOf } from './store-head.ts';

/** Rows committed within this time and lost with the log in one blow are not missed. */
const gapMs = 250;
/** How long a transaction of the program may hold up a look at the database. */
const retryMs = 5;

export type AnchorKeeper = {
  /** Something was committed; `counted` when its transaction has counted the serial up itself. */
  changed(counted: boolean): void;
  /** Stops, and with `last` writes what is left first. */
  close(last: boolean): Promise<void>;
};

type Options = { dataFolder: string; key: Buffer; raw: RawDatabase; found: FoundAnchor };

/** The first anchor is durable when the promise resolves. A failed write is made up for by the next. */
export async function keepAnchor(options: Options): Promise<AnchorKeeper> {
  const write = createWriter(options);
  const { raw } = options;
  let [dirty, uncounted, closed] = [false, false, false];
  let running: Promise<void> | undefined;
  const ending = new AbortController();

  async function run(): Promise<void> {
    while (dirty) {
      // In the middle of a transaction the database shows rows that may not stay.
      while (raw.inTransaction) await wait(retryMs);
      if (uncounted) countUp(raw);
      [dirty, uncounted] = [false, false];
      await write();
      await wait(gapMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  }
  const start = () => {
    running ??= run()
      // A full or failing disk shows itself where pages are stored; the database may always be ahead of its anchor.
      .catch(() => undefined)
      .finally(() => (running = undefined));
  };
  await write().catch(() => undefined);
  return {
    changed(counted) {
      dirty = true;
      uncounted ||= !counted;
      if (!closed) start();
    },
    async close(last) {
      closed = true;
      dirty &&= last;
      ending.abort();
      if (dirty) start();
      await running;
    },
  };
}

function createWriter({ dataFolder, key, raw, found }: Options): () => Promise<void> {
  let last: Anchor | undefined = found.kind === 'valid' ? found.anchor : undefined;
  let slot = found.kind === 'valid' ? 1 - found.slot : 0;
  return async () => {
    const head = headOf(raw);
    if (!head) return;
    const logSalt = readLogSalt(logPath(dataFolder));
    const { anchored, ...figures } = head;
    // A log that is new since the last anchor began when all that the anchor speaks of was in the database file.
    const logBase = last && last.logSalt === logSalt ? last.logBase : (last?.serial ?? -1);
    const anchor = { ...figures, logSalt, logBase, pagesLost: last?.pagesLost ?? false, at: new Date().toISOString() };
    await writeAnchor(dataFolder, key, slot, anchor);
    last = anchor;
    slot = 1 - slot;
    while (raw.inTransaction) await wait(retryMs);
    if (!anchored) raw.exec('update store_state set anchored = 1');
  };
}
