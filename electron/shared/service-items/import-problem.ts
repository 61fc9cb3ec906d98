/** What is wrong with a file of a service item, and what its import would change: codes with details; the words are in import-texts.ts. */
import { z } from 'zod';

export const importProblemCodes = [
  // The item itself: references that lead nowhere.
  'id-repeated',
  'no-such-question',
  'no-such-answer',
  'no-such-case-property',
  'no-such-form-field',
  'no-such-material',
  'no-such-field',
  'condition-missing',
  'e-licence-unnamed',
  'options-empty',
  'no-such-validator',
  // JSON.
  'not-json',
  'wrong-type',
  'wrong-value',
  'too-small',
  'too-big',
  'no-known-form',
  'wrong-format',
  'other-item',
  // Tables.
  'file-empty',
  'file-too-large',
  'too-many-rows',
  'too-many-columns',
  'no-materials',
  'column-missing',
  'cell-empty',
  'cell-too-long',
  'cell-not-a-count',
  'cell-value-unknown',
  'material-of-other-item',
  'material-repeated',
  'encoding-unknown',
  'not-text',
  'quotes-open',
  'not-xlsx',
  'xlsx-unreadable',
  'xlsx-damaged',
  'xlsx-too-many-parts',
  'xlsx-too-large',
  'xlsx-declaration',
  'xlsx-compression',
] as const;
export type ImportProblemCode = (typeof importProblemCodes)[number];

export const importProblemSchema = z.object({
  /** A path of JSON, or a row (from 1, the head is row 1) and column of a table; nothing of it = the file as a whole. */
  place: z.object({ path: z.string().optional(), row: z.number().int().optional(), column: z.string().optional() }),
  code: z.enum(importProblemCodes),
  /** Values for the text's placeholders. */
  details: z.record(z.string(), z.string()).optional(),
});
export type ImportProblem = z.infer<typeof importProblemSchema>;

/** One line of what an import would change. `part` is a material, a form field, a rule … */
export const itemChangeSchema = z.object({
  part: z.enum(['item', 'question', 'material', 'form', 'rule', 'mapping']),
  change: z.enum(['added', 'removed', 'changed']),
  id: z.string(),
  name: z.string(),
  /** What differs: a property with its value before and after (absent = none), or the target of a mapping rule. */
  details: z.array(
    z.union([
      z.object({ key: z.string(), before: z.json().optional(), after: z.json().optional() }),
      z.object({ target: z.string(), change: z.enum(['added', 'removed', 'changed']) }),
    ]),
  ),
});
export type ItemChange = z.infer<typeof itemChangeSchema>;
export type ItemValue = z.infer<ReturnType<typeof z.json>>;
export type ItemDifference = ItemChange['details'][number];
