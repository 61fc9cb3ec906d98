/** Step 6: the fields of a page, read by one engine from the data of its document type. */
import { findDocumentType } from '#shared/document-types/index.ts';
import type { DocumentType, FieldDefinition } from '#shared/document-types/index.ts';
import { fieldDefinitionSchema } from '#shared/document-types/schema.ts';
import type { Field, Preparation, Problem, Side, TextLine } from '#shared/page.ts';
import { findValidator } from '#shared/validators/index.ts';
import type { ValidationContext } from '#shared/validators/validator.ts';
import { decideFields } from './extract/decide.ts';
import type { Draft } from './extract/decide.ts';
import { findLabels } from './extract/labels.ts';
import { rowsOfPage } from './extract/page-rows.ts';
import { readablePage, readField } from './extract/read-field.ts';

export type ExtractInput = {
  documentType: string;
  side: Side | null;
  lines: readonly TextLine[];
  preparation: Preparation;
  /** Labels of the service item's application form: printed label → field key. */
  formLabels?: Readonly<Record<string, string>>;
  /** ISO date that counts as today. */
  today?: string;
  /** Types taught by IT staff are given as they are. */
  type?: DocumentType;
};

/** Form values of unknown key run through their cell and always go to a person. */
const unknownFormField = (key: string, label: string): FieldDefinition =>
  fieldDefinitionSchema.parse({ key, names: { zh: label, en: key }, reach: 'column' });

/** The type's fields; on a form, those that the service item's labels name. */
function fieldsFor(type: DocumentType, side: Side | null, formLabels: ExtractInput['formLabels']): FieldDefinition[] {
  const visible = type.fields.filter(({ sides }) => !side || side === 'both' || sides.length === 0 || sides.includes(side));
  if (type.id !== 'application-form') return visible;
  const labelsOf = new Map<string, string[]>();
  for (const [label, key] of Object.entries(formLabels ?? {}))
    labelsOf.set(key, [...(labelsOf.get(key) ?? []), label.normalize('NFKC').replace(/\s/g, '')]);
  const known = visible
    .filter(({ key, anywhere }) => labelsOf.has(key) || anywhere.length > 0)
    .map((field) => ({ ...field, labels: labelsOf.get(field.key) ?? field.labels }));
  const rest = [...labelsOf].filter(([key]) => !visible.some((field) => field.key === key));
  return [...known, ...rest.map(([key, labels]) => ({ ...unknownFormField(key, labels[0] ?? key), labels }))];
}

/** Inner white space is no part of a value on Chinese papers; digits and letters become half width. */
const plainValue = (raw: string): string => raw.replace(/\s+/g, '').replace(/[０-９Ａ-Ｚａ-ｚ]/g, (char) => char.normalize('NFKC'));

function validated(field: FieldDefinition, raw: string, context: ValidationContext): { value: string; problems: Problem[] } {
  return field.validators.reduce<{ value: string; problems: Problem[] }>(
    ({ value, problems }, id) => {
      const result = findValidator(id)?.validate(value, context);
      return result ? { value: result.normalised, problems: [...problems, ...result.problems] } : { value, problems };
    },
    { value: plainValue(raw), problems: [] },
  );
}

/** Fields in the order of the document type; those that are not required and not found are left out. */
export function extractFields(input: ExtractInput): Field[] {
  const type = input.type ?? findDocumentType(input.documentType);
  if (!type || input.lines.length === 0) return [];
  const fields = fieldsFor(type, input.side, input.formLabels);
  if (fields.length === 0) return [];
  const rows = rowsOfPage(input.lines, input.preparation, type);
  const page = readablePage(rows, findLabels(rows, type, fields));
  const values: Record<string, string> = {};
  const drafts: Draft[] = [];
  for (const definition of fields) {
    const reading = readField(page, definition);
    if (!reading && !definition.required) continue;
    const context = { ...(input.today ? { today: input.today } : {}), fields: values };
    const { value, problems } = validated(definition, reading?.raw ?? '', context);
    values[definition.key] = value;
    drafts.push({ definition, reading, value, problems });
  }
  return decideFields(drafts, type);
}
