/** What the host says about itself: how far its audit log is verified, and whether its date can be right. */
import { z } from 'zod';

export const auditStateSchema = z.object({
  /** Verified so far. */
  rows: z.number().int(),
  /** First sequence number that does not fit. */
  brokenAt: z.number().int().nullable(),
  /** A check from the first row is running. */
  checking: z.boolean(),
  /** When the latest check from the first row ended; null = none since the start. */
  checkedAt: z.string().nullable(),
});
export type AuditState = z.infer<typeof auditStateSchema>;

/** Why the date of this computer cannot be right, or was not. */
export const clockDoubtSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('before-release'), now: z.string() }),
  /** The newest audit row is dated later than now. */
  z.object({ kind: z.literal('behind-log'), now: z.string(), loggedAt: z.string() }),
  /** The date was set while the program ran, by `byMs`. */
  z.object({ kind: z.literal('jumped'), from: z.string(), to: z.string(), byMs: z.number() }),
]);
export type ClockDoubt = z.infer<typeof clockDoubtSchema>;
