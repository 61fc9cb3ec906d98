/** The loopback server against everything that is not our own window: wrong Host, Origin, token, cookie, path and role. */
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { implement } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract } from '#shared/contract.ts';
import type { Contract } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { Connection, Face, Role } from '#shared/session.ts';
import type { CallContext, HostPort } from '../../electron/ports/host-port.ts';
import { startLoopbackServer } from '../../electron/ports/http-server.ts';
import type { LoopbackServer } from '../../electron/ports/http-server.ts';
import { webSocketLine } from '../../renderer/transport/line.ts';
import { ReconnectingLink } from '../../renderer/transport/reconnecting-link.ts';

/** A host that signs anybody in as an administrator, so that only the port's own checks stand in the way. */
function createFakeHost() {
  const connectionRoles = new Map<string, Role>();
  const closed: string[] = [];
  const os = implement(contract).$context<CallContext>();
  const view = ({ id }: Connection) => ({
    role: connectionRoles.get(id)!,
    account: null,
    displayName: null,
    mustChangePassword: false,
    firstRun: false,
    demo: true,
    locked: false,
    idleLimitMs: 900_000,
    firstPasswordFile: null,
    diskFull: false,
  });
  const router = {
    session: {
      current: os.session.current.handler(({ context }) => view(context.connection)),
      signIn: os.session.signIn.handler(({ context: { connection } }) => {
        if (connection.face === 'kiosk') throw new AppError('forbidden');
        connectionRoles.set(connection.id, 'admin');
        return view(connection);
      }),
    },
    items: { list: os.items.list.handler(() => []) },
    cases: { list: os.cases.list.handler(() => []) },
    admin: { accounts: { list: os.admin.accounts.list.handler(() => []) } },
  };
  const host: HostPort = {
    router: router as unknown as HostPort['router'],
    openConnection(face: Face) {
      const id = `connection-${connectionRoles.size}`;
      connectionRoles.set(id, face === 'kiosk' ? 'applicant' : 'visitor');
      const role = () => connectionRoles.get(id)!;
      return { id, face, role, actor: () => null, mustChangePassword: () => false, isLocked: () => false, onChange: () => () => undefined };
    },
    closeConnection: (id) => void closed.push(id),
    pageBytes: async (asked, connection) => {
      if (asked.method === 'POST') return Response.json({ bytes: (await asked.arrayBuffer()).byteLength });
      return new Response(`page for ${connection.role()}`, { headers: { 'content-type': 'image/jpeg' } });
    },
    report: () => undefined,
  };
  return { host, closed };
}

let folder: string;
let server: LoopbackServer;
let fake: ReturnType<typeof createFakeHost>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'intake-serve-'));
  const dist = path.join(folder, 'dist');
  await mkdir(path.join(dist, 'assets'), { recursive: true });
  await writeFile(path.join(dist, 'index.html'), '<!doctype html><title>desk</title>');
  await writeFile(path.join(dist, 'assets/app-1.js'), 'export {};');
  await writeFile(path.join(folder, 'secret.txt'), 'data key');
  await symlink(path.join(folder, 'secret.txt'), path.join(dist, 'link.txt'));
  fake = createFakeHost();
  server = await startLoopbackServer({ host: fake.host, rendererFolder: dist, port: 0 });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** Plain `node:http`, because `fetch` would not let a test forge `Host` or keep `..` in a path. */
function ask(target: string, headers: Record<string, string> = {}, method = 'GET', body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: server.port, path: target, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

async function admitted(face: Face): Promise<{ cookie: string; location: string }> {
  const { search } = new URL(server.launchUrl(face));
  const answer = await ask(`/${search}`);
  expect(answer.status).toBe(303);
  return { cookie: answer.headers['set-cookie']![0]!.split(';')[0]!, location: answer.headers.location! };
}

const origin = () => `http://127.0.0.1:${server.port}`;

/** Status line of an upgrade request, or 101. */
function upgrade(headers: Record<string, string>, target = '/rpc'): Promise<number> {
  return new Promise((resolve, reject) => {
    const all = {
      Host: `127.0.0.1:${server.port}`,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    };
    const socket = connect(server.port, '127.0.0.1', () => {
      const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
      socket.write(`GET ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    });
    socket.once('data', (data) => {
      resolve(Number(data.toString().split(' ')[1]));
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

async function withClient<T>(cookie: string, work: (client: ContractRouterClient<Contract>) => Promise<T>): Promise<T> {
  // Node's WebSocket takes headers; in the browser the cookie and the origin come by themselves.
  const init = { headers: { cookie, origin: origin() } } as unknown as string[];
  const link = new ReconnectingLink({ open: webSocketLine(() => new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, init)), waitMs: 2_000 });
  try {
    return await work(createORPCClient(link));
  } finally {
    await link.close();
  }
}

test('a token admits once, by a cookie that scripts and other sites cannot use', async () => {
  const { search } = new URL(server.launchUrl('counter'));
  const first = await ask(`/${search}`);
  expect(first.status).toBe(303);
  expect(first.headers.location).toBe('/counter');
  expect(first.headers['set-cookie']![0]).toMatch(/^intake_\w+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(first.headers['referrer-policy']).toBe('no-referrer');
  const again = await ask(`/${search}`);
  expect(again.status).toBe(403);
  expect(again.headers['set-cookie']).toBeUndefined();
  const reload = await ask(`/${search}`, { cookie: first.headers['set-cookie']![0]!.split(';')[0]! });
  expect([reload.status, reload.headers.location]).toEqual([303, '/counter']);
  expect((await ask('/?token=guess')).status).toBe(403);
});

test('without a cookie, or with a made-up one, there is nothing', async () => {
  const { cookie } = await admitted('counter');
  const name = cookie.split('=')[0]!;
  for (const headers of [{}, { cookie: `${name}=` }, { cookie: `${name}=${'A'.repeat(43)}` }, { cookie: cookie.slice(0, -1) }] as Record<
    string,
    string
  >[]) {
    for (const target of ['/', '/counter', '/assets/app-1.js', '/page/x/original']) expect((await ask(target, headers)).status).toBe(401);
    expect(await upgrade({ ...headers, Origin: origin() })).toBe(401);
  }
});

test('a wrong Host is refused, also with the cookie', async () => {
  const { cookie } = await admitted('counter');
  for (const host of [
    'evil.example',
    `evil.example:${server.port}`,
    `localhost:${server.port}`,
    '127.0.0.1',
    `127.0.0.1:${server.port + 1}`,
  ]) {
    expect((await ask('/counter', { cookie, host })).status).toBe(403);
    expect(await upgrade({ Cookie: cookie, Host: host, Origin: origin() })).toBe(403);
  }
  const { search } = new URL(server.launchUrl('counter'));
  expect((await ask(`/${search}`, { host: 'evil.example' })).status).toBe(403);
  expect((await ask(`/${search}`)).status).toBe(303);
});

test('a wrong Origin is refused, and a missing one where a browser always sends it', async () => {
  const { cookie } = await admitted('counter');
  for (const wrong of ['http://evil.example', 'null', `https://127.0.0.1:${server.port}`, `http://localhost:${server.port}`]) {
    expect((await ask('/counter', { cookie, origin: wrong })).status).toBe(403);
    expect(await upgrade({ Cookie: cookie, Origin: wrong })).toBe(403);
  }
  expect(await upgrade({ Cookie: cookie })).toBe(403);
  expect((await ask('/case/x/files', { cookie }, 'POST', 'x')).status).toBe(403);
  expect((await ask('/counter', { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await ask('/counter', { cookie, 'sec-fetch-site': 'same-site' })).status).toBe(403);
  expect(await upgrade({ Cookie: cookie, Origin: origin() })).toBe(101);
  expect(await upgrade({ Cookie: cookie, Origin: origin() }, '/other')).toBe(404);
});

test('no other site may read an answer', async () => {
  const { cookie } = await admitted('counter');
  const answer = await ask('/counter', { cookie, origin: origin() });
  expect(answer.status).toBe(200);
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  expect((await ask('/counter', { cookie, origin: origin() }, 'OPTIONS')).status).toBe(405);
});

test('every answer carries the strict policy, whatever its status', async () => {
  const { cookie } = await admitted('counter');
  const answers = [
    await ask('/counter', { cookie }),
    await ask('/assets/app-1.js', { cookie }),
    await ask('/none.js', { cookie }),
    await ask('/'),
  ];
  for (const { headers } of answers) {
    const policy = headers['content-security-policy']!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
  }
});

test('screens and built files are served, and nothing outside their folder', async () => {
  const { cookie } = await admitted('counter');
  for (const screen of ['/counter', '/counter/case/1', '/kiosk']) expect((await ask(screen, { cookie })).body).toContain('desk');
  expect((await ask('/assets/app-1.js', { cookie })).headers['content-type']).toContain('text/javascript');
  const paths = [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
  ];
  for (const target of [...paths, '/link.txt', '/%00.txt', '/%E0%A4%A.txt', '//secret.txt', '/assets/']) {
    expect((await ask(target, { cookie })).body).not.toContain('data key');
  }
  for (const target of [...paths, '/link.txt']) expect((await ask(target, { cookie })).status).toBe(404);
});

test('page bytes and uploads reach the host with the session of the cookie', async () => {
  const { cookie } = await admitted('kiosk');
  expect((await ask('/page/x/original', { cookie })).body).toBe('page for applicant');
  const upload = await ask('/case/x/files', { cookie, origin: origin() }, 'POST', 'x'.repeat(100_000));
  expect(JSON.parse(upload.body)).toEqual({ bytes: 100_000 });
});

test('a kiosk session stays an applicant and gets no staff procedure', async () => {
  const { cookie, location } = await admitted('kiosk');
  expect(location).toBe('/kiosk');
  await withClient(cookie, async (client) => {
    expect((await client.session.current()).role).toBe('applicant');
    expect(await client.items.list()).toEqual([]);
    await expect(client.admin.accounts.list()).rejects.toMatchObject({ code: 'forbidden' });
    await expect(client.session.signIn({ account: 'admin', password: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(client.cases.list({ open: true })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await client.session.current()).role).toBe('applicant');
  });
});

test('a staff session begins as a visitor, signs in, and keeps its role over sockets of the same cookie only', async () => {
  const { cookie } = await admitted('counter');
  const other = await admitted('admin');
  await withClient(cookie, async (client) => {
    await expect(client.admin.accounts.list()).rejects.toMatchObject({ code: 'session.signed-out' });
    await client.session.signIn({ account: 'admin', password: 'x' });
    expect(await client.admin.accounts.list()).toEqual([]);
  });
  await withClient(cookie, async (client) => expect(await client.admin.accounts.list()).toEqual([]));
  await withClient(other.cookie, async (client) => {
    await expect(client.admin.accounts.list()).rejects.toMatchObject({ code: 'session.signed-out' });
  });
});

test('closing the server ends its sessions and its sockets', async () => {
  const own = createFakeHost();
  const second = await startLoopbackServer({ host: own.host, rendererFolder: folder, port: 0 });
  const answer = await fetch(second.launchUrl('counter'), { redirect: 'manual' });
  const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
  const init = { headers: { cookie, origin: `http://127.0.0.1:${second.port}` } } as unknown as string[];
  const socket = new WebSocket(`ws://127.0.0.1:${second.port}/rpc`, init);
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
  await second.close();
  await closed;
  expect(own.closed).toEqual(['connection-0']);
  await expect(fetch(`http://127.0.0.1:${second.port}/`)).rejects.toThrow();
});
