/** Scanning into a case, and the scanners that IT staff set up. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { errorSchema } from '../data-safety.ts';
import {
  deviceStatusSchema,
  discoveredScannerSchema,
  recorderViewSchema,
  scannerCapabilitiesSchema,
  scannerCertificateSchema,
  scannerConfigSchema,
  scannerDriverSchema,
  scannerSchema,
  scannerStateSchema,
  scanProfileSchema,
  scanStartSchema,
  selfTestEventSchema,
  unreadableFileSchema,
} from '../device.ts';
import { admin, caseId, handler, ok, reviewer } from './roles.ts';

const scannerReportSchema = z.object({
  ok: z.boolean(),
  capabilities: scannerCapabilitiesSchema.nullable(),
  status: deviceStatusSchema.nullable(),
  error: errorSchema.nullable(),
});

const jobId = z.object({ jobId: z.string() });

export const scan = {
  scanners: handler.output(z.array(scannerSchema)),
  start: handler.input(caseId.extend(scanStartSchema.shape)).output(jobId),
  profiles: handler.output(z.array(scanProfileSchema)),
  /** Scanner, settings and waiting come from the profile; the case is the caller's. */
  startProfile: handler.input(caseId.extend({ profileId: z.string() })).output(jobId),
  /** A person has counted: nothing is missing, whatever went through the feeder when the program was cut off. */
  allThere: reviewer.input(caseId.extend({ jobId: z.string() })).output(ok),
  /** Goes on after a pause, with the sheet that was not taken back in the feeder. */
  resume: handler.input(jobId).output(ok),
  /** Ends the job; pages that are safe stay. */
  cancel: handler.input(jobId).output(ok),
  /** The device's state whenever it changes, until the caller stops listening. */
  watchScanner: handler.input(z.object({ scannerId: z.string() })).output(eventIterator(scannerStateSchema)),
  unreadableFiles: reviewer.output(z.array(unreadableFileSchema)),
  /** Takes the entry off the list; the file stays in the folder's `unreadable/`. */
  dismissUnreadableFile: reviewer.input(z.object({ id: z.string() })).output(z.array(unreadableFileSchema)),
};

export const scanners = {
  discover: admin.output(eventIterator(discoveredScannerSchema)),
  save: admin.input(scannerConfigSchema).output(z.array(scannerSchema)),
  /** The kinds that can be set up, in the order in which they are offered. */
  drivers: admin.output(z.array(scannerDriverSchema)),
  list: admin.output(z.array(scannerSchema)),
  remove: admin.input(z.object({ id: z.string() })).output(z.array(scannerSchema)),
  test: admin.input(z.object({ driver: z.string(), address: z.string() })).output(scannerReportSchema),
  /** What works on this device, check by check; `testPage` scans one page, which is looked at and dropped. */
  selfTest: admin
    .input(z.object({ driver: z.string(), address: z.string(), testPage: z.boolean() }))
    .output(eventIterator(selfTestEventSchema)),
  /** Of an https address; null for any other. */
  certificate: admin.input(z.object({ driver: z.string(), address: z.string() })).output(scannerCertificateSchema.nullable()),
};

export const profiles = {
  list: admin.output(z.array(scanProfileSchema)),
  save: admin.input(scanProfileSchema).output(z.array(scanProfileSchema)),
  remove: admin.input(z.object({ id: z.string() })).output(z.array(scanProfileSchema)),
};

export const recorder = {
  get: admin.output(recorderViewSchema),
  set: admin.input(z.object({ on: z.boolean() })).output(recorderViewSchema),
  /** One trace as JSON text, to be saved as a file. */
  read: admin.input(z.object({ id: z.string() })).output(z.object({ name: z.string(), text: z.string() })),
  remove: admin.input(z.object({ id: z.string() })).output(recorderViewSchema),
};
