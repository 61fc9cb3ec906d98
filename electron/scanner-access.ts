/** The scanners' process as the services see it. */
import type { StartChild } from '#shared/child-process.ts';
import { ScannerProcess } from '../drivers/process/scanner-process.ts';
import { noteTold, readFeedLog } from '../drivers/process/feed-log.ts';
import { readSpoolFile } from '../drivers/process/spool.ts';
import type { ScannerAccess } from './services/scanners/scanner-access.ts';

/** Uploaded files are split in a second process of the same kind: a hostile PDF that brings it down stops no feeder. */
export function createScannerAccess({ startChild, onCrash }: { startChild: StartChild; onCrash: () => void }): ScannerAccess {
  const scanners = new ScannerProcess({ startChild, onCrash, serviceName: 'scanners' });
  const files = new ScannerProcess({ startChild, onCrash, serviceName: 'files' });
  let traceFolder: string | null = null;
  return {
    discover: (sink, signal) => scanners.discover(sink, signal),
    capabilities: (driver, address, signal) => scanners.capabilities(driver, address, signal),
    status: (driver, address, signal) => scanners.status(driver, address, signal),
    certificate: (driver, address, signal) => scanners.certificate(driver, address, signal),
    scan: (driver, address, request, context) => scanners.scan(driver, address, request, { ...context, traceFolder }),
    endJob: (driver, address, left, signal) => scanners.endJob(driver, address, left, signal),
    feedState: readFeedLog,
    noteTold,
    splitFile: (bytes, spool) => files.splitFile(bytes, spool),
    readSpoolFile,
    recycle() {
      scanners.recycle();
      files.recycle();
    },
    setRecording: (folder) => void (traceFolder = folder),
    close: async () => void (await Promise.all([scanners.close(), files.close()])),
  };
}
