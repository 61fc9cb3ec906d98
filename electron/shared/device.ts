/** Scanner values that cross from the drivers to the screens: capabilities, status, requests, progress. */
import { z } from 'zod';

export const driverKinds = ['escl-network', 'folder'] as const;

/** A scanner that IT staff configured. `address` is an eSCL base URL, or a folder path for `folder`. */
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

export const scanProgressSchema = z.object({
  jobId: z.string(),
  phase: z.enum(['preparing', 'waiting', 'transferring', 'draining', 'finished', 'failed', 'cancelled']),
  /** Pages that are safe on disk. */
  pagesStored: z.number().int(),
  /** Files of a folder that could not be read, with their error codes; shown, never logged. */
  skippedFiles: z.array(z.object({ name: z.string(), code: z.string() })),
  /** 0..1 of the page in transfer, null when unknown. */
  fraction: z.number().nullable(),
  error: z.object({ code: z.string(), details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) }).nullable(),
});
export type ScanProgress = z.infer<typeof scanProgressSchema>;
