/** The outbox: what is due, what is recovered, what cannot be there twice. */
import { expect, test } from 'vitest';
import { exampleOutboxRow, temporaryStore } from '../../tests/fixtures/store/examples.ts';

test('a row comes back as stored and can be replaced', async () => {
  const { store } = await temporaryStore();
  const row = exampleOutboxRow();
  await store.outbox.insert(row);
  expect(await store.outbox.get(row.id)).toEqual(row);
  const tried = { ...row, state: 'parked' as const, attempts: 3, uploaded: { abc: 'remote-1' }, caseNumber: 'N1', lastError: 'timeout' };
  await store.outbox.save(tried);
  expect(await store.outbox.forCase(row.caseId)).toEqual(tried);
  await expect(store.outbox.save(exampleOutboxRow())).rejects.toMatchObject({ code: 'not-found' });
});

test('one idempotency key is stored once', async () => {
  const { store } = await temporaryStore();
  const row = exampleOutboxRow();
  await store.outbox.insert(row);
  const twin = exampleOutboxRow({ idempotencyKey: row.idempotencyKey });
  await expect(store.outbox.insert(twin)).rejects.toMatchObject({ code: 'conflict' });
});

test('due rows are the pending ones whose time has come, oldest first', async () => {
  const { store } = await temporaryStore();
  const at = (nextAttemptAt: string, state: 'pending' | 'sending' | 'parked' = 'pending') => exampleOutboxRow({ nextAttemptAt, state });
  const [late, early, later] = [at('2026-03-02T02:30:00.000Z'), at('2026-03-02T02:00:00.000Z'), at('2026-03-02T09:00:00.000Z')];
  const rows = [late, early, later, at('2026-03-02T01:00:00.000Z', 'parked'), at('2026-03-02T01:00:00.000Z', 'sending')];
  for (const row of rows) await store.outbox.insert(row);
  expect(await store.outbox.due('2026-03-02T02:30:00.000Z')).toEqual([late, early]);
  expect(await store.outbox.nextDueAt()).toBe(early.nextAttemptAt);
  expect((await store.outbox.list(['parked', 'sending'])).map(({ state }) => state)).toEqual(['parked', 'sending']);
});

test('rows left in sending become pending again, others stay', async () => {
  const { store } = await temporaryStore();
  const sending = exampleOutboxRow({ state: 'sending' });
  const delivered = exampleOutboxRow({ state: 'delivered' });
  for (const row of [sending, delivered]) await store.outbox.insert(row);
  expect(await store.outbox.recover()).toBe(1);
  expect(await store.outbox.recover()).toBe(0);
  expect((await store.outbox.get(sending.id))?.state).toBe('pending');
  expect((await store.outbox.get(delivered.id))?.state).toBe('delivered');
  await store.outbox.save({ ...sending, state: 'delivered' });
  expect(await store.outbox.nextDueAt()).toBeUndefined();
});

test('the newest row of a case is the one in force', async () => {
  const { store } = await temporaryStore();
  const first = exampleOutboxRow({ state: 'rejected' });
  const second = exampleOutboxRow({ caseId: first.caseId });
  for (const row of [first, second]) await store.outbox.insert(row);
  expect((await store.outbox.forCase(first.caseId))?.id).toBe(second.id);
});
