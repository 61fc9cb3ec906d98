/** An applicant walks away and the page with them: the host ends the session by itself, and the cookie is nobody's. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startLoopbackServer } from '../../electron/ports/http-server.ts';
import type { LoopbackServer } from '../../electron/ports/http-server.ts';
import { createKioskSessions } from '../../electron/services/people/kiosk-sessions.ts';
import { createSessionService } from '../../electron/services/people/session.ts';

let folder: string;
let server: LoopbackServer;
let kioskSessions: ReturnType<typeof createKioskSessions>;
let log: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'intake-abandoned-'));
  await writeFile(path.join(folder, 'index.html'), 'desk');
  log = [];
  const owned = new Set<string>();
  // Applicants have no accounts; staff, who have, are not here.
  const accounts = { list: async () => [{ account: 'lisi', role: 'operator' }], get: async () => undefined };
  const store = { accounts, audit: { append: async () => undefined }, settings: { get: async () => undefined } };
  const sessions = await createSessionService({ store: store as never, demo: false, report: () => undefined });
  kioskSessions = createKioskSessions({
    sessions,
    kiosk: {
      cases: (id: string) => (owned.has(id) ? ['case'] : []),
      wipe: async (id: string) => void (owned.delete(id) && log.push('wiped')),
    },
    jobs: { feeds: () => false },
    queue: { reads: () => false },
    staffCalls: { end: () => undefined },
    forgetPapers: () => log.push('processes recycled'),
    report: () => undefined,
    limits: { pageGoneMs: 1_500, checkMs: 100 },
  } as never);
  const openConnection = (face: 'kiosk' | 'counter' | 'admin') => {
    const connection = sessions.open(face);
    kioskSessions.opened(connection);
    owned.add(connection.id);
    return connection;
  };
  const { pageOpened, onEnd: onKioskEnd, closed: closeConnection } = kioskSessions;
  const host = {
    router: {},
    openConnection,
    closeConnection,
    pageOpened,
    onKioskEnd,
    pageBytes: async () => new Response(),
    report: () => undefined,
  };
  server = await startLoopbackServer({ host: host as never, rendererFolder: folder, port: 0 });
});
afterEach(async () => {
  kioskSessions.stop();
  await server.close();
  await rm(folder, { recursive: true });
});

async function admit(): Promise<{ cookie: string; status(): Promise<number>; open(): Promise<WebSocket> }> {
  const answer = await fetch(server.launchUrl('kiosk'), { redirect: 'manual' });
  const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
  const origin = `http://127.0.0.1:${server.port}`;
  return {
    cookie,
    status: async () => (await fetch(`${origin}/kiosk`, { headers: { cookie } })).status,
    async open() {
      const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers: { cookie, origin } });
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      return socket;
    },
  };
}

test('a page that is gone takes the case and the cookie with it', async () => {
  const page = await admit();
  const socket = await page.open();
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(await page.status()).toBe(200);
  expect(log).toEqual([]);
  socket.terminate();
  await vi.waitFor(() => expect(log).toEqual(['wiped', 'processes recycled']), 20_000);
  await vi.waitFor(async () => expect(await page.status()).toBe(401), 5_000);
  await expect(page.open()).rejects.toThrow('401');
});

test('a launch address that is withdrawn ends the session it admitted, sockets and all', async () => {
  const address = server.launchUrl('kiosk');
  const answer = await fetch(address, { redirect: 'manual' });
  const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
  const origin = `http://127.0.0.1:${server.port}`;
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers: { cookie, origin } });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => socket.once('open', resolve));
  server.endLaunch(address);
  await closed;
  expect((await fetch(`${origin}/kiosk`, { headers: { cookie } })).status).toBe(401);
  await vi.waitFor(() => expect(log).toEqual(['wiped', 'processes recycled']));
});
