/** How long an audit log of years holds up the host while it is verified: the event loop's longest pause, at start and at a look of the status page. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createAuditCheck } from '../../electron/services/safety/audit-check.ts';
import { hashOf } from '../../electron/store/audit.ts';
import { openDatabase } from '../../electron/store/database.ts';
import { deriveKeys } from '../../electron/store/keys.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';

/** `pauseMs` as the clock saw it, which other programs make longer; `turnMs`: the most this thread itself computed in one turn. */
type Pause = { ms: number; pauseMs: number; turnMs: number };
export type AuditFigures = { rows: number; whole: Pause; look: Pause };

/** @param dataFolder empty; @returns what was measured of a log of `rows` rows */
export async function measureAudit(dataFolder: string, rows: number): Promise<AuditFigures> {
  const key = Buffer.alloc(32, 7);
  await (await createStore({ dataFolder, key, foldersAhead: false })).close();
  fillAudit(dataFolder, key, rows);
  const store = await createStore({ dataFolder, key, foldersAhead: false });
  try {
    const onUnexpected = (error: unknown): never => {
      throw error;
    };
    const check = createAuditCheck({ audit: store.audit, now: () => new Date(), onUnexpected });
    const whole = await longestPause(() => check.checkAll());
    const look = await longestPause(async () => {
      const state = await check.state();
      if (state.rows !== rows || state.brokenAt !== null) throw new Error(`the log is not whole: ${JSON.stringify(state)}`);
    });
    return { rows, whole, look };
  } finally {
    await store.close();
  }
}

/** One row after the other would take minutes; the chain is the same. */
function fillAudit(dataFolder: string, key: Uint8Array, rows: number): void {
  const raw = openDatabase(dataFolder, deriveKeys(key).database);
  const insert = raw.prepare('insert into audit values (?, ?, ?, ?, ?, ?, ?, ?)');
  const fill = raw.transaction(() => {
    let previous = '';
    for (let sequence = 1; sequence <= rows; sequence++) {
      const row = {
        sequence,
        at: '2026-03-02T01:00:00.000Z',
        actor: '{"account":"window3","displayName":"窗口三","role":"operator"}',
        action: 'case.save',
        subject: `case-${sequence}`,
        details: `{"number":${sequence}}`,
        previous_hash: previous,
      };
      previous = hashOf(row);
      insert.run(sequence, row.at, row.actor, row.action, row.subject, row.details, row.previous_hash, previous);
    }
  });
  fill();
  raw.close();
}

async function longestPause(work: () => Promise<void>): Promise<Pause> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // The monitor counts from its second look on.
  await new Promise((resolve) => setTimeout(resolve, 20));
  const turns = watchTurns();
  const startedAt = performance.now();
  await work();
  const ms = Math.round(performance.now() - startedAt);
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  return { ms, pauseMs: Math.round(delay.max / 1e5) / 10, turnMs: turns.stop() };
}

function watchTurns(): { stop: () => number } {
  const spent = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [longest, before, running] = [0, spent(), true];
  const look = () => {
    const now = spent();
    longest = Math.max(longest, now - before);
    before = now;
    if (running) setImmediate(look);
  };
  setImmediate(look);
  return {
    stop() {
      running = false;
      return Math.round(longest * 10) / 10;
    },
  };
}
