/** A service item (政务服务事项): its situations, material requirements and form, as data that IT staff can import. */
import { z } from 'zod';
import { crossRuleSchema } from './cross-rules/cross-rule.ts';

/** A question whose answer decides the situation (情形) of a case. */
export const situationQuestionSchema = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.enum(['boolean', 'choice']),
  options: z.array(z.object({ value: z.string(), label: z.string() })).default([]),
  defaultValue: z.union([z.string(), z.boolean()]),
});
export type SituationQuestion = z.infer<typeof situationQuestionSchema>;

/** True when the answer to `question` equals `equals`; with `not`, when it is anything else. */
const conditionSchema = z.object({
  question: z.string(),
  equals: z.union([z.string(), z.boolean()]),
  not: z.boolean().optional(),
});
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
  /** Ink is looked for beside the signature labels of papers that ask for a signature. */
  needsSignature: z.boolean().optional(),
  /** The paper is coloured by nature: a grey one is a copy. */
  needsOriginal: z.boolean().optional(),
  /** Takes several documents of one type, e.g. the health certificates of all staff. */
  several: z.boolean().optional(),
  /** 电子证照: the line may be met by an electronic licence instead of paper. */
  eLicence: z.object({ typeCode: z.string(), name: z.string() }).optional(),
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
  /** Machine values of less confidence (0..1) go to a person although the machine would let them pass. */
  minConfidence: z.number().min(0).max(1).optional(),
  sources: z.array(z.object({ documentType: z.string(), slotId: z.string().optional(), fieldKey: z.string() })),
});
export type FormField = z.infer<typeof formFieldSchema>;

/** Time limits of the item, counted from acceptance (受理). */
const timeLimitSchema = z.object({
  statutory: z.number().int().positive(),
  promised: z.number().int().positive(),
  unit: z.enum(['workday', 'calendarDay']),
});

/** What notices and receipts of the item cite. */
const legalTextsSchema = z.object({
  /** Law on which the item and its material list rest (设定依据). */
  basis: z.array(z.string()).default([]),
  /** Law on which the correction notice rests. */
  correction: z.string().default('《中华人民共和国行政许可法》第三十二条第一款第（四）项'),
  /** Days that the applicant has for supplying what is missing; absent = no limit is set. */
  correctionDays: z.number().int().positive().optional(),
});

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
  /** For all fields that feed the form, where a form field sets none of its own. */
  minConfidence: z.number().min(0).max(1).optional(),
  timeLimit: timeLimitSchema.optional(),
  legal: legalTextsSchema.optional(),
  /** For application forms of this item: printed label → field key, read in addition to `formTitle`. */
  applicationForm: z.object({ titles: z.array(z.string()), labels: z.record(z.string(), z.string()) }).optional(),
});
export type ServiceItem = z.infer<typeof serviceItemSchema>;
