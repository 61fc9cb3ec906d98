/** Signing in and out, guessing, the lock of an idle screen, a full disk, first start and account administration, on a store in memory. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '#shared/case.ts';
import type { Moment } from '#shared/elapsed-time.ts';
import { AppError } from '#shared/errors.ts';
import type { SessionView } from '#shared/session.ts';
import type { AccountRow, AuditEntry } from '../../store/store.ts';
import { demoAccounts, firstAdmin } from './accounts.ts';
import type { AccountStore } from './accounts.ts';
import { createSessionService } from './session.ts';
import type { SessionService } from './session.ts';

const admin: Actor = { account: 'admin', displayName: '系统管理员', role: 'admin' };
const clerk = demoAccounts[0]!;
const strong = 'Window-7-open';
let rows: Map<string, AccountRow>;
let audited: AuditEntry[];
let store: AccountStore;
let time: Moment;
/** The file for the first administrator; null = there is none. */
let firstPassword: string | null;
let diskIsFull: boolean;
const services: SessionService[] = [];
const later = (ms: number) => (time = { monotonicMs: time.monotonicMs + ms, wallMs: time.wallMs + ms });

afterEach(async () => {
  for (const service of services.splice(0)) await service.stop();
});
beforeEach(() => {
  rows = new Map();
  audited = [];
  firstPassword = null;
  diskIsFull = false;
  time = { monotonicMs: 1000, wallMs: Date.parse('2030-01-01T08:00:00Z') };
  const settings = new Map<string, unknown>([['idle-lock', { limitMs: 60_000 }]]);
  const needRoom = () => {
    if (diskIsFull) throw new AppError('store.out-of-space');
  };
  const parts = {
    accounts: {
      get: async (account: string) => rows.get(account),
      list: async () => [...rows.values()],
      save: async (row: AccountRow) => {
        needRoom();
        rows.set(row.account, row);
      },
    },
    audit: {
      append: async (entry: AuditEntry) => {
        needRoom();
        audited.push(entry);
      },
      list: async () => [],
      verify: async () => ({ rows: audited.length, brokenAt: null }),
    },
    settings: {
      get: async (name: string) => settings.get(name),
      put: async (name: string, value: unknown) => void settings.set(name, value),
      history: async () => [],
    },
  };
  store = { ...parts, transaction: (work) => work(parts as unknown as Parameters<typeof work>[0]) };
});

async function start(demo = true): Promise<SessionService> {
  const file = {
    path: '/data/first-admin-password.txt',
    read: async () => firstPassword ?? undefined,
    write: async (password: string) => void (firstPassword = password),
    remove: async () => void (firstPassword = null),
  };
  const report = (_where: string, error: unknown) => expect.unreachable(String(error));
  const service = await createSessionService({ store, demo, now: () => time, firstPassword: file, report });
  services.push(service);
  return service;
}
const actions = () => audited.map((entry) => entry.action);

test('a real folder begins with a random password in a file, which goes when it is changed', async () => {
  const service = await start(false);
  const connection = service.open('admin');
  expect(service.firstPasswordPath).toBe('/data/first-admin-password.txt');
  expect(service.current(connection)).toMatchObject({ firstRun: true, firstPasswordFile: '/data/first-admin-password.txt' });
  expect(service.current(service.open('counter'))).toMatchObject({ firstRun: true, firstPasswordFile: null });
  await expect(service.signIn(connection, 'admin', firstAdmin.demoPassword)).rejects.toMatchObject({ code: 'session.bad-credentials' });
  const password = firstPassword!;
  expect(password).toMatch(/^([A-Za-z2-9]{4}-){3}[A-Za-z2-9]{4}$/);
  // Another start before anybody came keeps it.
  const again = await start(false);
  expect(firstPassword).toBe(password);
  const view = await again.signIn(again.open('admin'), 'admin', password);
  expect(view).toMatchObject({ role: 'admin', mustChangePassword: true, demo: false });
  await service.signIn(connection, 'admin', password);
  const after = await service.changePassword(connection, password, strong);
  expect(after).toMatchObject({ mustChangePassword: false, firstRun: false, firstPasswordFile: null });
  expect(firstPassword).toBeNull();
  expect([...rows.keys()]).toEqual(['admin']);
  expect((await start(false)).firstPasswordPath).toBeNull();
}, 60_000);

test('a printed password ends with the demo, wherever it comes from', async () => {
  const demo = await start(true);
  const connection = demo.open('admin');
  expect(await demo.signIn(connection, 'admin', firstAdmin.demoPassword)).toMatchObject({ mustChangePassword: true, firstRun: true });
  await expect(demo.changePassword(connection, firstAdmin.demoPassword, 'Demo-Window-1')).rejects.toMatchObject({
    details: { rule: 'published' },
  });
  const real = await start(false);
  await expect(real.signIn(real.open('admin'), 'admin', firstAdmin.demoPassword)).rejects.toMatchObject({
    code: 'session.bad-credentials',
  });
  expect((await real.signIn(real.open('admin'), 'admin', firstPassword!)).role).toBe('admin');
  // Not even an administrator opens such an account again.
  await expect(real.accounts.setDisabled(admin, clerk.account, false)).rejects.toMatchObject({ details: { rule: 'published' } });
  await real.accounts.resetPassword(admin, clerk.account, strong);
  await real.accounts.setDisabled(admin, clerk.account, false);
  expect((await real.signIn(real.open('counter'), clerk.account, strong)).role).toBe('operator');
}, 60_000);

test('the end of the demo signs its people out at once', async () => {
  const service = await start(true);
  const connection = service.open('counter');
  await service.signIn(connection, clerk.account, clerk.password);
  await service.endDemo();
  expect(connection.role()).toBe('visitor');
  expect(service.current(connection)).toMatchObject({ account: null, demo: false });
  await expect(service.signIn(connection, clerk.account, clerk.password)).rejects.toMatchObject({ code: 'session.bad-credentials' });
}, 60_000);

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
}, 60_000);

test('who guesses has to wait, and nobody else: the account signs in at once at another screen', async () => {
  const service = await start();
  const [visitor, office] = [service.open('counter'), service.open('admin')];
  for (let batch = 0; batch < 3; batch++)
    // In parallel, as a script would: the count must not be lost.
    await Promise.allSettled(Array.from({ length: 4 }, () => service.signIn(visitor, clerk.account, 'wrong-Pass-1')));
  await expect(service.signIn(visitor, clerk.account, clerk.password)).rejects.toMatchObject({
    code: 'session.too-many-failures',
    details: { seconds: 2 },
  });
  expect((await service.signIn(office, clerk.account, clerk.password)).role).toBe('operator');
  later(2_001);
  expect((await service.signIn(visitor, clerk.account, clerk.password)).role).toBe('operator');
  await expect(service.signIn(visitor, 'nobody', clerk.password)).rejects.toMatchObject({ code: 'session.bad-credentials' });
  // Somebody else's typing error is no reason to sign out who is there.
  expect(visitor.role()).toBe('operator');
  expect(actions().filter((action) => action === 'session.sign-in-failed')).toHaveLength(6);
  expect(audited.filter(({ subject }) => subject === 'refused:guess')).toHaveLength(1);
  expect(JSON.stringify(audited)).not.toContain('nobody');
}, 60_000);

test('hundreds of passwords at once are turned away, and another screen waits for a few of them at most', async () => {
  const service = await start();
  const [visitor, office] = [service.open('counter'), service.open('counter')];
  const flood = Array.from({ length: 256 }, () => service.signIn(visitor, 'admin', 'wrong-Pass-1'));
  let settled = 0;
  for (const guess of flood) guess.catch(() => (settled += 1));
  expect((await service.signIn(office, clerk.account, clerk.password)).role).toBe('operator');
  // All but the one or two that were before it in the queue are still waiting or were refused unseen.
  expect(actions().filter((action) => action === 'session.sign-in-failed').length).toBeLessThanOrEqual(2);
  await Promise.allSettled(flood);
  expect(settled).toBe(256);
  expect(actions().filter((action) => action === 'session.sign-in-failed')).toHaveLength(4);
}, 60_000);

test('a screen that nobody touches locks by itself; calls, also in hundreds, put nothing off', async () => {
  const service = await start();
  const connection = service.open('counter');
  await service.signIn(connection, clerk.account, clerk.password);
  const views: SessionView[] = [];
  const stop = new AbortController();
  const watching = (async () => {
    for await (const view of service.watch(connection, stop.signal)) views.push(view);
  })();
  for (let second = 1; second < 60; second++) {
    later(1_000);
    expect(connection.actor()?.account).toBe('clerk');
    service.current(connection);
  }
  later(1_000);
  // Nobody calls now: the host's own timer does it.
  await expect
    .poll(() => views.at(-1), { timeout: 10_000 })
    .toMatchObject({ locked: true, role: 'visitor', account: 'clerk', displayName: clerk.displayName });
  expect(connection.isLocked()).toBe(true);
  expect(connection.actor()).toBeNull();
  await expect.poll(() => actions().at(-1)).toBe('session.idle-lock');
  await expect(service.unlock(connection, 'wrong-Pass-1')).rejects.toMatchObject({ code: 'session.bad-credentials' });
  expect(await service.unlock(connection, clerk.password)).toMatchObject({ locked: false, role: 'operator' });
  expect(connection.actor()?.account).toBe('clerk');
  stop.abort();
  await watching;
}, 60_000);

test('a touch puts the lock off by its own age, and one that comes after the limit is too late', async () => {
  const service = await start();
  const connection = service.open('counter');
  await service.signIn(connection, clerk.account, clerk.password);
  later(50_000);
  service.touched(connection, 10_000);
  later(49_000);
  expect(connection.role()).toBe('operator');
  later(1_500);
  service.touched(connection, 0);
  expect(connection.role()).toBe('visitor');
}, 60_000);

test('neither a clock that is set back nor a computer that slept keeps a screen open', async () => {
  const service = await start();
  const connection = service.open('counter');
  await service.signIn(connection, clerk.account, clerk.password);
  time = { ...time, wallMs: time.wallMs - 24 * 3_600_000 };
  later(61_000);
  expect(connection.isLocked()).toBe(true);
  await service.unlock(connection, clerk.password);
  // Asleep: the monotonic clock of Linux stands still.
  time = { ...time, wallMs: time.wallMs + 3_600_000 };
  service.touched(connection, 0);
  expect(connection.isLocked()).toBe(true);
}, 60_000);

test('behind the cover only the same person goes on; a locked account of the demo or a disabled one is signed out', async () => {
  const service = await start();
  const connection = service.open('counter');
  await service.signIn(connection, clerk.account, clerk.password);
  service.lock(connection);
  await expect(service.signIn(connection, 'reviewer', 'wrong-Pass-1')).rejects.toMatchObject({ code: 'session.bad-credentials' });
  expect(service.current(connection)).toMatchObject({ locked: true, account: 'clerk' });
  expect(await service.signIn(connection, 'reviewer', clerk.password)).toMatchObject({ locked: false, account: 'reviewer' });
  service.lock(connection);
  await service.accounts.setDisabled(admin, 'reviewer', true);
  expect(service.current(connection)).toMatchObject({ locked: false, account: null });
  await expect(service.unlock(connection, clerk.password)).rejects.toMatchObject({ code: 'session.signed-out' });
}, 60_000);

test('a full disk keeps nobody out: rows wait in memory with their time, and are written when there is room', async () => {
  const service = await start();
  const connection = service.open('counter');
  await expect(service.signIn(connection, clerk.account, 'wrong-Pass-1')).rejects.toMatchObject({ code: 'session.bad-credentials' });
  diskIsFull = true;
  expect(await service.signIn(connection, clerk.account, clerk.password)).toMatchObject({ role: 'operator', diskFull: true });
  service.signOut(connection);
  // Nobody waits for this row.
  await new Promise((resolve) => setTimeout(resolve, 50));
  diskIsFull = false;
  later(5_000);
  expect(await service.signIn(connection, clerk.account, clerk.password)).toMatchObject({ diskFull: false });
  expect(audited.slice(-3).map(({ action, details }) => [action, details?.['happenedAt']])).toEqual([
    ['session.sign-in', '2030-01-01T08:00:00.000Z'],
    ['session.sign-out', '2030-01-01T08:00:00.000Z'],
    ['session.sign-in', undefined],
  ]);
}, 60_000);

test('the limit is a setting, in force at once', async () => {
  const service = await start();
  const connection = service.open('counter');
  await service.signIn(connection, clerk.account, clerk.password);
  expect(await service.saveIdleLock({ minutes: 2 }, admin)).toEqual({ minutes: 2 });
  later(119_000);
  expect(connection.isLocked()).toBe(false);
  later(1_000);
  expect(connection.isLocked()).toBe(true);
  expect((await start()).idleLock()).toEqual({ minutes: 2 });
}, 60_000);

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
  await expect.poll(() => actions().slice(-2)).toEqual(['session.sign-in', 'session.sign-out']);
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
}, 60_000);
