/** What a notice or receipt says: plain data, frozen when it is issued; the PDF is drawn from it alone. */
import { z } from 'zod';
import { gapSchema } from '#shared/checklist/case-gaps.ts';

const hallSchema = z.object({ name: z.string(), address: z.string(), phone: z.string(), hours: z.string() });

const common = {
  hall: hallSchema,
  /** Printed at the top right: the approval system's number, or our own reference until there is one. */
  number: z.string(),
  itemName: z.string(),
  departmentName: z.string(),
  applicantName: z.string(),
  agentName: z.string(),
  /** Name of the clerk. */
  handledBy: z.string(),
  /** ISO 8601 UTC. */
  issuedAt: z.string(),
  appliedAt: z.string(),
  basis: z.array(z.string()),
  qr: z.string(),
};

export const correctionNoticeSchema = z.object({
  ...common,
  correctionBasis: z.string(),
  /** ISO date; null when no limit is set. */
  dueDate: z.string().nullable(),
  gaps: z.array(gapSchema),
  remark: z.string(),
});
export type CorrectionNotice = z.infer<typeof correctionNoticeSchema>;

export const intakeReceiptSchema = z.object({
  ...common,
  queryPassword: z.string().nullable(),
  receivedAt: z.string(),
  materials: z.array(
    z.object({
      name: z.string(),
      originals: z.number().int(),
      copies: z.number().int(),
      pages: z.number().int(),
      method: z.enum(['paper', 'e-licence']),
    }),
  ),
  /** Lines to be supplied later. */
  missing: z.array(z.string()),
  timeLimit: z.object({ statutory: z.number().int(), promised: z.number().int(), unit: z.enum(['workday', 'calendarDay']) }).nullable(),
});
export type IntakeReceipt = z.infer<typeof intakeReceiptSchema>;
