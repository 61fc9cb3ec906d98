/** COPY THIS FOLDER to start a new scanner driver. It is complete: one image file is a flatbed with one page. */
import { readFile } from 'node:fs/promises';
import type { DeviceStatus, ScannerCapabilities, ScanRequest } from '#shared/device.ts';
import { AppError } from '#shared/errors.ts';
import type { JobSummary, PageResult, ScanContext, ScannerDevice, ScannerDriver } from '../driver.ts';

/*
 * 1. Copy the folder to drivers/<name>/, rename the files and this constant.
 * 2. Replace the bodies; keep the four promises that tests/conformance/driver.test.ts checks:
 *    errors are AppErrors, pages come one by one, a page is in the spool before it is yielded, cancel ends the job.
 * 3. Say in listed.ts what your devices are like; the screens and the services ask that, never the driver's name.
 * 4. Add one line to drivers/index.ts, the words of the kind in renderer/i18n, and a device in tests/conformance/driver.test.ts.
 */
export const templateDriver: ScannerDriver = {
  kind: 'template',

  /** A driver that cannot search for devices returns at once. */
  watch: () => Promise.resolve(),

  /** Opening only reads the address; a device that is switched off shows itself at the first call. */
  open: async (ref) => {
    if (ref.address === '') throw new AppError('bad-input', { field: 'address' });
    return templateDevice(ref.address);
  },
};

function templateDevice(path: string): ScannerDevice {
  return {
    capabilities: async (): Promise<ScannerCapabilities> => {
      await readPage(path);
      const platen = { colorModes: ['color' as const], resolutions: [300], formats: ['image/jpeg'], maxWidth: 2550, maxHeight: 3508 };
      return { makeAndModel: 'Template', serialNumber: null, uuid: null, version: '1', platen, feeder: null };
    },
    status: async (): Promise<DeviceStatus> => {
      await readPage(path);
      return { state: 'idle', feeder: null };
    },
    scan: (request, context) => scanOnce(path, request, context),
    close: () => Promise.resolve(),
  };
}

async function* scanOnce(path: string, request: ScanRequest, context: ScanContext): AsyncGenerator<PageResult, JobSummary> {
  context.onProgress({ phase: 'preparing', page: 0, fraction: null });
  const bytes = await readPage(path);
  if (context.signal.aborted) return { pages: 0, endedBy: 'cancelled' };
  // The spool checks the image, encrypts it, and makes it durable; a driver never writes files itself.
  const pages = await context.spool.write(bytes, { index: 0, side: 'front', dpi: request.dpi });
  yield* pages;
  return { pages: pages.length, endedBy: context.signal.aborted ? 'cancelled' : 'single-page' };
}

/** Whatever goes wrong leaves the driver as an AppError with a `device.*` code. */
async function readPage(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new AppError('device.offline', { reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error);
  }
}
