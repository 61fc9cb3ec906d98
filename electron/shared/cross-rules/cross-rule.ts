/** Rules over several papers of one case, as data of a service item, and what evaluating one gives. */
import { z } from 'zod';
import { boxSchema, problemSchema } from '../page.ts';

/** The case itself as a slot; its fields are `createdAt` (day of intake) and `today` (day on which the rule is evaluated). */
export const caseSlotId = '$case';
/** The form in force as a slot; its fields are the form keys of the item. */
export const formSlotId = '$form';

/** A value of the case: a field of a document in a slot, or of one of the two special slots. */
const ruleEndSchema = z.object({ slotId: z.string(), fieldKey: z.string() });
export type RuleEnd = z.infer<typeof ruleEndSchema>;

/** How two values are compared: `address` and `company` know the spellings of addresses and of company names. */
const comparisonSchema = z.enum(['text', 'address', 'company']);
export type Comparison = z.infer<typeof comparisonSchema>;

const common = { id: z.string().min(1), label: z.string().min(1), severity: z.enum(['error', 'warning']) };

export const crossRuleSchema = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('same'), as: comparisonSchema.default('text'), left: ruleEndSchema, right: ruleEndSchema }),
  /** One of the two names at least what the other names, e.g. an address with the room number. */
  z.object({ ...common, kind: z.literal('contains'), as: comparisonSchema.default('address'), left: ruleEndSchema, right: ruleEndSchema }),
  /** Dates in order; `plusMonths` is added to the left one first ("lived there for half a year"). */
  z.object({ ...common, kind: z.literal('not-after'), left: ruleEndSchema, right: ruleEndSchema, plusMonths: z.number().int().optional() }),
  /** A day inside a period, e.g. today inside a lease. */
  z.object({ ...common, kind: z.literal('within'), day: ruleEndSchema, from: ruleEndSchema, until: ruleEndSchema }),
  /**
   * While the question has this answer (no agent), no paper may speak of somebody else: no surplus document of
   * `documentTypes`, unless it is the owner's own.
   */
  z.object({
    ...common,
    kind: z.literal('nobody-else'),
    question: z.string(),
    equals: z.union([z.string(), z.boolean()]),
    owner: ruleEndSchema,
    documentTypes: z.array(z.string()).min(1),
  }),
  /** Every company seal on the papers of the slot names one of these; what cannot be read says nothing, nor do seals of offices. */
  z.object({ ...common, kind: z.literal('seal-name'), slotId: z.string(), names: z.array(ruleEndSchema).min(1) }),
]);
export type CrossRule = z.infer<typeof crossRuleSchema>;

/** What a rule looked at: the value and where it stands. A mark of the page (seal, signature) has no field key; its value is what was read of it. */
const evidenceEndSchema = z.object({
  slotId: z.string(),
  /** Null for the case itself, for typed form values and for e-licences. */
  documentId: z.string().nullable(),
  fieldKey: z.string(),
  value: z.string(),
  pageId: z.string().nullable(),
  /** On the prepared page; null = the whole page. */
  box: boxSchema.nullable(),
});
export type EvidenceEnd = z.infer<typeof evidenceEndSchema>;

export const crossOutcomeSchema = z.object({
  ruleId: z.string(),
  label: z.string(),
  kind: z.enum(['same', 'contains', 'not-after', 'within', 'nobody-else', 'seal-name', 'seal', 'signature', 'original']),
  severity: z.enum(['error', 'warning']),
  /** `open`: something the rule needs was not read or not measured; a person looks. */
  result: z.enum(['holds', 'fails', 'open']),
  ends: z.array(evidenceEndSchema),
  /** For a person, when it fails. */
  problem: problemSchema.nullable(),
});
export type CrossOutcome = z.infer<typeof crossOutcomeSchema>;

/** The values that a rule reads. */
export function endsOfRule(rule: CrossRule): RuleEnd[] {
  if (rule.kind === 'within') return [rule.day, rule.from, rule.until];
  if (rule.kind === 'seal-name') return rule.names;
  return rule.kind === 'nobody-else' ? [rule.owner] : [rule.left, rule.right];
}
