/** The checklist of a case: which materials are satisfied, missing, doubtful, duplicate or surplus at this moment. */
import { z } from 'zod';
import { crossOutcomeSchema } from '../cross-rules/cross-rule.ts';
import { problemSchema } from '../page.ts';

const slotStatusSchema = z.object({
  slotId: z.string(),
  name: z.string(),
  /** `not-applicable`: its condition does not hold in this situation. `partial`: e.g. one side of an ID card is missing. */
  state: z.enum(['filled', 'partial', 'missing', 'optional-empty', 'not-applicable']),
  required: z.boolean(),
  deferrable: z.boolean(),
  documentIds: z.array(z.string()),
  /** Set when an e-licence stands for the paper. */
  eLicence: z.boolean().optional(),
  problems: z.array(problemSchema),
  hint: z.string(),
});
export type SlotStatus = z.infer<typeof slotStatusSchema>;

export const checklistStatusSchema = z.object({
  slots: z.array(slotStatusSchema),
  /** Documents that belong to no slot. */
  extraDocumentIds: z.array(z.string()),
  /** Documents that repeat another one. */
  duplicateDocumentIds: z.array(z.string()),
  /** Pages without ink; flagged, never deleted. */
  blankPageIds: z.array(z.string()),
  /** Every rule over several papers that can be told, in the order of the item. */
  crossOutcomes: z.array(crossOutcomeSchema),
  /** Those of them that fail. */
  crossFindings: z.array(crossOutcomeSchema),
  /** Form keys that are required and empty. */
  missingFormKeys: z.array(z.string()),
  /** Every required, non-deferrable slot is filled and no form key is missing. */
  complete: z.boolean(),
});
export type ChecklistStatus = z.infer<typeof checklistStatusSchema>;
