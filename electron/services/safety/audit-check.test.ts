/** The audit log stays verified: all of it at start and on demand, only new rows when somebody looks. */
import { expect, test } from 'vitest';
import { operator, temporaryStore } from '../../../tests/fixtures/store/examples.ts';
import type { AuditRepository, VerifyOptions } from '../../store/store.ts';
import { createAuditCheck } from './audit-check.ts';

const now = () => new Date('2026-03-02T01:00:00.000Z');
const failed = (error: unknown): void => expect.fail(String(error));

/** A real log whose verifications are counted; `wait` holds them up. */
async function countedLog(rows: number) {
  const { store } = await temporaryStore();
  const entry = { actor: operator, action: 'test', subject: 'case' };
  const add = () => store.audit.append(entry);
  await store.transaction(async ({ audit }) => {
    for (let row = 0; row < rows; row++) await audit.append(entry);
  });
  const calls: VerifyOptions[] = [];
  const gate = { wait: Promise.resolve() };
  const audit: Pick<AuditRepository, 'verify'> = {
    async verify(options = {}) {
      calls.push(options);
      await gate.wait;
      return store.audit.verify(options);
    },
  };
  return { check: createAuditCheck({ audit, now, onUnexpected: failed }), calls, add, gate };
}

test('a look verifies what is new, from where the last one ended', async () => {
  const { check, calls, add } = await countedLog(3);
  await check.checkAll();
  expect(await check.state()).toEqual({ rows: 3, brokenAt: null, checking: false, checkedAt: '2026-03-02T01:00:00.000Z' });
  await add();
  expect(await check.state()).toMatchObject({ rows: 4, brokenAt: null });
  expect(calls.map(({ from }) => from?.rows)).toEqual([undefined, 3, 3]);
});

test('while all of it is verified a look waits for nothing, and nobody starts a second check', async () => {
  const { check, calls, gate } = await countedLog(2);
  const { promise, resolve } = Promise.withResolvers<void>();
  gate.wait = promise;
  check.start();
  expect(await check.state()).toEqual({ rows: 0, brokenAt: null, checking: true, checkedAt: null });
  const asked = check.checkAll();
  resolve();
  await asked;
  expect(calls).toHaveLength(1);
  expect(await check.state()).toMatchObject({ rows: 2, checking: false });
  await check.close();
});

test('a check that is asked for while a look is under way still begins at the first row', async () => {
  const { check, calls } = await countedLog(2);
  await check.checkAll();
  const looked = check.state();
  await Promise.all([looked, check.checkAll()]);
  expect(calls.map(({ from }) => from?.rows)).toEqual([undefined, 2, undefined]);
});

test('a break stays told until a check of all rows finds none', async () => {
  const answers = [2, null, null];
  const audit = { verify: () => Promise.resolve({ rows: 1, brokenAt: answers.shift() ?? null }) };
  const check = createAuditCheck({ audit, now, onUnexpected: failed });
  await check.checkAll();
  expect((await check.state()).brokenAt).toBe(2);
  await check.checkAll();
  expect((await check.state()).brokenAt).toBeNull();
});

test('a host that closes does not wait for the rest of the log', async () => {
  const { check } = await countedLog(600);
  check.start();
  await check.close();
  expect((await check.state()).checkedAt).toBeNull();
});
