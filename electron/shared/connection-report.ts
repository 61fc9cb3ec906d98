/** What a test of the connection to the approval system found. */
import { z } from 'zod';
import { errorSchema } from './data-safety.ts';

export const connectionReportSchema = z.object({
  ok: z.boolean(),
  systemName: z.string().nullable(),
  roundTripMs: z.number(),
  clockSkewMs: z.number().nullable(),
  error: errorSchema.nullable(),
});
