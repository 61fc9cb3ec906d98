/** The scanners' own process: a driver that crashes takes no case and no key of the store with it. */
import { AppError, toAppError } from '#shared/errors.ts';
import type { ScannerDriver } from '../driver.ts';
import { drivers } from '../index.ts';
import { serveDrivers } from './serve-drivers.ts';
import type { ChildMessage, HostMessage } from './messages.ts';

/** Electron's utilityProcess gives its child a port instead of `process.send`. */
type ParentPort = { postMessage(message: unknown): void; on(event: 'message', listener: (event: { data: unknown }) => void): void };

const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort;

/** A host that was killed hears nothing more; the callback keeps its closed channel from ending this process too early. */
function sendToHost(message: ChildMessage): void {
  if (parentPort) parentPort.postMessage(message);
  else if (process.connected) process.send?.(message, () => undefined);
}

/** Loaded when it is first needed: a broken native part keeps no other driver from its scanners. */
function load(kind: string): Promise<ScannerDriver> {
  const listed = drivers.find((candidate) => candidate.kind === kind);
  if (!listed?.load) throw new AppError('device.not-configured', { driver: kind.slice(0, 40) });
  return listed.load();
}

const searching = drivers.flatMap(({ kind, load }) => (load === null ? [] : [kind]));
const server = serveDrivers(async (kind) => load(kind), searching, sendToHost);

/** Devices are given back before the process goes, but nobody waits long for one that does not answer. */
const LAST_GOODBYE_MS = 5_000;
function leave(): void {
  setTimeout(() => process.exit(0), LAST_GOODBYE_MS).unref();
  void server.close().finally(() => process.exit(0));
}

function receive(message: HostMessage): void {
  if (message.type === 'close') leave();
  else server.receive(message);
}

if (parentPort) parentPort.on('message', ({ data }) => receive(data as HostMessage));
else process.on('message', (message) => receive(message as HostMessage));

// Without a host there is nobody to give pages to.
process.once('disconnect', leave);
// The terminal's Ctrl-C reaches the whole group; the host decides when the last page is safe.
process.on('SIGINT', () => undefined);
process.on('unhandledRejection', (error) => {
  process.stderr.write(`scanner process: ${toAppError(error).code}\n`);
  process.exit(1);
});
