/** The scanners' process as the services see it. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StartChild } from '#shared/child-process.ts';
import { ScannerProcess } from '../drivers/process/scanner-process.ts';
import { splitPages } from '../drivers/process/split-pages.ts';
import { readSpoolFile } from '../drivers/process/spool.ts';
import type { ScannerAccess } from './services/scanner-access.ts';

export function createScannerAccess({ startChild, onCrash }: { startChild: StartChild; onCrash: () => void }): ScannerAccess {
  const scanners = new ScannerProcess({
    // Every job of ours brings a spool of its own.
    spoolFolder: join(tmpdir(), 'intake-desk-spool'),
    onCrash,
    startChild(modulePath) {
      const child = startChild(modulePath, { serviceName: 'scanners' });
      return {
        send: (message) => child.send(message),
        onMessage: (listener) => void child.on('message', listener),
        onExit: (listener) => void child.on('exit', () => listener()),
        kill: () => void child.kill('SIGKILL'),
      };
    },
  });
  return {
    discover: (sink, signal) => scanners.discover(sink, signal),
    capabilities: (driver, address, signal) => scanners.capabilities(driver, address, signal),
    status: (driver, address, signal) => scanners.status(driver, address, signal),
    scan: (driver, address, request, context) => scanners.scan(driver, address, request, context),
    readSpoolFile,
    splitPages,
    close: () => scanners.close(),
  };
}
