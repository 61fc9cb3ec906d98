/** Submission and outbox with the real store and the real sandbox: nothing lost, nothing twice. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startSandbox } from '../../electron/connectors/sandbox/start-sandbox.ts';
import type { Sandbox } from '../../electron/connectors/sandbox/start-sandbox.ts';
import type { OutboxWorkerOptions } from '../../electron/services/submission/outbox-worker.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';
import type { OutboxState, Store } from '../../electron/store/store.ts';
import type { ConnectionSettings } from '../../electron/shared/connection/connection-settings.ts';
import { connectionTo, createPushServices, formValues, reviewer, storeReadyCase } from './outbox-fixture.ts';

let folder: string;
let sandbox: Sandbox;
let store: Store;
let connection: ConnectionSettings | null;
let services: ReturnType<typeof createPushServices>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outbox-'));
  sandbox = await startSandbox({ dataFolder: join(folder, 'sandbox'), faults: true });
  store = await createStore({ dataFolder: join(folder, 'data'), key: Buffer.alloc(32, 7) });
  connection = connectionTo(sandbox.url);
});
afterEach(async () => {
  await services.worker.close();
  await store.close();
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(change: Partial<OutboxWorkerOptions> = {}) {
  services = createPushServices(store, () => connection, change);
  await services.worker.start();
}

async function submitted(): Promise<string> {
  const caseId = await storeReadyCase(store);
  await services.submission.submit(caseId, reviewer);
  return caseId;
}

/** Waits for the state; fails at once when the row has come to rest in another one. */
async function rowReaches(caseId: string, state: OutboxState): Promise<void> {
  const atRest: OutboxState[] = ['delivered', 'rejected', 'parked'];
  const deadline = Date.now() + 15_000;
  for (;;) {
    const row = await store.outbox.forCase(caseId);
    if (row?.state === state) return;
    if (!row || atRest.includes(row.state) || Date.now() > deadline)
      expect.fail(`row is ${row?.state} (${row?.lastError?.code}) after ${row?.attempts} attempts, not ${state}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const actions = async () => (await store.audit.list()).map(({ action }) => action).reverse();
const submissions = () => sandbox.summary().map((one) => one.submissions);

test('a reviewed case arrives with its payload, its files and its receipt', async () => {
  await start();
  const caseId = await submitted();
  await rowReaches(caseId, 'delivered');
  const [held] = sandbox.summary();
  expect(held).toMatchObject({ state: 'received', submissions: 1 });
  expect(held!.attachments.map(({ fileName }) => fileName)).toEqual([
    '1-申请书-1.pdf',
    '2-经营场所使用证明-1.jpg',
    '2-经营场所使用证明-2.jpg',
  ]);
  expect(sandbox.payloadOf(held!.caseNumber)).toMatchObject({
    caseId,
    applicant: { type: 'naturalPerson', name: '覃样例', idType: '111', idNumber: '450103199003070012' },
    form: { operatorSex: '1', operatorBirthDate: '19900307', fundingAmount: 3.5 },
    materials: [
      { materialCode: 'M1', pages: 1 },
      { materialCode: 'M2', pages: 2 },
    ],
    review: { reviewer: '李核验' },
  });
  expect(sandbox.payloadOf(held!.caseNumber)).not.toHaveProperty('agent');
  expect(await store.cases.get(caseId)).toMatchObject({ state: 'received', caseNumber: held!.caseNumber });
  expect(await services.submission.receipt(caseId)).toMatchObject({
    caseNumber: held!.caseNumber,
    queryPassword: expect.stringMatching(/^\d{6}$/),
    applicantName: '覃样例',
    reviewer: '李核验',
    materials: [
      { name: '申请书', pages: 1, originals: 1, copies: 0 },
      { name: '经营场所使用证明', pages: 2, originals: 1, copies: 0 },
    ],
    missing: [],
  });
  expect(await actions()).toEqual(['case.submit', 'push.delivered']);
  expect(services.unexpected).toEqual([]);
});

test('the approval system is down: it backs off, then delivers by itself', async () => {
  await start();
  sandbox.faults.set({ route: 'token', kind: 'error-500', times: 2 });
  sandbox.faults.set({ route: 'register', kind: 'drop-before' });
  const caseId = await submitted();
  await rowReaches(caseId, 'delivered');
  expect(await store.outbox.forCase(caseId)).toMatchObject({ attempts: 4, lastError: null });
  expect(submissions()).toEqual([1]);
});

test('a lost answer ends as received, once', async () => {
  await start();
  sandbox.faults.set({ route: 'submission', kind: 'drop-after' });
  const caseId = await submitted();
  await rowReaches(caseId, 'delivered');
  expect(submissions()).toEqual([1]);
  const delivered = (await store.audit.list()).find(({ action }) => action === 'push.delivered');
  expect(delivered?.details).toMatchObject({ outcome: 'duplicate', attempts: 2 });
  expect(await store.cases.get(caseId)).toMatchObject({ state: 'received', approvalMessage: null });
});

test('exhausted pushes are parked, never dropped, and a retry delivers', async () => {
  await start();
  connection = connectionTo(sandbox.url, { clientSecret: 'wrong' });
  const caseId = await storeReadyCase(store);
  // Refused credentials wait for minutes; the clock of this worker runs ahead.
  await services.worker.close();
  let ahead = 0;
  await start({ steadyMs: () => (ahead += 10 * 60_000) });
  await services.submission.submit(caseId, reviewer);
  await rowReaches(caseId, 'parked');
  expect(await store.outbox.forCase(caseId)).toMatchObject({ attempts: 5, lastError: { code: 'client-refused' } });
  expect(await store.cases.get(caseId)).toMatchObject({ state: 'submit_failed' });
  await expect(services.submission.receipt(caseId)).rejects.toMatchObject({ code: 'conflict' });
  connection = connectionTo(sandbox.url);
  await services.submission.retry(caseId, reviewer);
  await rowReaches(caseId, 'delivered');
  expect(submissions()).toEqual([1]);
  expect(await actions()).toEqual(['case.submit', 'push.parked', 'case.retry', 'push.delivered']);
  await expect(services.submission.retry(caseId, reviewer)).rejects.toMatchObject({ code: 'conflict' });
});

test('nothing configured: the case waits and goes as soon as there is a system', async () => {
  await start({ backOff: { firstMs: 20, maxMs: 50, maxAttempts: 1000 } });
  connection = null;
  const caseId = await submitted();
  await vi.waitFor(async () => expect(await store.outbox.forCase(caseId)).toMatchObject({ lastError: { code: 'not-configured' } }), 5000);
  connection = connectionTo(sandbox.url);
  services.worker.wake();
  await rowReaches(caseId, 'delivered');
});

test('a rejection shows the words of the system, keeps the number, and the mended case goes to it', async () => {
  await start();
  sandbox.faults.set({ route: 'submission', kind: 'business-error' });
  const caseId = await submitted();
  await rowReaches(caseId, 'rejected');
  const refused = await store.cases.get(caseId);
  expect(refused).toMatchObject({ state: 'submit_failed', approvalMessage: '业务办理窗口已关闭', caseNumber: null });
  expect(JSON.stringify(await store.audit.list())).not.toContain('窗口');
  // A person mends a value and confirms again: a new submission, the same number, the same files.
  const form = { ...refused!.form, name: { ...refused!.form['name']!, value: '南宁市样例螺蛳粉店' } };
  await services.editor.edit(caseId, { actor: reviewer, action: 'test.mend' }, (current) => ({ ...current, state: 'ready', form }));
  await services.submission.submit(caseId, reviewer);
  await rowReaches(caseId, 'delivered');
  const [held, ...others] = sandbox.summary();
  expect(others).toEqual([]);
  expect(held!.attachments.map(({ uploads }) => uploads)).toEqual([1, 1, 1]);
  expect(sandbox.payloadOf(held!.caseNumber)).toMatchObject({ form: { name: '南宁市样例螺蛳粉店' } });
});

test('a change made after a lost, parked submission is not passed off as delivered', async () => {
  await start({ backOff: { firstMs: 5, maxMs: 5, maxAttempts: 1 } });
  sandbox.faults.set({ route: 'submission', kind: 'drop-after' });
  const caseId = await submitted();
  await rowReaches(caseId, 'parked');
  await services.editor.edit(caseId, { actor: reviewer, action: 'test.mend' }, (current) => ({ ...current, state: 'ready' }));
  await services.submission.submit(caseId, reviewer);
  await rowReaches(caseId, 'delivered');
  expect(submissions()).toEqual([1]);
  expect((await store.cases.get(caseId))?.approvalMessage).toContain('本次修改未送达');
});

test('补正 and back: refresh tells, the new submission goes to the same number', async () => {
  await start();
  const caseId = await submitted();
  await rowReaches(caseId, 'delivered');
  const { caseNumber } = sandbox.summary()[0]!;
  sandbox.decide(caseNumber, 'correction_required', '请补充租赁合同第二页');
  await services.submission.refresh(caseId, reviewer);
  expect(await store.cases.get(caseId)).toMatchObject({ state: 'correction_required', approvalMessage: '请补充租赁合同第二页' });
  await services.editor.edit(caseId, { actor: reviewer, action: 'test.mend' }, (current) => ({ ...current, state: 'ready' }));
  await services.submission.submit(caseId, reviewer);
  await rowReaches(caseId, 'delivered');
  expect(sandbox.summary()).toMatchObject([{ caseNumber, state: 'received', submissions: 2 }]);
  sandbox.decide(caseNumber, 'accepted', null);
  sandbox.decide(caseNumber, 'concluded', null);
  await services.submission.refresh(caseId, reviewer);
  expect(await store.cases.get(caseId)).toMatchObject({ state: 'concluded', caseNumber });
});

test('what is not reviewed, not complete or not valid never reaches the outbox', async () => {
  await start();
  const form = (change: Record<string, string>) =>
    Object.fromEntries(
      Object.entries({ ...formValues, ...change }).map(([key, value]) => [
        key,
        { value, source: 'staff' as const, documentId: null, fieldKey: null },
      ]),
    );
  const refusals = [
    [await storeReadyCase(store, { reviewer: null, reviewedAt: null }), 'case.reviewer-required'],
    [await storeReadyCase(store, { state: 'in_review' }), 'case.illegal-move'],
    [await storeReadyCase(store, { form: form({ operatorName: '' }) }), 'case.incomplete'],
    [await storeReadyCase(store, { form: form({ operatorSex: '?' }) }), 'mapping.payload-invalid'],
    [await storeReadyCase(store, { form: form({ operatorIdNumber: '4501031990' }) }), 'mapping.payload-invalid'],
  ] as const;
  for (const [caseId, code] of refusals) {
    const refusal = await services.submission.submit(caseId, reviewer).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code });
    expect(JSON.stringify(refusal)).not.toContain('4501031990');
    expect(await store.outbox.forCase(caseId)).toBeUndefined();
  }
  const twice = await submitted();
  await expect(services.submission.submit(twice, reviewer)).rejects.toMatchObject({ code: 'case.illegal-move' });
});

test('a page that is gone parks the case instead of sending less', async () => {
  await start();
  const caseId = await storeReadyCase(store);
  const [page] = await store.pages.list(caseId);
  await store.pages.remove(page!.id);
  await services.submission.submit(caseId, reviewer);
  await rowReaches(caseId, 'parked');
  expect(await store.outbox.forCase(caseId)).toMatchObject({ lastError: { code: 'attachments-failed', details: { code: 'not-found' } } });
  expect(sandbox.summary()).toEqual([]);
});

test('closing while a push is on its way gives the row back, and the next start delivers', async () => {
  await start();
  sandbox.faults.set({ route: 'submission', kind: 'slow', delayMs: 1000 });
  const caseId = await submitted();
  await rowReaches(caseId, 'sending');
  await services.worker.close();
  expect(await store.outbox.forCase(caseId)).toMatchObject({ state: 'pending', attempts: 0 });
  await start();
  await rowReaches(caseId, 'delivered');
  expect(submissions()).toEqual([1]);
});

test('many cases: each arrives once, side by side', async () => {
  await start();
  const caseIds = [];
  for (let index = 0; index < 6; index += 1) caseIds.push(await submitted());
  for (const caseId of caseIds) await rowReaches(caseId, 'delivered');
  expect(submissions()).toEqual([1, 1, 1, 1, 1, 1]);
  expect(new Set(sandbox.summary().map(({ caseNumber }) => caseNumber)).size).toBe(6);
});
