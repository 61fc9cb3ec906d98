/** The transport against servers that are rude on purpose. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { EsclRequest } from '../escl/exchange.ts';
import { parseAddress } from './address.ts';
import { readCertificate } from './certificate-pin.ts';
import { createHttpExchange, type HttpExchange } from './http-exchange.ts';
import { noteSkipped } from '../../tests/skipped.ts';

const request: EsclRequest = { method: 'GET', path: '/eSCL/x', headersTimeoutMs: 3_000, bodyTimeoutMs: 3_000, maxBytes: 1000 };
const servers: (Server | TcpServer)[] = [];
const clients: HttpExchange[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  for (const server of servers.splice(0)) {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  }
});

async function listen<Any extends Server | TcpServer>(server: Any): Promise<number> {
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

function connect(address: string): HttpExchange['exchange'] {
  const client = createHttpExchange(parseAddress(address));
  clients.push(client);
  return client.exchange;
}

async function serve(listener: RequestListener): Promise<HttpExchange['exchange']> {
  return connect(`http://127.0.0.1:${await listen(createServer(listener))}`);
}

test('an answer comes with its headers and body, and bytes are counted on the way', async () => {
  const exchange = await serve((incoming, response) =>
    response.writeHead(200, { 'X-Method': incoming.method, 'Content-Length': 3 }).end('abc'),
  );
  const steps: [number, number | null][] = [];
  const { status, headers, body } = await exchange({ ...request, onBytes: (received, total) => steps.push([received, total]) });
  expect([status, headers['x-method'], Buffer.from(body).toString()]).toEqual([200, 'GET', 'abc']);
  expect(steps.at(-1)).toEqual([3, 3]);
});

test('the Host header can be another one for devices that insist', async () => {
  const exchange = await serve((incoming, response) => response.end(incoming.headers.host));
  const { body } = await exchange({ ...request, headers: { host: 'localhost' } });
  expect(Buffer.from(body).toString()).toBe('localhost');
});

test('a redirect is refused and not followed', async () => {
  const asked: (string | undefined)[] = [];
  const exchange = await serve((incoming, response) => {
    asked.push(incoming.url);
    response.writeHead(302, { Location: '/elsewhere' }).end();
  });
  await expect(exchange(request)).rejects.toMatchObject({ code: 'device.protocol', details: { reason: 'redirect' } });
  expect(asked).toEqual(['/eSCL/x']);
});

test.each([
  ['announced', { 'Content-Length': 5000 }],
  ['not announced', {}],
])('an answer that is too large is dropped, size %s', async (_name, headers) => {
  const exchange = await serve((_incoming, response) => response.writeHead(200, headers).end(Buffer.alloc(5000)));
  await expect(exchange(request)).rejects.toMatchObject({ code: 'device.protocol', details: { reason: 'answer-too-large' } });
});

test('a body shorter than announced is an interrupted transfer', async () => {
  const exchange = await serve((_incoming, response) => {
    response.writeHead(200, { 'Content-Length': 500 });
    response.write('half', () => response.destroy());
  });
  await expect(exchange(request)).rejects.toMatchObject({ code: 'device.transfer-interrupted' });
});

test('silence before and inside the answer is a timeout', async () => {
  const silent = await serve(() => undefined);
  await expect(silent({ ...request, headersTimeoutMs: 100 })).rejects.toMatchObject({ code: 'device.timeout' });
  const stalled = await serve((_incoming, response) => void response.writeHead(200, { 'Content-Length': 500 }).write('half'));
  await expect(stalled({ ...request, bodyTimeoutMs: 100 })).rejects.toMatchObject({ code: 'device.timeout' });
});

test('nobody there is an offline device; something that is not HTTP is a protocol error', async () => {
  const port = await listen(createTcpServer());
  servers.pop()?.close();
  await new Promise((done) => setTimeout(done, 20));
  await expect(connect(`http://127.0.0.1:${port}`)(request)).rejects.toMatchObject({ code: 'device.offline' });
  const telnet = await listen(createTcpServer((socket) => socket.once('data', () => socket.end('login: \r\n\r\n'))));
  await expect(connect(`http://127.0.0.1:${telnet}`)(request)).rejects.toMatchObject({ code: 'device.protocol' });
});

test('a request is never sent twice', async () => {
  let connections = 0;
  const port = await listen(
    createTcpServer((socket) => {
      connections++;
      socket.once('data', () => socket.destroy());
    }),
  );
  await expect(connect(`http://127.0.0.1:${port}`)(request)).rejects.toMatchObject({ code: 'device.connection-lost' });
  await new Promise((done) => setTimeout(done, 50));
  expect(connections).toBe(1);
});

test('cancel ends a waiting request at once', async () => {
  const exchange = await serve(() => undefined);
  const controller = new AbortController();
  const asking = exchange({ ...request, signal: controller.signal });
  setTimeout(() => controller.abort(), 30);
  await expect(asking).rejects.toMatchObject({ code: 'cancelled' });
});

/** A key and a self-signed certificate as a scanner makes them; null where there is no openssl program. */
function selfSigned(): { key: Buffer; cert: Buffer } | null {
  const folder = mkdtempSync(join(tmpdir(), 'devices-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const options = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=scanner',
  ];
  try {
    execFileSync('openssl', [...options, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const [first, second] = [selfSigned(), selfSigned()];
if (!first || !second) noteSkipped(import.meta.filename, 'openssl is not installed (apt-get install openssl)');

test.skipIf(!first || !second)(
  'a self-signed certificate gets in only when a person has pinned it, and a changed one not at all',
  async () => {
    const server = createTlsServer(first ?? {}, (_incoming, response) => response.end('ok'));
    const address = `https://127.0.0.1:${await listen(server)}`;
    const shown = await readCertificate(parseAddress(address), 3_000, new AbortController().signal);
    expect(shown).toMatchObject({ subject: 'CN=scanner', issuer: 'CN=scanner', trusted: false, pin: 'none' });
    const sha256 = shown?.sha256 ?? '';
    await expect(connect(address)(request)).rejects.toMatchObject({
      code: 'device.tls-untrusted',
      details: { reason: 'not-pinned', sha256 },
    });
    expect((await connect(shown?.pinnedAddress ?? '')(request)).status).toBe(200);
    server.setSecureContext(second ?? {});
    await expect(connect(shown?.pinnedAddress ?? '')(request)).rejects.toMatchObject({ code: 'device.certificate-changed' });
    const changed = await readCertificate(parseAddress(shown?.pinnedAddress ?? ''), 3_000, new AbortController().signal);
    expect(changed).toMatchObject({ pin: 'differs' });
    expect(changed?.sha256).not.toBe(sha256);
  },
);

test.skipIf(!first).each(['TLSv1.2', 'TLSv1.3'] as const)(
  'a pinned scanner that hands out %s session tickets answers again and again',
  async (maxVersion) => {
    const server = createTlsServer({ ...first, maxVersion }, (_incoming, response) => response.end('ok'));
    const { pinnedAddress = '' } =
      (await readCertificate(parseAddress(`https://127.0.0.1:${await listen(server)}`), 3_000, new AbortController().signal)) ?? {};
    const exchange = connect(pinnedAddress);
    for (let times = 0; times < 3; times++) expect((await exchange(request)).status).toBe(200);
    // A device that was exchanged meanwhile is noticed at the very next request.
    server.setSecureContext(second ?? {});
    await expect(exchange(request)).rejects.toMatchObject({ code: 'device.certificate-changed' });
  },
);

test('an address without encryption shows no certificate, and a device that is off is offline', async () => {
  const never = new AbortController().signal;
  expect(await readCertificate(parseAddress('http://127.0.0.1:1'), 100, never)).toBeNull();
  await expect(readCertificate(parseAddress('https://127.0.0.1:1'), 1_000, never)).rejects.toMatchObject({ code: 'device.offline' });
});

test('a device that trickles for ever is cut off by the limit for the whole answer', async () => {
  const exchange = await serve((_incoming, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(drip));
  });
  const asking = exchange({ ...request, bodyTimeoutMs: 200, totalTimeoutMs: 300 });
  await expect(asking).rejects.toMatchObject({ code: 'device.timeout', details: { reason: 'too-slow' } });
});

test.skipIf(!first).each<[string, (https: string) => Promise<string>]>([
  ['does not listen on http', async () => 'http://127.0.0.1:1'],
  [
    'sends every request of http to https',
    async (https) =>
      `http://127.0.0.1:${await listen(createServer((_incoming, response) => response.writeHead(301, { Location: `${https}/eSCL/x` }).end()))}`,
  ],
])('a device that %s is asked on https, and stays there', async (_name, plain) => {
  let asked = 0;
  const httpsOrigin = `https://127.0.0.1:${await listen(createTlsServer(first ?? {}, (_incoming, response) => void (asked++, response.end('ok'))))}`;
  const { sha256 = '' } = (await readCertificate(parseAddress(httpsOrigin), 3_000, new AbortController().signal)) ?? {};
  const origin = await plain(httpsOrigin);
  const client = createHttpExchange({ ...parseAddress(origin), origin, httpsOrigin, certificateSha256: sha256 });
  clients.push(client);
  for (let times = 0; times < 3; times++) expect((await client.exchange({ ...request, method: 'POST' })).status).toBe(200);
  expect(asked).toBe(3);
  // Without a pin nobody gets in there either.
  const unpinned = createHttpExchange({ ...parseAddress(origin), origin, httpsOrigin });
  clients.push(unpinned);
  await expect(unpinned.exchange(request)).rejects.toMatchObject({ code: 'device.tls-untrusted', details: { sha256 } });
});

test('a redirect to somewhere else is not followed', async () => {
  const server = createServer((_incoming, response) => response.writeHead(302, { Location: 'https://evil.example/' }).end());
  const origin = `http://127.0.0.1:${await listen(server)}`;
  const client = createHttpExchange({ ...parseAddress(origin), origin, httpsOrigin: 'https://127.0.0.1:1' });
  clients.push(client);
  await expect(client.exchange(request)).rejects.toMatchObject({ code: 'device.protocol', details: { reason: 'redirect' } });
});
