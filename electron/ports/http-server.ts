/** The loopback server of the browser host: static renderer, page bytes and the WebSocket, for admitted sessions only. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Connection, Face } from '#shared/session.ts';
import type { HostPort, Refusal } from './host-port.ts';
import { Admissions } from './launch-token.ts';
import { launchTexts } from './launch-texts.ts';
import { createMount } from './mount-wire.ts';
import { isPageBytesPath } from './page-bytes.ts';
import { refusal } from './request-check.ts';
import { withSecurityHeaders } from './security-headers.ts';
import { serveStatic } from './static-files.ts';
import { createWebSocketPort } from './web-socket.ts';
import type { WebSocketPort } from './web-socket.ts';

export type LoopbackServerOptions = {
  host: HostPort;
  rendererFolder: string;
  /** 0 = a free port. */
  port: number;
  onSocketCount?: (open: number) => void;
};

export interface LoopbackServer {
  readonly port: number;
  /** An address that admits one browser to `face`, once. */
  launchUrl(face: Face): string;
  /** The session that a launch address admitted, by the connection's id. */
  launchedConnection(address: string): string | undefined;
  /** Withdraws a launch address and ends the session that it admitted, if any. */
  endLaunch(address: string): void;
  openSockets(): number;
  /** Ends all sessions and stops listening. */
  close(): Promise<void>;
}

const rpcPath = '/rpc';
const plain = (status: number, text: string, headers: Record<string, string> = {}) =>
  new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } });

/** @throws when the port is taken */
export async function startLoopbackServer(options: LoopbackServerOptions): Promise<LoopbackServer> {
  const { host, rendererFolder } = options;
  const admissions = new Admissions();
  const report = (where: string, error: unknown) => host.report(where, error);
  const refused = (refusal: Refusal) => host.refused?.(refusal);
  const sockets = createWebSocketPort(createMount(host.router, report, refused), {
    onCountChange: options.onSocketCount,
    onOpen: host.pageOpened?.bind(host),
  });
  const forget = (connectionId: string) => {
    admissions.revoke(connectionId);
    sockets.closeOf(connectionId);
  };
  host.onKioskEnd?.((connectionId) => {
    const session = admissions.sessions().find(({ id }) => id === connectionId);
    if (session && session.role() !== 'applicant') forget(connectionId);
  });
  const server = createServer({ requestTimeout: 120_000, maxHeaderSize: 16_384 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const authority = `127.0.0.1:${port}`;

  const answer = createAnswer({ host, rendererFolder, admissions, authority, refused });
  server.on('upgrade', createUpgrade({ admissions, authority, sockets, refused }));
  server.on('request', (request, response) => {
    const face = admissions.session(request.headers.cookie)?.face;
    const camera = face !== undefined && (host.mayUseCamera?.(face) ?? false);
    answer(request)
      .then((result) => send(withSecurityHeaders(result, camera), request, response))
      .catch((error: unknown) => {
        report('http', error);
        response.destroy();
      });
  });
  return {
    port,
    launchUrl: (face) => `http://${authority}/?token=${admissions.issue(face)}`,
    launchedConnection: (address) => admissions.admitted(tokenOf(address))?.id,
    endLaunch(address) {
      const session = admissions.admitted(tokenOf(address));
      admissions.withdraw(tokenOf(address));
      if (!session) return;
      host.closeConnection(session.id);
      forget(session.id);
    },
    openSockets: sockets.openSockets,
    async close() {
      sockets.close();
      for (const session of admissions.sessions()) host.closeConnection(session.id);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

const tokenOf = (address: string): string => new URL(address).searchParams.get('token') ?? '';

type UpgradeOptions = { admissions: Admissions; authority: string; sockets: WebSocketPort; refused: (refusal: Refusal) => void };

type AnswerOptions = Pick<LoopbackServerOptions, 'host' | 'rendererFolder'> & Omit<UpgradeOptions, 'sockets'>;

function createAnswer({ host, rendererFolder, admissions, authority, refused }: AnswerOptions) {
  function admit(token: string, session: Connection | undefined): Response {
    const admitted = admissions.redeem(token, (face) => host.openConnection(face));
    // A reload of the launch address by the browser that was admitted is no second admission.
    if (!admitted && session) return plain(303, '', { location: `/${session.face}` });
    if (!admitted) refused({ kind: 'token' });
    if (!admitted) return plain(403, launchTexts.used);
    return plain(303, '', { location: `/${admitted.face}`, 'set-cookie': admitted.cookie });
  }

  return async (request: IncomingMessage): Promise<Response> => {
    const foreign = refusal(factsOf(request, false), authority);
    if (foreign) {
      refused({ kind: foreign });
      return plain(403, `Refused: ${foreign}`);
    }
    const address = addressOf(request, authority);
    const session = admissions.session(request.headers.cookie);
    const token = address.searchParams.get('token');
    if (address.pathname === '/' && token !== null) return admit(token, session);
    if (!session) refused({ kind: 'cookie' });
    if (!session) return plain(401, launchTexts.notLaunched);
    if (isPageBytesPath(address.pathname)) return host.pageBytes(toRequest(request, address), session);
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Method not allowed');
    return serveStatic(rendererFolder, address.pathname);
  };
}

function createUpgrade({ admissions, authority, sockets, refused }: UpgradeOptions) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const foreign = refusal(factsOf(request, true), authority);
    if (foreign) refused({ kind: foreign });
    if (foreign) return refuseUpgrade(socket, '403 Forbidden');
    const session = admissions.session(request.headers.cookie);
    if (!session) refused({ kind: 'cookie' });
    if (!session) return refuseUpgrade(socket, '401 Unauthorized');
    if (addressOf(request, authority).pathname !== rpcPath) return refuseUpgrade(socket, '404 Not Found');
    sockets.upgrade(request, socket, head, session);
  };
}

function factsOf(request: IncomingMessage, isUpgrade: boolean) {
  const { host, origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  return { method: request.method ?? 'GET', host, origin, secFetchSite: typeof site === 'string' ? site : undefined, isUpgrade };
}

/** The path stays as it was sent: a second look at `..` and encodings is `serveStatic`'s. */
function addressOf(request: IncomingMessage, authority: string): URL {
  try {
    return new URL(`http://${authority}${request.url?.startsWith('/') ? request.url : '/'}`);
  } catch {
    return new URL(`http://${authority}/`);
  }
}

function toRequest(request: IncomingMessage, address: URL): Request {
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers.set(name, value);
  const body = hasBody ? (Readable.toWeb(request) as globalThis.ReadableStream<Uint8Array>) : null;
  return new Request(address, { method: request.method ?? 'GET', headers, body, ...(hasBody && { duplex: 'half' }) });
}

async function send(result: Response, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A refused upload is not read to its end; the socket cannot be used again.
  if (!request.complete) response.setHeader('connection', 'close');
  response.writeHead(result.status, Object.fromEntries(result.headers));
  if (result.body === null || request.method === 'HEAD') response.end();
  else await pipeline(Readable.fromWeb(result.body as ReadableStream), response).catch(() => response.destroy());
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
