/** What goes out: to the approval system, and on paper to the applicant. */
import { z } from 'zod';
import { caseViewSchema } from './case-view.ts';
import { caseId, handler, reviewer } from './roles.ts';

/** `woken`: it waited, and is tried now. `on-its-way`: it is being sent already. */
export const retryResultSchema = z.enum(['woken', 'sent-again', 'on-its-way']);
export type RetryResult = z.infer<typeof retryResultSchema>;

const receiptSchema = z.object({
  caseNumber: z.string(),
  queryPassword: z.string().nullable(),
  itemName: z.string(),
  departmentName: z.string(),
  applicantName: z.string(),
  receivedAt: z.string(),
  reviewer: z.string(),
  materials: z.array(z.object({ name: z.string(), pages: z.number().int(), originals: z.number().int(), copies: z.number().int() })),
  missing: z.array(z.string()),
});
export type Receipt = z.infer<typeof receiptSchema>;

export const submission = {
  submit: handler.input(caseId).output(caseViewSchema),
  receipt: handler.input(caseId).output(receiptSchema),
  /** A person wants it sent now: ends its wait, or sends a parked or rejected case again once the cause is mended. */
  retry: reviewer.input(caseId).output(caseViewSchema),
  /** Asks the approval system what became of the case. */
  refresh: reviewer.input(caseId).output(caseViewSchema),
};

/** Papers for the applicant; the PDF is at `/case/<caseId>/issued/<documentId>.pdf`, its pages at `…/<documentId>/<n>.jpg`. */
export const documents = {
  issueNotice: reviewer
    .input(caseId.extend({ gapIds: z.array(z.string()).max(500), remark: z.string().max(500) }))
    .output(z.object({ documentId: z.uuid(), pages: z.number().int() })),
  issueReceipt: reviewer.input(caseId).output(z.object({ documentId: z.uuid(), pages: z.number().int() })),
};
