/** Cases that wait while the date is set, wrong and mended, the computer sleeps and the program starts anew: none waits longer than it was told to. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { usualBackOff, waitBeforeNext } from '../../electron/services/submission/push-back-off.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';
import type { OutboxRow, Store } from '../../electron/store/store.ts';
import { connectionTo, createPushServices, item } from '../integration/outbox-fixture.ts';
import { createRandom } from '../integration/store/random.ts';
import { measureAudit } from './audit-figures.ts';
import { atLeast, atMost } from './bars.ts';
import type { FaultSection } from './soak-faults.ts';

const [secondMs, minuteMs, hourMs, dayMs] = [1_000, 60_000, 3_600_000, 86_400_000];
const backOff = { ...usualBackOff, maxAttempts: Number.POSITIVE_INFINITY };
/** The longest wait that the back-off gives after so many attempts; the jitter of these runs is at its most. */
const toldMs = (attempts: number) => waitBeforeNext(attempts, null, 1, backOff);

type Figures = { histories: number; attempts: number; overdue: number; hurried: number; longestWaitMinutes: number };
type Tally = Omit<Figures, 'histories'>;

/** `trueMs` is what really passed; the program sees only the other two. */
type Clock = { trueMs: number; wallMs: number; steadyMs: number };

export const faultClock: FaultSection = async ({ quick }) => {
  const folder = mkdtempSync(join(tmpdir(), 'soak-clock-'));
  try {
    const clock = await runHistories(join(folder, 'outbox'), quick ? 25 : 300);
    const audit = await measureAudit(join(folder, 'audit'), quick ? 10_000 : 300_000);
    const bars = [
      atMost('cases that waited longer than the longest back-off', clock.overdue, 0),
      atMost('cases tried before their time, without a start or a person', clock.hurried, 0),
      atMost('longest turn of the host while the audit log is verified, ms of its own work', audit.whole.turnMs, 20),
      atMost('longest turn of the host at a look of the status page, ms of its own work', audit.look.turnMs, 20),
    ];
    return { bars: quick ? bars : [...bars, atLeast('clock histories', clock.histories, 200)], figures: { clock, audit } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

async function runHistories(dataFolder: string, histories: number): Promise<Figures> {
  const store = await createStore({ dataFolder, key: Buffer.alloc(32, 7), foldersAhead: false });
  const tally: Tally = { attempts: 0, overdue: 0, hurried: 0, longestWaitMinutes: 0 };
  try {
    for (let seed = 1; seed <= histories; seed++) await runHistory(store, createRandom(seed), tally);
    return { histories, ...tally, longestWaitMinutes: Math.round(tally.longestWaitMinutes) };
  } finally {
    await store.close();
  }
}

async function runHistory(store: Store, random: () => number, tally: Tally): Promise<void> {
  const clock: Clock = { trueMs: 0, wallMs: Date.parse('2026-03-02T01:00:00.000Z') + signed(random) * 400 * dayMs, steadyMs: hourMs };
  const row = await insertRow(store, new Date(clock.wallMs).toISOString());
  const run = createRun(store, row.id, clock, tally);
  await run.start();
  for (let step = 0; step < 24; step++) await happen(run, clock, random);
  await run.stop();
  await store.outbox.save({ ...(await store.outbox.get(row.id))!, state: 'delivered' });
}

type Run = ReturnType<typeof createRun>;

/** One thing that happens to a computer at a window; afterwards the worker has looked. */
async function happen(run: Run, clock: Clock, random: () => number): Promise<void> {
  const set = () => void (clock.wallMs += signed(random) * (random() < 0.5 ? 40 * dayMs : 90 * minuteMs));
  const chance = random();
  if (chance < 0.5) pass(clock, secondMs + random() * (random() < 0.3 ? hourMs : 5 * minuteMs));
  else if (chance < 0.75) set();
  // It sleeps: the program sees nothing of it but the clocks.
  else if (chance < 0.82) pass(clock, random() * 3 * dayMs);
  else {
    await run.stop();
    pass(clock, random() * hourMs);
    if (random() < 0.6) set();
    // The computer was started anew, not only the program.
    if (random() < 0.5) clock.steadyMs = random() * minuteMs;
    await run.start();
  }
  await run.look();
}

function pass(clock: Clock, ms: number): void {
  for (const name of ['trueMs', 'wallMs', 'steadyMs'] as const) clock[name] += ms;
}

const signed = (random: () => number): number => random() * 2 - 1;

/** The real worker on the real store, started and stopped at will, and the judge beside it, who knows the true time. */
function createRun(store: Store, rowId: string, clock: Clock, tally: Tally) {
  let looks = 0;
  let [attempts, triedAtMs, startedSince] = [0, clock.trueMs, true];
  let worker: ReturnType<typeof createPushServices>['worker'] | undefined;
  const undelivered = () => (looks++, store.outbox.undelivered());
  const watched: Store = { ...store, outbox: { ...store.outbox, undelivered } };

  function tried(): void {
    const waitedMs = clock.trueMs - triedAtMs;
    if (attempts > 0 && !startedSince && waitedMs < toldMs(attempts)) tally.hurried++;
    [attempts, triedAtMs, startedSince] = [attempts + 1, clock.trueMs, false];
    tally.attempts++;
  }

  async function quiet(): Promise<OutboxRow> {
    for (let still = 0, seen = looks; ; still++) {
      await nextTurn();
      if (looks !== seen) [still, seen] = [0, looks];
      const row = still >= 4 ? await store.outbox.get(rowId) : undefined;
      if (row?.state === 'pending') return row;
    }
  }

  async function look(): Promise<void> {
    const before = looks;
    worker?.wake();
    while (looks === before) await nextTurn();
    await quiet();
    const waitedMs = clock.trueMs - triedAtMs;
    tally.longestWaitMinutes = Math.max(tally.longestWaitMinutes, waitedMs / minuteMs);
    if (attempts === 0 || waitedMs >= toldMs(attempts)) tally.overdue++;
  }

  return {
    look,
    async start(): Promise<void> {
      startedSince = true;
      worker = createPushServices(watched, () => connectionTo('http://127.0.0.1:9'), {
        now: () => new Date(clock.wallMs),
        steadyMs: () => clock.steadyMs,
        random: () => 1,
        backOff,
        wrap: (connector) => ({
          ...connector,
          push: () => (
            tried(),
            Promise.resolve({ kind: 'retry' as const, afterMs: null, reason: { code: 'network-unreachable' as const } })
          ),
        }),
      }).worker;
      await worker.start();
      await look();
    },
    stop: async () => worker?.close(),
  };
}

async function insertRow(store: Store, at: string): Promise<OutboxRow> {
  const row: OutboxRow = {
    id: randomUUID(),
    caseId: randomUUID(),
    idempotencyKey: randomUUID(),
    state: 'pending',
    mappingVersion: 1,
    payload: { item: { taskCode: item.code } },
    attachments: [],
    caseNumber: null,
    queryPassword: null,
    uploaded: {},
    attempts: 0,
    nextAttemptAt: at,
    lastError: null,
    createdAt: at,
  };
  await store.outbox.insert(row);
  return row;
}
