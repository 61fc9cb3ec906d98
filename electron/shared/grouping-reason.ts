/** Why a page is in its document and a document on its material of the checklist: codes; the words for the clerk are in grouping-texts.ts. */
import { z } from 'zod';

const groupingReasonCodes = [
  'title',
  'page-number',
  'next-clause',
  'open-sentence',
  'no-title',
  'register-member',
  'reordered',
  'card-sides-adjacent',
  'card-sides-validity',
  'card-sides-size',
  'after-separator',
  'only-type',
  'holder',
  'holder-unknown',
  'separator-names-line',
  'by-person',
  'repeats-scan',
  'repeats-look',
  'repeats-number',
  'repeats-text',
] as const;

export const groupingReasonSchema = z.object({
  code: z.enum(groupingReasonCodes),
  /** The page it speaks of; null for the document as a whole. */
  pageId: z.uuid().nullable(),
  /** Values for the text's placeholders: printed words and numbers, ids of types and fields; no values of applicants. */
  details: z.record(z.string(), z.string()).optional(),
});
export type GroupingReason = z.infer<typeof groupingReasonSchema>;
