/** What administrators see of the safety of the data, and an error as it travels. */
import { z } from 'zod';
import { errorCodes } from './errors.ts';
import type { ErrorCode } from './errors.ts';

export const errorSchema = z.object({
  code: z.enum(Object.keys(errorCodes) as [ErrorCode]),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export const dataSafetySchema = z.object({
  lookingOnly: errorSchema.nullable(),
  trouble: errorSchema.nullable(),
  /** An administrator may decide to go on. */
  mayAccept: z.boolean(),
  /** It was decided; the program has to be started again. */
  accepted: z.boolean(),
  /** What the start did with files; null while nothing may be touched. */
  tidied: z.object({ finished: z.int(), movedAside: z.int(), putBack: z.int(), pagesWithoutFile: z.int() }).nullable(),
  quarantine: z.array(
    z.object({ id: z.string(), reason: z.enum(['no-record', 'accepted-older']), at: z.string(), files: z.int(), bytes: z.number() }),
  ),
  dataFolder: z.string(),
});
export type DataSafety = z.infer<typeof dataSafetySchema>;

/** Why nothing may be changed, or what has happened to the database; every staff screen shows it. */
export const safetyStateSchema = z.object({ lookingOnly: errorSchema.nullable(), trouble: errorSchema.nullable() });
export const quarantineId = z.object({ id: z.string().max(64) });
/** Files of pages that have a record went back to their places; the rest stays. */
export const putBackSchema = z.object({ moved: z.int(), view: dataSafetySchema });
/** For good. `confirm` repeats the id: nobody does this by one click. */
export const destroySchema = quarantineId.extend({ confirm: z.string() });
