/** The scanners' own process: a driver that crashes takes no case and no key of the store with it. */
import { parentOf } from '#shared/child-process.ts';
import type { ChildSideProcess } from '#shared/child-process.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import type { ScannerDriver } from '../driver.ts';
import { drivers } from '../index.ts';
import { serveDrivers } from './serve-drivers.ts';
import type { HostMessage } from './messages.ts';

const host = parentOf(process as ChildSideProcess);
if (!host) {
  process.stderr.write('This is the scanners’ child process; the host starts it.\n');
  process.exit(2);
}

/** Loaded when it is first needed: a broken native part keeps no other driver from its scanners. */
function load(kind: string): Promise<ScannerDriver> {
  const listed = drivers.find((candidate) => candidate.kind === kind);
  if (!listed?.load) throw new AppError('device.not-configured', { driver: kind.slice(0, 40) });
  return listed.load();
}

const searching = drivers.flatMap(({ kind, load }) => (load === null ? [] : [kind]));
const server = serveDrivers(
  async (kind) => load(kind),
  searching,
  (message) => host.send(message),
);

/** Devices are given back before the process goes, but nobody waits long for one that does not answer. */
const LAST_GOODBYE_MS = 5_000;
function leave(): void {
  setTimeout(() => process.exit(0), LAST_GOODBYE_MS).unref();
  void server.close().finally(() => process.exit(0));
}

host.onMessage((received) => {
  const message = received as HostMessage;
  if (message.type === 'close') leave();
  else server.receive(message);
});
// Without a host there is nobody to give pages to.
host.onDisconnect(leave);
// The terminal's Ctrl-C reaches the whole group; the host decides when the last page is safe.
process.on('SIGINT', () => undefined);
process.on('unhandledRejection', (error) => {
  process.stderr.write(`scanner process: ${toAppError(error).code}\n`);
  process.exit(1);
});
