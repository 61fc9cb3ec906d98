/** The outbox when the date of the computer is wrong, set, and mended: no case waits for a date, and a person can always send it now. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PushOutcome } from '../../electron/connectors/connector.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';
import type { OutboxRow, Store } from '../../electron/store/store.ts';
import { exampleKey, temporaryFolder } from '../fixtures/store/examples.ts';
import { connectionTo, createPushServices, reviewer, storeReadyCase } from './outbox-fixture.ts';

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
const down: PushOutcome = { kind: 'retry', afterMs: null, reason: { code: 'network-unreachable' } };

let store: Store;
let services: ReturnType<typeof createPushServices>;
let pushes: number;
let outcome: PushOutcome;
/** `wallMs` is what the date says, `steadyMs` what has truly passed. */
let clock: { wallMs: number; steadyMs: number };

beforeEach(async () => {
  store = await createStore({ dataFolder: temporaryFolder(), key: exampleKey, foldersAhead: false });
  [pushes, outcome] = [0, down];
  clock = { wallMs: Date.parse('2026-03-02T01:00:00.000Z'), steadyMs: 0 };
});
afterEach(async () => {
  await services.worker.close();
  await store.close();
});

async function start(from: Store = store) {
  services = createPushServices(from, () => connectionTo('http://127.0.0.1:9'), {
    now: () => new Date(clock.wallMs),
    steadyMs: () => clock.steadyMs,
    random: () => 1,
    backOff: { firstMs: 10 * minuteMs, maxMs: hourMs, maxAttempts: 12 },
    wrap: (connector) => ({ ...connector, push: () => (pushes++, Promise.resolve(outcome)) }),
  });
  await services.worker.start();
}

/** A case that was tried once in vain and waits for ten minutes. */
async function waitingCase(): Promise<string> {
  const caseId = await storeReadyCase(store);
  await services.submission.submit(caseId, reviewer);
  await tried(caseId, 1);
  return caseId;
}

const rowOf = async (caseId: string): Promise<OutboxRow> => (await store.outbox.forCase(caseId))!;

async function tried(caseId: string, times: number): Promise<void> {
  await vi.waitFor(async () => expect([pushes, (await rowOf(caseId)).state]).toEqual([times, 'pending']), 10_000);
}

/** `ms` truly pass, and the worker looks; as many looks as it takes to see that it does not push. */
async function pass(ms: number): Promise<void> {
  clock.wallMs += ms;
  clock.steadyMs += ms;
  for (let look = 0; look < 3; look++) {
    services.worker.wake();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('a clock thirty days ahead is mended: the case goes after its wait, not in thirty days', async () => {
  await start();
  clock.wallMs += 30 * dayMs;
  const caseId = await waitingCase();
  clock.wallMs -= 30 * dayMs;
  await pass(9 * minuteMs);
  expect(pushes).toBe(1);
  await pass(minuteMs);
  await tried(caseId, 2);
});

test('the time that is shown is put right after the date was', async () => {
  await start();
  clock.wallMs += 30 * dayMs;
  const caseId = await waitingCase();
  clock.wallMs -= 30 * dayMs;
  await pass(2 * minuteMs);
  await vi.waitFor(async () => expect((await rowOf(caseId)).nextAttemptAt).toBe('2026-03-02T01:10:00.000Z'));
  await pass(8 * minuteMs);
  await tried(caseId, 2);
});

test('a program that starts after the date was mended sends at once', async () => {
  await start();
  clock.wallMs += 30 * dayMs;
  const caseId = await waitingCase();
  await services.worker.close();
  clock = { wallMs: clock.wallMs - 30 * dayMs, steadyMs: 5 };
  await start();
  await tried(caseId, 2);
});

test('a date set to and fro a hundred times neither hurries nor holds up a case', async () => {
  await start();
  const caseId = await waitingCase();
  for (let jump = 0; jump < 100; jump++) {
    clock.wallMs += (jump % 2 === 0 ? 1 : -1) * (jump + 1) * hourMs;
    services.worker.wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await pass(9 * minuteMs);
  expect(pushes).toBe(1);
  await pass(minuteMs);
  await tried(caseId, 2);
});

test('a person sends a waiting case now: it is tried, that is audited, and its next waits are short again', async () => {
  await start();
  const caseId = await waitingCase();
  await pass(10 * minuteMs);
  await tried(caseId, 2);
  expect(await services.submission.retry(caseId, reviewer)).toBe('woken');
  await tried(caseId, 3);
  const row = await rowOf(caseId);
  expect(row).toMatchObject({ attempts: 2, lastError: { code: 'network-unreachable' } });
  expect((await store.cases.get(caseId))?.state).toBe('submitting');
  expect((await store.audit.list()).filter(({ action }) => action === 'case.retry')).toMatchObject([{ subject: caseId, actor: reviewer }]);
});

test('asking for a case that is being sent changes nothing', async () => {
  await start();
  const caseId = await waitingCase();
  await services.worker.close();
  await store.outbox.save({ ...(await rowOf(caseId)), state: 'sending' });
  expect(await services.submission.retry(caseId, reviewer)).toBe('on-its-way');
  expect((await rowOf(caseId)).state).toBe('sending');
});

test('a mended connection sends what waits', async () => {
  await start();
  outcome = { kind: 'unauthorised', reason: { code: 'client-refused' } };
  const caseId = await waitingCase();
  services.worker.tryAll();
  await tried(caseId, 2);
});

test('an outcome that a full disk could not keep is not left in "sending" for ever', async () => {
  let isFull = true;
  const outbox: Store['outbox'] = {
    ...store.outbox,
    save: (row) => (isFull && row.state !== 'sending' ? Promise.reject(new Error('full')) : store.outbox.save(row)),
  };
  await start({ ...store, outbox });
  const caseId = await storeReadyCase(store);
  await services.submission.submit(caseId, reviewer);
  await vi.waitFor(() => expect(services.unexpected).toHaveLength(1), 10_000);
  expect((await rowOf(caseId)).state).toBe('sending');
  isFull = false;
  await pass(29_000);
  expect(pushes).toBe(1);
  await pass(1_000);
  await tried(caseId, 2);
});
