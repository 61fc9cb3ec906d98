/** The demo's printed accounts on the whole product: open on a folder that the demo made, gone for good with the first device of the hall's own. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '#shared/case.ts';
import type { ScannerConfig } from '#shared/device.ts';
import { createHost } from '../../electron/host.ts';
import type { Host } from '../../electron/host.ts';
import { createNodePlatform } from '../../electron/platform/node-platform.ts';

const admin: Actor = { account: 'admin', displayName: '管理员', role: 'admin' };
const defaults = { source: 'feeder', duplex: true, colorMode: 'color', dpi: 300 } as const;
const scanner: ScannerConfig = {
  id: 'window-3',
  name: '3号窗口',
  driver: 'escl-network',
  address: 'http://127.0.0.1:9/eSCL',
  isDefault: true,
  defaults,
};
const ownConnection = {
  kind: 'rest' as const,
  baseUrl: 'http://127.0.0.1:9/',
  clientId: 'hall',
  clientSecret: 'own secret',
  timeoutMs: 30_000,
};

let folder: string;
let host: Host | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-end-'));
});
afterEach(async () => {
  await host?.close();
  host = undefined;
  await rm(folder, { recursive: true });
});

async function start(demo = true): Promise<Host> {
  await host?.close();
  const env = { ...process.env, INTAKE_DATA_FOLDER: join(folder, 'data'), INTAKE_KEY_FILE: join(folder, 'key') };
  return (host = await createHost({ platform: createNodePlatform(env), demo }));
}

/** @returns the role that this sign-in gives, or the code of its refusal */
async function signIn({ services: { sessions } }: Host, account: string, password: string): Promise<string> {
  return sessions.signIn(sessions.open('counter'), account, password).then(
    ({ role }) => role,
    (error: { code: string }) => error.code,
  );
}

test.each([
  ['scanner', async ({ services }: Host) => void (await services.configuration.saveScanner(scanner, admin))],
  ['connection', async ({ services }: Host) => void (await services.configuration.saveConnection(ownConnection, admin))],
])(
  'an own %s ends the demo at once',
  async (what, configure) => {
    const demo = await start();
    expect(await signIn(demo, 'reviewer', 'Demo-Window-1')).toBe('reviewer');
    const clerk = demo.services.sessions.open('counter');
    await demo.services.sessions.signIn(clerk, 'clerk', 'Demo-Window-1');
    expect((await demo.services.configuration.connection())?.baseUrl).toContain('127.0.0.1');

    await configure(demo);
    expect(clerk.role()).toBe('visitor');
    expect(demo.services.sessions.current(clerk)).toMatchObject({ account: null, demo: false });
    expect(await signIn(demo, 'reviewer', 'Demo-Window-1')).toBe('session.bad-credentials');
    // Nothing of the shipped peers is left beside it: no invented people in real cases, no real ones in the sandbox.
    expect((await demo.services.configuration.scanners()).map(({ id }) => id)).toEqual(what === 'scanner' ? ['window-3'] : []);
    expect((await demo.services.configuration.connection())?.clientId ?? null).toBe(what === 'scanner' ? null : 'hall');
  },
  240_000,
);

test('a folder that was used for real once is so at every later start', async () => {
  await (await start()).services.configuration.saveScanner(scanner, admin);
  const again = await start();
  expect(await signIn(again, 'reviewer', 'Demo-Window-1')).toBe('session.bad-credentials');
  expect(again.services.sessions.current(again.services.sessions.open('counter')).demo).toBe(false);
  // What made it real is removed: it stays real.
  await again.services.configuration.removeScanner('window-3', admin);
  await again.services.store.settings.put('connection', null);
  const later = await start();
  expect(await signIn(later, 'clerk', 'Demo-Window-1')).toBe('session.bad-credentials');
  expect(await later.services.configuration.scanners()).toEqual([]);
}, 240_000);

test('a folder that was made without the demo never gets its accounts, and its administrator a random password', async () => {
  const real = await start(false);
  const file = real.services.sessions.firstPasswordPath!;
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const password = /password: (\S+)/.exec(await readFile(file, 'utf8'))![1]!;
  expect(await signIn(real, 'admin', 'Change-Me-Now-1')).toBe('session.bad-credentials');
  const connection = real.services.sessions.open('admin');
  await real.services.sessions.signIn(connection, 'admin', password);
  await real.services.sessions.changePassword(connection, password, 'Nanning-Hall-2026');
  await expect
    .poll(() =>
      stat(file).then(
        () => 'there',
        (error: { code: string }) => error.code,
      ),
    )
    .toBe('ENOENT');

  const asked = await start(true);
  expect(await signIn(asked, 'clerk', 'Demo-Window-1')).toBe('session.bad-credentials');
  expect(await asked.services.configuration.scanners()).toEqual([]);
  expect(await asked.services.configuration.connection()).toBeNull();
}, 240_000);

test('what the demo had not sent is parked and never goes to the real system by itself', async () => {
  const demo = await start();
  const { store } = demo.services;
  const row = {
    id: crypto.randomUUID(),
    caseId: crypto.randomUUID(),
    idempotencyKey: crypto.randomUUID(),
    state: 'pending' as const,
    mappingVersion: 1,
    payload: {},
    attachments: [],
    caseNumber: null,
    queryPassword: null,
    uploaded: {},
    attempts: 0,
    nextAttemptAt: new Date(Date.now() + 3_600_000).toISOString(),
    lastError: null,
    createdAt: new Date().toISOString(),
  };
  await store.outbox.insert(row);
  await demo.services.configuration.saveConnection(ownConnection, admin);
  await expect.poll(async () => (await store.outbox.get(row.id))?.state, { timeout: 30_000 }).toBe('parked');
}, 120_000);
