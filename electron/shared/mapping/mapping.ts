/** The mapping from a case to the payload of an approval system: data, checked on save, versioned with each submission. */
import { z } from 'zod';

export const mappingSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('form'), key: z.string() }),
  /** A field of the document in a slot. */
  z.object({ kind: z.literal('field'), slotId: z.string(), fieldKey: z.string() }),
  /** A property of the case: one of `casePaths`. */
  z.object({ kind: z.literal('case'), path: z.string() }),
  z.object({ kind: z.literal('constant'), value: z.string() }),
]);
export type MappingSource = z.infer<typeof mappingSourceSchema>;

/** Closed list of transforms; vendors disagree on code values and date formats, so both are per rule. */
const transformSchema = z.discriminatedUnion('name', [
  /** ISO date → pattern of YYYY MM DD HH mm ss. */
  z.object({ name: z.literal('date'), pattern: z.string() }),
  z.object({ name: z.literal('value-map'), values: z.record(z.string(), z.string()), otherwise: z.string().nullable() }),
  z.object({ name: z.literal('upper') }),
  z.object({ name: z.literal('number') }),
  z.object({ name: z.literal('boolean') }),
  z.object({ name: z.literal('truncate'), length: z.number().int().positive() }),
]);
export type Transform = z.infer<typeof transformSchema>;

export const mappingRuleSchema = z.object({
  /** Dotted path in the payload, e.g. `applicant.idNumber`. */
  target: z.string().regex(/^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/),
  source: mappingSourceSchema,
  transforms: z.array(transformSchema),
  required: z.boolean(),
});
export type MappingRule = z.infer<typeof mappingRuleSchema>;

export const mappingSchema = z.object({
  itemCode: z.string(),
  /** Grows with every save; each submission records the version it used. */
  version: z.number().int(),
  rules: z.array(mappingRuleSchema),
});
export type Mapping = z.infer<typeof mappingSchema>;

export const mappingProblemCodes = [
  'unknown-source',
  'required-empty',
  'not-in-value-map',
  'not-yes-or-no',
  'not-a-date',
  'no-such-date',
  'not-a-number',
  'target-unsafe',
  'target-reserved',
  'target-repeated',
  'target-conflict',
  'schema-required',
  'schema-unknown',
  'schema-type',
  'schema-values',
  'schema-format',
  'schema-short',
  'schema-long',
  'schema-small',
  'schema-large',
  'schema',
] as const;

const mappingProblemSchema = z.object({
  target: z.string(),
  code: z.enum(mappingProblemCodes),
  /** Values for the text's placeholders (mapping-texts.ts); never the value that is sent. */
  details: z.record(z.string(), z.string()).optional(),
});
export type MappingProblem = z.infer<typeof mappingProblemSchema>;

/** One row of a dry run: what the rule found and what it would send. */
const mappedRowSchema = z.object({ target: z.string(), sourceValue: z.string(), sentValue: z.unknown() });

export const mappedPayloadSchema = z.object({
  payload: z.record(z.string(), z.unknown()),
  rows: z.array(mappedRowSchema),
  problems: z.array(mappingProblemSchema),
});
export type MappedPayload = z.infer<typeof mappedPayloadSchema>;
