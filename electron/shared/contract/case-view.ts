/** A case as screens see it, whole and in a list, and what they are told while it changes. */
import { z } from 'zod';
import { caseSchema, caseStates, pageSchema } from '../case.ts';
import { checklistStatusSchema } from '../checklist/checklist.ts';
import { scanProgressSchema } from '../device.ts';
import { pushReasonSchema } from '../push-reason.ts';
import { serviceItemSchema } from '../service-item.ts';

/** A case with its checklist and push state, ready to show. */
export const caseViewSchema = z.object({
  case: caseSchema,
  item: serviceItemSchema,
  checklist: checklistStatusSchema,
  /** Scan job in progress, with its last progress. */
  scan: scanProgressSchema.nullable(),
  push: z
    .object({ state: z.string(), attempts: z.number().int(), nextAttemptAt: z.string().nullable(), lastError: pushReasonSchema.nullable() })
    .nullable(),
  /** Fields in `review` that nobody has looked at. */
  openFields: z.number().int(),
});
export type CaseView = z.infer<typeof caseViewSchema>;

export const caseSummarySchema = z.object({
  id: z.string(),
  state: z.enum(caseStates),
  itemCode: z.string(),
  itemName: z.string(),
  caseNumber: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  createdBy: z.string(),
  pageCount: z.number().int(),
});

/**
 * `changed`: fetch the view again. `scan`: progress of the feeder. `page`: a thumbnail can be shown; `arrived` is a new page
 * itself, the revision that brought it and its thumbnail (JPEG, base64), so that it is on the screen before anything is fetched.
 */
export const caseEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changed'), revision: z.number().int() }),
  z.object({ kind: z.literal('scan'), progress: scanProgressSchema }),
  z.object({
    kind: z.literal('page'),
    pageId: z.uuid(),
    arrived: z.object({ page: pageSchema, revision: z.number().int(), thumbnail: z.string().nullable() }).nullable(),
  }),
]);
export type CaseEvent = z.infer<typeof caseEventSchema>;
export type PageEvent = Extract<CaseEvent, { kind: 'page' }>;
