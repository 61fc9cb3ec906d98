/** The checklist of a case: which material lines are satisfied, missing, doubtful, duplicate or surplus at this moment. */
import { z } from 'zod';
import type { Case } from './case.ts';
import { problemSchema } from './page.ts';
import type { ServiceItem } from './service-item.ts';

export const slotStatusSchema = z.object({
  slotId: z.string(),
  name: z.string(),
  /** `not-applicable`: its condition does not hold in this situation. `partial`: e.g. one side of an ID card is missing. */
  state: z.enum(['filled', 'partial', 'missing', 'optional-empty', 'not-applicable']),
  required: z.boolean(),
  deferrable: z.boolean(),
  documentIds: z.array(z.string()),
  problems: z.array(problemSchema),
  hint: z.string(),
});
export type SlotStatus = z.infer<typeof slotStatusSchema>;

export const crossFindingSchema = z.object({
  ruleId: z.string(),
  label: z.string(),
  severity: z.enum(['error', 'warning']),
  left: z.object({ documentId: z.string(), fieldKey: z.string(), value: z.string() }),
  right: z.object({ documentId: z.string(), fieldKey: z.string(), value: z.string() }),
});
export type CrossFinding = z.infer<typeof crossFindingSchema>;

export const checklistStatusSchema = z.object({
  slots: z.array(slotStatusSchema),
  /** Documents that belong to no slot. */
  extraDocumentIds: z.array(z.string()),
  /** Documents that repeat another one. */
  duplicateDocumentIds: z.array(z.string()),
  /** Pages without ink; flagged, never deleted. */
  blankPageIds: z.array(z.string()),
  crossFindings: z.array(crossFindingSchema),
  /** Form keys that are required and empty. */
  missingFormKeys: z.array(z.string()),
  /** Every required, non-deferrable slot is filled and no form key is missing. */
  complete: z.boolean(),
});
export type ChecklistStatus = z.infer<typeof checklistStatusSchema>;

/** Implemented in check-checklist.ts. */
export type CheckChecklist = (item: ServiceItem, current: Case) => ChecklistStatus;
