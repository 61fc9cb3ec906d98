/** Signing in and out, lock-out, idle sign-out, first start and account administration, on a store in memory. */
import { beforeEach, expect, test } from 'vitest';
import type { Actor } from '#shared/case.ts';
import type { AccountRow, AuditEntry } from '../store/store.ts';
import { demoAccounts, firstAdmin } from './accounts.ts';
import type { AccountStore } from './accounts.ts';
import { createSessionService, lockMs } from './session.ts';
import type { SessionService } from './session.ts';

const admin: Actor = { account: 'admin', displayName: '系统管理员', role: 'admin' };
const clerk = demoAccounts[0]!;
const strong = 'Window-7-open';
let rows: Map<string, AccountRow>;
let audited: AuditEntry[];
let store: AccountStore;
let time: number;

beforeEach(() => {
  rows = new Map();
  audited = [];
  time = Date.parse('2030-01-01T08:00:00Z');
  const parts = {
    accounts: {
      get: async (account: string) => rows.get(account),
      list: async () => [...rows.values()],
      save: async (row: AccountRow) => void rows.set(row.account, row),
    },
    audit: {
      append: async (entry: AuditEntry) => void audited.push(entry),
      list: async () => [],
      verify: async () => ({ rows: audited.length, brokenAt: null }),
    },
  };
  store = { ...parts, transaction: (work) => work(parts as unknown as Parameters<typeof work>[0]) };
});

const start = (demo = true): Promise<SessionService> =>
  createSessionService({ store, demo, now: () => time, idleMs: 60_000, report: (_where, error) => expect.unreachable(String(error)) });
const actions = () => audited.map((entry) => entry.action);

test('the first start creates an administrator who must change the shipped password', async () => {
  const service = await start(false);
  const connection = service.open('admin');
  const view = await service.signIn(connection, firstAdmin.account, firstAdmin.password);
  expect(view).toMatchObject({ role: 'admin', mustChangePassword: true, firstRun: true, demo: false });
  expect(connection.mustChangePassword()).toBe(true);
  const after = await service.changePassword(connection, firstAdmin.password, strong);
  expect(after).toMatchObject({ mustChangePassword: false, firstRun: false });
  expect([...rows.keys()]).toEqual(['admin']);
  const later = await start(false);
  expect(later.current(later.open('admin')).firstRun).toBe(false);
}, 20_000);

test('demo accounts open in demo mode and are shut when the product runs for real', async () => {
  const demo = await start(true);
  const connection = demo.open('counter');
  expect(await demo.signIn(connection, clerk.account, clerk.password)).toMatchObject({ role: 'operator', displayName: clerk.displayName });
  const real = await start(false);
  await expect(real.signIn(real.open('counter'), clerk.account, clerk.password)).rejects.toMatchObject({
    code: 'session.bad-credentials',
  });
  const again = await start(true);
  expect((await again.signIn(again.open('counter'), clerk.account, clerk.password)).role).toBe('operator');
}, 20_000);

test('five wrong passwords lock the account for a while, and an unknown name says nothing else', async () => {
  const service = await start();
  const connection = service.open('counter');
  // In parallel, as a script would: the count must not be lost.
  const guesses = Array.from({ length: 5 }, () => service.signIn(connection, clerk.account, 'wrong-Pass-1'));
  for (const guess of await Promise.allSettled(guesses)) expect(guess).toMatchObject({ reason: { code: 'session.bad-credentials' } });
  await expect(service.signIn(connection, clerk.account, clerk.password)).rejects.toMatchObject({ code: 'session.locked-out' });
  expect((await service.accounts.list()).find((row) => row.account === clerk.account)?.locked).toBe(true);
  time += lockMs + 1;
  expect((await service.signIn(connection, clerk.account, clerk.password)).role).toBe('operator');
  await expect(service.signIn(connection, 'nobody', clerk.password)).rejects.toMatchObject({ code: 'session.bad-credentials' });
  expect(connection.role()).toBe('visitor');
  expect(actions().filter((action) => action === 'session.sign-in-failed')).toHaveLength(5);
  expect(JSON.stringify(audited)).not.toContain('nobody');
}, 20_000);

test('staff who walked away are signed out, and calls put that off', async () => {
  const service = await start();
  const connection = service.open('counter');
  await service.signIn(connection, clerk.account, clerk.password);
  time += 59_000;
  expect(connection.actor()?.account).toBe('clerk');
  connection.touch();
  time += 59_000;
  expect(connection.role()).toBe('operator');
  time += 2_000;
  expect(connection.role()).toBe('visitor');
  expect(connection.actor()).toBeNull();
  expect(service.current(connection).account).toBeNull();
  expect(actions().at(-1)).toBe('session.idle-sign-out');
});

test('a kiosk connection is an applicant and can become nobody else', async () => {
  const service = await start();
  const connection = service.open('kiosk');
  await expect(service.signIn(connection, clerk.account, clerk.password)).rejects.toMatchObject({ code: 'forbidden' });
  expect(connection.role()).toBe('applicant');
  expect(connection.actor()?.role).toBe('applicant');
  service.close(connection.id);
  expect(connection.role()).toBe('visitor');
});

test('closing a session signs out and leaves an audit row', async () => {
  const service = await start();
  const connection = service.open('counter');
  await service.signIn(connection, clerk.account, clerk.password);
  service.close(connection.id);
  expect(connection.role()).toBe('visitor');
  expect(() => service.current(connection)).toThrow('session.signed-out');
  expect(actions().slice(-2)).toEqual(['session.sign-in', 'session.sign-out']);
});

test('an administrator creates, resets and disables accounts, and never the last administrator', async () => {
  const service = await start();
  await expect(
    service.accounts.create(admin, { account: 'zhao', displayName: '赵', role: 'reviewer', password: 'short' }),
  ).rejects.toMatchObject({
    code: 'session.weak-password',
    details: { rule: 'length' },
  });
  await service.accounts.create(admin, { account: 'zhao', displayName: '赵', role: 'reviewer', password: strong });
  await expect(
    service.accounts.create(admin, { account: 'zhao', displayName: '赵', role: 'reviewer', password: strong }),
  ).rejects.toMatchObject({ code: 'conflict' });
  const connection = service.open('counter');
  await service.signIn(connection, 'zhao', strong);
  expect(connection.mustChangePassword()).toBe(true);
  await expect(service.accounts.resetPassword(admin, 'zhao', strong)).rejects.toMatchObject({ details: { rule: 'reused' } });
  await service.accounts.resetPassword(admin, 'zhao', 'Counter-8-shut');
  expect(connection.role()).toBe('visitor');
  await service.signIn(connection, 'zhao', 'Counter-8-shut');
  await service.accounts.setDisabled(admin, 'zhao', true);
  expect(connection.role()).toBe('visitor');
  await expect(service.signIn(connection, 'zhao', 'Counter-8-shut')).rejects.toMatchObject({ code: 'session.bad-credentials' });
  await expect(service.accounts.setDisabled(admin, 'admin', true)).rejects.toMatchObject({ code: 'conflict' });
  await expect(service.accounts.setDisabled(admin, 'nobody', true)).rejects.toMatchObject({ code: 'not-found' });
}, 20_000);
