/** The outbox: what is due, what is recovered, what cannot be there twice. */
import { expect, test } from 'vitest';
import { exampleOutboxRow, temporaryStore } from '../../tests/fixtures/store/examples.ts';
import type { OutboxState } from './store.ts';

test('a row comes back as stored and can be replaced', async () => {
  const { store } = await temporaryStore();
  const row = exampleOutboxRow();
  await store.outbox.insert(row);
  expect(await store.outbox.get(row.id)).toEqual(row);
  const tried = {
    ...row,
    state: 'parked' as const,
    attempts: 3,
    uploaded: { abc: 'remote-1' },
    caseNumber: 'N1',
    lastError: { code: 'no-answer-in-time' as const },
  };
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

test('undelivered rows come oldest first, whatever time they show, and without their content', async () => {
  const { store } = await temporaryStore();
  const at = (nextAttemptAt: string, state: OutboxState = 'pending') => exampleOutboxRow({ nextAttemptAt, state });
  const [late, parked, early, sending] = [
    at('2126-03-02T02:30:00.000Z'),
    at('2026-03-02T01:00:00.000Z', 'parked'),
    at('2026-03-02T02:00:00.000Z'),
    at('2026-03-02T01:00:00.000Z', 'sending'),
  ];
  for (const row of [late, parked, early, sending]) await store.outbox.insert(row);
  const found = await store.outbox.undelivered();
  expect(found.map(({ id }) => id)).toEqual([late.id, early.id, sending.id]);
  expect(found[0]).not.toHaveProperty('payload');
  expect((await store.outbox.list(['parked', 'sending'])).map(({ state }) => state)).toEqual(['parked', 'sending']);
  expect((await store.outbox.newest(['pending', 'parked'], 2)).map(({ id }) => id)).toEqual([early.id, parked.id]);
});

test('another time is shown only on a row that nobody has changed since', async () => {
  const { store } = await temporaryStore();
  const row = exampleOutboxRow({ attempts: 2 });
  await store.outbox.insert(row);
  const [seen] = await store.outbox.undelivered();
  expect(await store.outbox.redate(seen!, '2026-03-02T03:00:00.000Z')).toBe(true);
  expect(await store.outbox.get(row.id)).toEqual({ ...row, nextAttemptAt: '2026-03-02T03:00:00.000Z' });
  expect(await store.outbox.redate(seen!, '2026-03-02T04:00:00.000Z')).toBe(false);
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
});

test('the newest row of a case is the one in force', async () => {
  const { store } = await temporaryStore();
  const first = exampleOutboxRow({ state: 'rejected' });
  const second = exampleOutboxRow({ caseId: first.caseId });
  for (const row of [first, second]) await store.outbox.insert(row);
  expect((await store.outbox.forCase(first.caseId))?.id).toBe(second.id);
});
