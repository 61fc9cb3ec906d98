/** Scanner values that cross from the drivers to the screens: capabilities, status, requests, progress. */
import { z } from 'zod';

/** The shipped one. Its address changes with every start, so a saved copy of its settings is not a scanner of the hall's own. */
export const simulatorId = 'simulator';

/** What a driver says of its devices, so that nobody has to know it by its name. It travels to the screens with each scanner. */
export const driverTraitsSchema = z.object({
  /**
   * Paper is scanned there on command: the device has settings and a state, and paper that it did not take is put back.
   * Without, pages lie there as files that may come twice, or are taken as pictures.
   */
  scansPaper: z.boolean(),
  /** The screen opens the device itself; the host's scanner process has no part in it. */
  onScreen: z.boolean(),
  /** How its address is entered: typed, as a folder's path, or chosen from the cameras of this screen. */
  address: z.enum(['typed', 'folder', 'camera']),
  /** An https address is encrypted, with a certificate that a person can look at and pin. */
  certificates: z.boolean(),
});
export type DriverTraits = z.infer<typeof driverTraitsSchema>;

export const scannerDriverSchema = z.object({ kind: z.string(), traits: driverTraitsSchema });
export type ScannerDriverView = z.infer<typeof scannerDriverSchema>;

/** A scanner that IT staff configured. What its `address` looks like is the driver's own. */
export const scannerConfigSchema = z.object({
  id: z.string(),
  name: z.string(),
  driver: z.string(),
  address: z.string(),
  isDefault: z.boolean(),
  defaults: z.object({
    source: z.enum(['feeder', 'platen']),
    duplex: z.boolean(),
    colorMode: z.enum(['color', 'gray', 'lineart']),
    dpi: z.number().int(),
  }),
});
export type ScannerConfig = z.infer<typeof scannerConfigSchema>;

/** A configured scanner with what its driver says of it. */
export const scannerSchema = scannerConfigSchema.extend({ traits: driverTraitsSchema });
export type Scanner = z.infer<typeof scannerSchema>;

export const scanRequestSchema = z.object({
  source: z.enum(['feeder', 'platen']),
  duplex: z.boolean(),
  colorMode: z.enum(['color', 'gray', 'lineart']),
  dpi: z.number().int().min(75).max(1200),
  format: z.enum(['image/jpeg', 'application/pdf']),
  /** Scan area in 1/300 inch, as eSCL counts whatever the resolution; null = the whole area of the source. */
  region: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).nullable(),
});
export type ScanRequest = z.infer<typeof scanRequestSchema>;

/** What a screen asks for when a stack is put in. */
export const scanStartSchema = z.object({
  scannerId: z.string(),
  request: scanRequestSchema.partial(),
  waitForPaper: z.boolean().default(false),
  /** Job of the doubt whose sheet was put back; the doubt ends when the sheet's first page is safe. */
  clears: z.string().nullable().default(null),
});

const inputSchema = z.object({
  colorModes: z.array(z.enum(['color', 'gray', 'lineart'])),
  /** Offered resolutions in dpi; a device that offers a range lists its ends and the common ones between. */
  resolutions: z.array(z.number().int()),
  formats: z.array(z.string()),
  /** In 1/300 inch. */
  maxWidth: z.number(),
  maxHeight: z.number(),
});
export const scannerCapabilitiesSchema = z.object({
  makeAndModel: z.string(),
  serialNumber: z.string().nullable(),
  uuid: z.string().nullable(),
  version: z.string(),
  platen: inputSchema.nullable(),
  feeder: inputSchema.extend({ duplex: z.boolean(), capacity: z.number().int().nullable() }).nullable(),
});
export type ScannerCapabilities = z.infer<typeof scannerCapabilitiesSchema>;

export const deviceStatusSchema = z.object({
  state: z.enum(['idle', 'processing', 'warming-up', 'stopped', 'down']),
  feeder: z.enum(['loaded', 'empty', 'processing', 'jam', 'cover-open', 'mispick', 'multi-feed', 'overload', 'error']).nullable(),
});
export type DeviceStatus = z.infer<typeof deviceStatusSchema>;

export const discoveredScannerSchema = z.object({
  /** Stable key: eSCL uuid, else host and port. */
  key: z.string(),
  driver: z.string(),
  name: z.string(),
  address: z.string(),
});
export type DiscoveredScanner = z.infer<typeof discoveredScannerSchema>;

const details = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** The paper that must go back into the feeder, counted from 1 within the job: pages (sides) and sheets differ in duplex. */
const notTakenSchema = z.object({
  page: z.number().int(),
  sheet: z.number().int(),
  /** So many sheets from this one on went through, where the device tells; absent when nobody asked it. */
  sheetsThrough: z.number().int().nullable().optional(),
});
export type NotTaken = z.infer<typeof notTakenSchema>;

/**
 * The states of a scan job. `paused` needs a person: `error` says why and `notTaken` what to put back; `scan.resume` goes on from there,
 * `scan.cancel` ends the job with the pages that are safe. `finished`, `failed` and `cancelled` are final.
 */
const scanPhases = [
  'preparing',
  'warming-up',
  'waiting-for-paper',
  'waiting',
  'transferring',
  'paused',
  'draining',
  'finished',
  'failed',
  'cancelled',
] as const;

export const scanProgressSchema = z.object({
  jobId: z.string(),
  phase: z.enum(scanPhases),
  /** Pages that are safe on disk. */
  pagesStored: z.number().int(),
  /** Of those, backs of sheets that carry nothing: flagged, never dropped. */
  blankBacks: z.number().int(),
  /** What the device did other than asked, once per job, e.g. `settings-changed:dpi=300`, `same-as-previous`. */
  warnings: z.array(z.string()),
  /** In `paused` and `failed` of a feeder job: the first page that was NOT taken. */
  notTaken: notTakenSchema.nullable(),
  /** Files of a folder that could not be read, with their error codes; shown, never logged. */
  skippedFiles: z.array(z.object({ name: z.string(), code: z.string() })),
  /** 0..1 of the page in transfer, null when unknown. */
  fraction: z.number().nullable(),
  error: z.object({ code: z.string(), details }).nullable(),
});
export type ScanProgress = z.infer<typeof scanProgressSchema>;

/** What a scanner is doing, whoever asked for it. `feeder` is null for devices that do not tell. */
const scannerStates = ['ready', 'warming-up', 'waiting-for-paper', 'feeding', 'paused', 'error'] as const;
export const scannerStateSchema = z.object({
  scannerId: z.string(),
  state: z.enum(scannerStates),
  feeder: deviceStatusSchema.shape.feeder,
  /** A job of this program on the device, of whichever case. */
  job: z.object({ jobId: z.string(), pagesStored: z.number().int(), notTaken: notTakenSchema.nullable() }).nullable(),
  /** In `paused` and `error`. */
  error: z.object({ code: z.string(), details }).nullable(),
});
export type ScannerState = z.infer<typeof scannerStateSchema>;

/** One touch: a device, its settings, and the service item that a case is opened for (null = the item already chosen). */
export const scanProfileSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1).max(30),
  scannerId: z.string(),
  itemCode: z.string().nullable(),
  request: scanRequestSchema.partial(),
  /** Do not fail on an empty feeder: wait until paper is put in. */
  waitForPaper: z.boolean(),
});
export type ScanProfile = z.infer<typeof scanProfileSchema>;

/** A file of a watched folder that could not be read; it lies in the folder's `unreadable/`. The name is personal data. */
export const unreadableFileSchema = z.object({
  id: z.string(),
  scannerId: z.string(),
  scannerName: z.string(),
  name: z.string(),
  code: z.string(),
  foundAt: z.string(),
});
export type UnreadableFile = z.infer<typeof unreadableFileSchema>;

/** The checks of a device's self-test, in their order. */
export const selfTestChecks = ['address', 'reachable', 'certificate', 'capabilities', 'status', 'test-page'] as const;
/** One check's result. The stream sends `running` first and the result after it; it ends after the last check. */
export const selfTestEventSchema = z.object({
  check: z.enum(selfTestChecks),
  /** `warning` = works with a limitation, `skipped` = could not be tried (no paper, not asked for, an earlier check failed). */
  result: z.enum(['running', 'pass', 'warning', 'fail', 'skipped']),
  durationMs: z.number().nullable(),
  /** What was found: e.g. `makeAndModel`, `duplex`, `resolutions`, `widthPx`; for `skipped` a `reason`. */
  facts: details,
  error: z.object({ code: z.string(), details }).nullable(),
});
export type SelfTestEvent = z.infer<typeof selfTestEventSchema>;

/** The certificate that an https scanner shows; a person compares `sha256` with the device's own panel before pinning it. */
export const scannerCertificateSchema = z.object({
  /** Lower-case hex. */
  sha256: z.string(),
  subject: z.string(),
  issuer: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
  /** Signed by an authority that this computer trusts, for this host: needs no pin. */
  trusted: z.boolean(),
  pin: z.enum(['none', 'matches', 'differs']),
  /** The address to save when the person accepts the certificate. */
  pinnedAddress: z.string(),
});
export type ScannerCertificate = z.infer<typeof scannerCertificateSchema>;

/** Redacted protocol traces of eSCL scanners: no page bytes, no serial numbers, no addresses. */
export const recorderViewSchema = z.object({
  on: z.boolean(),
  traces: z.array(
    z.object({ id: z.string(), recordedAt: z.string(), makeAndModel: z.string(), exchanges: z.number().int(), outcome: z.string() }),
  ),
});
export type RecorderView = z.infer<typeof recorderViewSchema>;
