/** The same assertions over every way to the host: an in-memory port, a real WebSocket, and a port shaped like Electron's. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { EventEmitter } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { eventIterator, isContractProcedure, oc } from '@orpc/contract';
import type { ContractRouterClient } from '@orpc/contract';
import { EventPublisher, implement } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { contract as realContract } from '#shared/contract.ts';
import type { ProcedureMeta } from '#shared/contract/roles.ts';
import { AppError } from '#shared/errors.ts';
import { roles } from '#shared/session.ts';
import type { Connection, Refusal, Role } from '#shared/session.ts';
import type { CallContext } from '../../electron/ports/host-port.ts';
import { messagePortWire } from '../../electron/ports/message-port.ts';
import type { EventedPort } from '../../electron/ports/message-port.ts';
import { createMount } from '../../electron/ports/mount-wire.ts';
import type { MountWire } from '../../electron/ports/mount-wire.ts';
import { createWebSocketPort } from '../../electron/ports/web-socket.ts';
import { maxFrameLength } from '../../electron/ports/wire.ts';
import { messagePortLine, webSocketLine } from '../../renderer/transport/line.ts';
import type { Line } from '../../renderer/transport/line.ts';
import { ReconnectingLink } from '../../renderer/transport/reconnecting-link.ts';

const base = oc.$meta<ProcedureMeta>({});
const staff = base.meta({ roles: ['operator', 'admin'] });
const contract = {
  session: { current: base.meta({ roles: [...roles] }).output(z.string()) },
  add: staff.input(z.object({ left: z.number(), right: z.number() })).output(z.number()),
  echo: staff.input(z.unknown()).output(z.unknown()),
  count: staff.input(z.object({ to: z.number() })).output(eventIterator(z.number())),
  quiet: staff.output(eventIterator(z.number())),
  subscribed: staff.output(eventIterator(z.number())),
  jam: staff.output(z.number()),
  crash: staff.output(z.number()),
  crashInStream: staff.output(eventIterator(z.number())),
  wrongOutput: staff.output(z.number()),
  slow: staff.output(z.number()),
  adminOnly: base.meta({ roles: ['admin'] }).output(z.number()),
  forgotten: base.output(z.number()),
};
type TestClient = ContractRouterClient<typeof contract>;

const secret = 'SQLITE_CORRUPT /data/cases.db 王小明';
const quietStreams = new EventEmitter();
const publisher = new EventPublisher<{ number: number }>();
const os = implement(contract).$context<CallContext>();
const router = os.router({
  session: { current: os.session.current.handler(({ context }) => context.connection.role()) },
  add: os.add.handler(({ input }) => input.left + input.right),
  echo: os.echo.handler(({ input }) => input),
  count: os.count.handler(async function* ({ input }) {
    for (let value = 1; value <= input.to; value++) {
      yield value;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }),
  quiet: os.quiet.handler(async function* ({ signal }) {
    quietStreams.emit('open');
    yield 0;
    await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }));
    quietStreams.emit('cancelled');
  }),
  subscribed: os.subscribed.handler(({ signal }) => publisher.subscribe('number', signal ? { signal } : {})),
  jam: os.jam.handler(() => {
    throw new AppError('device.paper-jam', { page: 3 }, new Error(secret));
  }),
  crash: os.crash.handler(() => {
    throw Object.assign(new Error(secret), { code: 'not-found', details: { secret } });
  }),
  crashInStream: os.crashInStream.handler(async function* () {
    yield 1;
    throw new Error(secret);
  }),
  wrongOutput: os.wrongOutput.handler(() => secret as unknown as number),
  slow: os.slow.handler(() => new Promise(() => undefined)),
  adminOnly: os.adminOnly.handler(() => 1),
  forgotten: os.forgotten.handler(() => 1),
});

class TestConnection implements Connection {
  readonly id = 'test';
  readonly face = 'counter' as const;
  currentRole: Role = 'operator';
  passwordChange = false;
  locked = false;
  readonly listeners = new Set<() => void>();
  role = () => this.currentRole;
  actor = () => null;
  mustChangePassword = () => this.passwordChange;
  isLocked = () => this.locked;
  onChange = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  /** As the session service does at the limit. */
  lock() {
    Object.assign(this, { locked: true, currentRole: 'visitor' });
    for (const listener of [...this.listeners]) listener();
  }
}

/** One way to the host. `raw` opens a line that oRPC does not sit on, to send what no page would send. */
type Transport = { open: () => Promise<Line>; dropAll: () => void; stop: () => Promise<void> };

async function memoryTransport(mount: MountWire, connection: Connection): Promise<Transport> {
  const ports: { close(): void }[] = [];
  return {
    async open() {
      const { port1, port2 } = new MessageChannel();
      ports.push(port2);
      mount(messagePortWire(port2 as unknown as EventedPort), connection);
      return messagePortLine(port1 as unknown as MessagePort);
    },
    dropAll: () => ports.splice(0).forEach((port) => port.close()),
    stop: async () => ports.forEach((port) => port.close()),
  };
}

/** MessagePortMain: an emitter whose messages wait for `start`, and whose listeners get an event with `data`. */
class FakePortMain extends EventEmitter implements EventedPort {
  readonly #waiting: unknown[] = [];
  #started = false;
  readonly #peer: MessagePort;
  constructor(peer: MessagePort) {
    super();
    this.#peer = peer;
    peer.addEventListener('message', ({ data }: MessageEvent) => {
      if (this.#started) this.emit('message', { data: data as unknown, ports: [] });
      else this.#waiting.push(data);
    });
    peer.addEventListener('close', () => this.emit('close'));
    peer.start();
  }
  postMessage(message: unknown) {
    this.#peer.postMessage(message);
  }
  start() {
    this.#started = true;
    this.#waiting.splice(0).forEach((data) => this.emit('message', { data, ports: [] }));
  }
  close() {
    this.#peer.close();
  }
}

async function electronTransport(mount: MountWire, connection: Connection): Promise<Transport> {
  const ports: FakePortMain[] = [];
  return {
    async open() {
      const { port1, port2 } = new MessageChannel();
      const port = new FakePortMain(port2 as unknown as MessagePort);
      ports.push(port);
      mount(messagePortWire(port), connection);
      return messagePortLine(port1 as unknown as MessagePort);
    },
    dropAll: () => ports.splice(0).forEach((port) => port.close()),
    stop: async () => ports.forEach((port) => port.close()),
  };
}

async function webSocketTransport(mount: MountWire, connection: Connection): Promise<Transport> {
  const port = createWebSocketPort(mount);
  const server = createServer();
  const sockets = new Set<{ destroy(): void }>();
  server.on('upgrade', (request, socket, head) => {
    sockets.add(socket);
    port.upgrade(request, socket, head, connection);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/rpc`;
  return {
    open: webSocketLine(() => new WebSocket(address)),
    dropAll: () => sockets.forEach((socket) => socket.destroy()),
    async stop() {
      port.close();
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const transports = { 'in-memory port': memoryTransport, WebSocket: webSocketTransport, 'Electron port': electronTransport };

describe.each(Object.entries(transports))('%s', (_name, createTransport) => {
  let transport: Transport;
  let connection: TestConnection;
  let link: ReconnectingLink;
  let client: TestClient;
  let reported: { where: string; error: unknown }[];
  let refused: Refusal[];

  beforeEach(async () => {
    reported = [];
    refused = [];
    connection = new TestConnection();
    const mount = createMount(
      router,
      (where, error) => reported.push({ where, error }),
      (refusal) => refused.push(refusal),
    );
    transport = await createTransport(mount, connection);
    link = new ReconnectingLink({ open: transport.open, pauseMs: 10, waitMs: 2_000 });
    client = createORPCClient(link);
  });
  afterEach(async () => {
    await link.close();
    await transport.stop();
    quietStreams.removeAllListeners();
  });

  const rejection = async (promise: Promise<unknown>): Promise<AppError> => {
    const error: unknown = await promise.then(
      () => expect.unreachable('it was answered'),
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(AppError);
    return error as AppError;
  };

  test('a call is answered, many at a time too', async () => {
    expect(await client.add({ left: 2, right: 3 })).toBe(5);
    const sums = await Promise.all(Array.from({ length: 50 }, (_, left) => client.add({ left, right: 1 })));
    expect(sums).toEqual(Array.from({ length: 50 }, (_, left) => left + 1));
  });

  test('a stream arrives in order and ends', async () => {
    const values: number[] = [];
    for await (const value of await client.count({ to: 20 })) values.push(value);
    expect(values).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  test('leaving a quiet stream reaches the host', async () => {
    const cancelled = new Promise((resolve) => quietStreams.once('cancelled', resolve));
    for await (const value of await client.quiet()) {
      expect(value).toBe(0);
      break;
    }
    await cancelled;
  });

  test('aborting a waiting stream reaches the host and ends the wait', async () => {
    const cancelled = new Promise((resolve) => quietStreams.once('cancelled', resolve));
    const controller = new AbortController();
    const stream = await client.quiet(undefined, { signal: controller.signal });
    expect((await stream.next()).value).toBe(0);
    const waiting = stream.next().then(
      () => 'ended',
      (error: unknown) => error,
    );
    controller.abort(new Error('screen left'));
    expect(await waiting).toMatchObject({ message: 'screen left' });
    await cancelled;
  });

  test('a subscription that is left while it waits ends here and at the host, without a report', async () => {
    const stream = await client.subscribed();
    publisher.publish('number', 7);
    expect((await stream.next()).value).toBe(7);
    const waiting = stream.next();
    await stream.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    await vi.waitFor(() => expect(publisher.size).toBe(0));
    expect(reported).toEqual([]);
  }, 10_000);

  test('a subscription goes on after a drop, without a report', async () => {
    const stream = await client.subscribed();
    const waiting = stream.next();
    const resumed = new Promise<void>((resolve) => link.onReconnect(resolve));
    transport.dropAll();
    await resumed;
    const ticking = setInterval(() => publisher.publish('number', 8), 5);
    expect(await waiting).toEqual({ done: false, value: 8 });
    clearInterval(ticking);
    await stream.return?.();
    await vi.waitFor(() => expect(publisher.size).toBe(0));
    expect(reported).toEqual([]);
  }, 10_000);

  test('a dropped line cancels its streams at the host', async () => {
    const cancelled = new Promise((resolve) => quietStreams.once('cancelled', resolve));
    const stream = await client.quiet();
    await stream.next();
    transport.dropAll();
    await cancelled;
    await stream.return?.();
  });

  test('the role decides, and a procedure without roles is open to nobody', async () => {
    expect((await rejection(client.adminOnly())).code).toBe('forbidden');
    connection.currentRole = 'applicant';
    expect((await rejection(client.add({ left: 1, right: 1 }))).code).toBe('forbidden');
    connection.currentRole = 'visitor';
    expect((await rejection(client.add({ left: 1, right: 1 }))).code).toBe('session.signed-out');
    connection.currentRole = 'admin';
    expect(await client.adminOnly()).toBe(1);
    expect((await rejection(client.forgotten())).code).toBe('forbidden');
  });

  test('a role in the message changes nothing', async () => {
    const forged = { left: 1, right: 1, role: 'admin', connection: { role: 'admin' } };
    connection.currentRole = 'visitor';
    expect((await rejection(client.add(forged))).code).toBe('session.signed-out');
  });

  test('a password that must be changed blocks everything but the session', async () => {
    connection.passwordChange = true;
    expect((await rejection(client.add({ left: 1, right: 1 }))).code).toBe('session.password-change-required');
    expect(await client.session.current()).toBe('operator');
  });

  test('a quiet stream ends at once when the screen locks, and nothing else is answered', async () => {
    const stream = await client.quiet();
    await stream.next();
    const cancelled = new Promise((resolve) => quietStreams.once('cancelled', resolve));
    const waiting = rejection(stream.next());
    connection.lock();
    expect((await waiting).code).toBe('session.locked');
    await cancelled;
    expect((await rejection(client.add({ left: 1, right: 1 }))).code).toBe('session.locked');
    expect(refused.map(({ kind, what }) => `${kind} ${what}`)).toEqual(['locked add']);
    expect(connection.listeners.size).toBe(0);
  });

  test('a stream ends with an error when its person is signed out', async () => {
    const stream = await client.count({ to: 1_000_000 });
    await stream.next();
    connection.currentRole = 'visitor';
    const drain = async () => {
      for await (const value of stream) expect(value).toBeGreaterThan(0);
    };
    expect((await rejection(drain())).code).toBe('session.signed-out');
  });

  test('bad input is named by its path and not repeated', async () => {
    const error = await rejection(client.add({ left: 1, right: '王小明' as unknown as number }));
    expect(error.toJSON()).toEqual({ code: 'bad-input', details: { path: 'right', issues: 1 } });
  });

  test('an AppError crosses with its details, and its cause stays behind', async () => {
    const error = await rejection(client.jam());
    expect(error.toJSON()).toEqual({ code: 'device.paper-jam', details: { page: 3 } });
    expect(error.cause).toBeUndefined();
    expect(reported).toMatchObject([{ where: 'jam', error: { code: 'device.paper-jam' } }]);
  });

  test.each(['crash', 'wrongOutput'] as const)('%s is `internal` to the page and reported to the host', async (name) => {
    const frames: string[] = [];
    const line = await transport.open();
    line.addEventListener('message', (event) => frames.push(String((event as MessageEvent).data)));
    line.send(JSON.stringify({ i: '1', p: { u: `/${name}`, b: {} } }));
    await vi.waitFor(() => expect(frames).toHaveLength(1));
    expect(frames[0]).not.toMatch(/SQLITE|cases\.db|王小明|stack|at /);
    expect(reported.map(({ where }) => where)).toEqual([name]);
    const error = await rejection(client[name]());
    expect(error.toJSON()).toEqual({ code: 'internal', details: {} });
    line.close();
  });

  test('an error inside a stream is `internal`, too', async () => {
    const stream = await client.crashInStream();
    expect((await stream.next()).value).toBe(1);
    const error = await rejection(stream.next());
    expect(error.toJSON()).toEqual({ code: 'internal', details: {} });
    expect(reported.map(({ where }) => where)).toEqual(['crashInStream']);
  });

  test('an unknown procedure is not found', async () => {
    const unknown = client as unknown as Record<string, () => Promise<unknown>>;
    for (const name of ['nothing', 'constructor', '__proto__']) expect((await rejection(unknown[name]!())).code).toBe('not-found');
  });

  const junk: [string, unknown][] = [
    ['no JSON', '{"i":'],
    ['an empty text', ''],
    ['JSON null', 'null'],
    ['no payload', '{"i":"1"}'],
    ['a broken event', '{"i":"1","t":3,"p":null}'],
    ['bytes', new Uint8Array([0, 255, 7]).buffer],
    ['an oversize frame', JSON.stringify({ i: '1', p: { u: '/echo', b: { json: 'x'.repeat(maxFrameLength) } } })],
  ];
  test.each(junk)('%s ends its own line and no other', async (_kind, frame) => {
    expect(await client.add({ left: 1, right: 1 })).toBe(2);
    const stream = await client.quiet();
    await stream.next();
    const line = await transport.open();
    const closed = new Promise((resolve) => line.addEventListener('close', resolve));
    line.send(frame as string);
    await closed;
    expect(await client.add({ left: 20, right: 22 })).toBe(42);
    expect(JSON.stringify(reported.map(({ error }) => String(error)))).not.toContain('xxxx');
    await stream.return?.();
  });

  test('a frame cannot reach into prototypes', async () => {
    const line = await transport.open();
    const frames: string[] = [];
    line.addEventListener('message', (event) => frames.push(String((event as MessageEvent).data)));
    const meta = [[1, '__proto__', 'polluted']];
    line.send(`{"i":"1","p":{"u":"/echo","b":{"json":{"__proto__":{"polluted":"2020-01-01"}},"meta":${JSON.stringify(meta)}}}}`);
    await vi.waitFor(() => expect(frames).toHaveLength(1));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    line.close();
  });

  test('a flood of open calls ends its own line', async () => {
    const line = await transport.open();
    const closed = new Promise((resolve) => line.addEventListener('close', resolve));
    for (let id = 0; id < 400; id++) line.send(JSON.stringify({ i: String(id), p: { u: '/slow', b: {} } }));
    await closed;
    expect(await client.add({ left: 1, right: 1 })).toBe(2);
  });

  test('after a drop, pending calls fail, new calls work and streams go on', async () => {
    const reconnected = vi.fn();
    link.onReconnect(reconnected);
    const stream = await client.quiet();
    expect((await stream.next()).value).toBe(0);
    const next = stream.next();
    const pending = rejection(client.slow());
    await client.add({ left: 1, right: 1 });
    transport.dropAll();
    expect((await pending).code).toBe('connection-lost');
    expect(await client.add({ left: 3, right: 4 })).toBe(7);
    expect(await next).toMatchObject({ value: 0, done: false });
    // Once for the line, once for the stream.
    expect(reconnected).toHaveBeenCalledTimes(2);
    await stream.return?.();
  });
});

test('a host that stays away fails calls in time, and streams end when the page hangs up', async () => {
  const link = new ReconnectingLink({ open: () => Promise.reject(new Error('refused')), pauseMs: 5, waitMs: 100 });
  const client: TestClient = createORPCClient(link);
  await expect(client.add({ left: 1, right: 1 })).rejects.toMatchObject({ code: 'connection-lost' });
  await expect(client.add({ left: 1, right: 1 }, { signal: AbortSignal.abort(new Error('left')) })).rejects.toThrow('left');
  await link.close();
  await expect(client.add({ left: 1, right: 1 })).rejects.toMatchObject({ code: 'cancelled' });
});

test('every procedure of the contract names its roles, and only the session and the state of the data are open to visitors', () => {
  const procedures: { path: string; roles: readonly Role[] }[] = [];
  const walk = (node: object, path: string[]) => {
    if (isContractProcedure(node)) procedures.push({ path: path.join('.'), roles: (node['~orpc'].meta as ProcedureMeta).roles ?? [] });
    else for (const [name, child] of Object.entries(node)) walk(child as object, [...path, name]);
  };
  walk(realContract, []);
  expect(procedures.length).toBeGreaterThan(30);
  for (const procedure of procedures) expect(procedure.roles, procedure.path).not.toHaveLength(0);
  expect(procedures.filter(({ roles }) => roles.includes('visitor')).map(({ path }) => path)).toEqual([
    'session.current',
    'session.signIn',
    'session.signOut',
    'session.watch',
    'session.unlock',
    'safety.state',
  ]);
  for (const { path, roles } of procedures) if (path.startsWith('admin.')) expect(roles, path).toEqual(['admin']);
});
