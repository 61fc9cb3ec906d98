/** A service item (政务服务事项): its situations, material requirements and form, as data that IT staff can import. */
import { z } from 'zod';

/** A question whose answer decides the situation (情形) of a case. */
export const situationQuestionSchema = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.enum(['boolean', 'choice']),
  options: z.array(z.object({ value: z.string(), label: z.string() })).default([]),
  defaultValue: z.union([z.string(), z.boolean()]),
});
export type SituationQuestion = z.infer<typeof situationQuestionSchema>;

/** True when the answer to `question` equals `equals`. */
export const conditionSchema = z.object({ question: z.string(), equals: z.union([z.string(), z.boolean()]) });
export type Condition = z.infer<typeof conditionSchema>;

/** One way to satisfy a requirement: a document of this type (and, where it matters, these sides). */
export const acceptableDocumentSchema = z.object({
  documentType: z.string(),
  /** Sides that must all be present, on one page or several. */
  sides: z.array(z.enum(['portrait', 'emblem', 'home', 'member'])).default([]),
  /**
   * Whose paper it must be, told by comparing a field of the document with a field of another document of the case:
   * e.g. the agent's ID card is the one whose `name` equals `agentName` of the power of attorney.
   */
  holder: z.object({ fieldKey: z.string(), equalsDocumentType: z.string(), equalsFieldKey: z.string() }).optional(),
});

/** A material requirement (材料). `anyOf` lists alternatives (或材料): one of them satisfies the line. */
export const materialRequirementSchema = z.object({
  /** 材料编码, unique within the item. */
  id: z.string(),
  name: z.string(),
  necessity: z.enum(['required', 'optional', 'conditional']),
  /** For `conditional`: all must hold for the line to be required. */
  when: z.array(conditionSchema).default([]),
  /** 容缺后补: may be missing at submission when staff say so. */
  deferrable: z.boolean().default(false),
  anyOf: z.array(acceptableDocumentSchema).min(1),
  copies: z.object({ originals: z.number().int(), copies: z.number().int() }),
  sourceKind: z.enum(['self', 'issued']),
  /** How the approval system takes the files of this line. */
  attachmentForm: z.enum(['pdf', 'images']).default('pdf'),
  needsSeal: z.boolean().default(false),
  hint: z.string().default(''),
});
export type MaterialRequirement = z.infer<typeof materialRequirementSchema>;

/** A form field fed from materials; the first source that has a value wins, staff input wins over all. */
export const formFieldSchema = z.object({
  key: z.string(),
  label: z.string(),
  required: z.boolean(),
  kind: z.enum(['text', 'date', 'number', 'choice', 'boolean']).default('text'),
  options: z.array(z.object({ value: z.string(), label: z.string() })).default([]),
  /** Validator id of #shared/validators, run while typing and before submission. */
  validator: z.string().optional(),
  sensitive: z.boolean().default(false),
  sources: z.array(z.object({ documentType: z.string(), slotId: z.string().optional(), fieldKey: z.string() })),
});
export type FormField = z.infer<typeof formFieldSchema>;

/**
 * Two values of different documents that must agree (or be ordered), shown with both crops when they do not.
 * The slot `$case` stands for the case itself; its field `createdAt` is the day of intake.
 */
export const crossRuleSchema = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.enum(['same', 'contains', 'not-after']),
  severity: z.enum(['error', 'warning']),
  left: z.object({ slotId: z.string(), fieldKey: z.string() }),
  right: z.object({ slotId: z.string(), fieldKey: z.string() }),
});
export type CrossRule = z.infer<typeof crossRuleSchema>;

export const serviceItemSchema = z.object({
  /** 实施编码; lengths differ between platforms, so it is free text. */
  code: z.string(),
  catalogCode: z.string(),
  handlingItemCode: z.string(),
  name: z.string(),
  version: z.number().int(),
  departmentName: z.string(),
  departmentCode: z.string(),
  caseKind: z.enum(['instant', 'promised']),
  questions: z.array(situationQuestionSchema),
  materials: z.array(materialRequirementSchema),
  formFields: z.array(formFieldSchema),
  crossRules: z.array(crossRuleSchema).default([]),
  /** For application forms of this item: printed label → field key, read in addition to `formTitle`. */
  applicationForm: z.object({ titles: z.array(z.string()), labels: z.record(z.string(), z.string()) }).optional(),
});
export type ServiceItem = z.infer<typeof serviceItemSchema>;
