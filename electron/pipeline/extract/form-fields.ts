/** The fields of an application form: what its type knows, and what the service item's labels name besides. */
import { parseFormLabels } from '#shared/form-labels.ts';
import type { FormLabel } from '#shared/form-labels.ts';
import { fieldDefinitionSchema } from '#shared/document-types/schema.ts';
import type { DocumentType, FieldDefinition } from '#shared/document-types/schema.ts';

type Kind = Partial<Omit<FieldDefinition, 'key' | 'names' | 'labels'>>;

const line: Kind = { reach: 'line' };
const day: Kind = { ...line, validators: ['date'], pattern: '\\d{4}[-年./]\\d{1,2}[-月./]\\d{1,2}日?' };
const telephone: Kind = { ...line, pattern: '[\\d-]{7,18}', validators: ['phone'], sensitive: true };
const count: Kind = { ...line, pattern: '^[约共]?(\\d{1,6})' };

/** What a key says about its value by its last part; keys of forms are named alike in all service items. */
const kinds: readonly (readonly [lastPart: RegExp, kind: Kind])[] = [
  [/^idNumber$/, { pattern: '[\\dA-Za-z]{15,18}', validators: ['person-or-organization-number'], accept: 'proved', sensitive: true }],
  [/^uscc$/, { pattern: '[0-9A-Za-z]{18}', validators: ['uscc'], accept: 'proved' }],
  [/^(phone|mobile|telephone)$/, telephone],
  [/^postcode$/, { ...line, pattern: '\\d{6}', validators: ['post-code'] }],
  [/(Date|Since|Until)$/, day],
  [/^(area|sharedArea)$/, { ...line, pattern: '^[约共]?(\\d+(?:\\.\\d+)?)' }],
  [/(Count|employees|copies)$/, count],
  [/^unitNumber$/, { pattern: '\\d{12}[A-Z]{2}\\d{5}[A-Z]\\d{8}', validators: ['real-estate-unit-number'] }],
  [/^sex$/, { ...line, pattern: '[男女]', validators: ['sex'] }],
  [/^ethnicity$/, { ...line, pattern: '^\\p{Script=Han}{1,6}', validators: ['ethnicity'] }],
  [/[aA]ddress$|^(location|domicile|premises)$/, { validators: ['address'] }],
  [/^name$/, { pattern: '^[^:]{2,60}', sensitive: true }],
  [/^email$/, { ...line, pattern: '[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+' }],
];

/** Values of forms run through their table cell. */
function unknownField({ key, label, section, options }: FormLabel): FieldDefinition {
  const last = key.split('.').at(-1) ?? key;
  const kind = options.length > 0 ? {} : (kinds.find(([pattern]) => pattern.test(last))?.[1] ?? {});
  const common = { reach: 'column', accept: 'confident', ...kind };
  return fieldDefinitionSchema.parse({ key, names: { zh: label, en: key }, ...common, options, ...(section ? { section } : {}) });
}

/** Wherever a form asks for a person's number and birth date or sex, they must agree. */
function personAgreements(fields: readonly FieldDefinition[]): DocumentType['agreements'] {
  const keys = new Set(fields.map(({ key }) => key));
  return [...keys]
    .filter((key) => key === 'idNumber' || key.endsWith('.idNumber'))
    .flatMap((right): DocumentType['agreements'] => {
      const prefix = right.slice(0, -'idNumber'.length);
      const kinds = [['birth-date-of-id-number', `${prefix}birthDate`] as const, ['sex-of-id-number', `${prefix}sex`] as const];
      return kinds.filter(([, left]) => keys.has(left)).map(([kind, left]) => ({ kind, left, right }));
    });
}

/** The form's fields in the order of the type, then of the item; and its sections, which the labels name. */
export function formFields(
  type: DocumentType,
  visible: readonly FieldDefinition[],
  labels: Readonly<Record<string, string>>,
): { type: DocumentType; fields: FieldDefinition[] } {
  const byKey = Map.groupBy(parseFormLabels(labels), ({ key }) => key);
  const withLabels = (field: FieldDefinition, named: readonly FormLabel[]): FieldDefinition => ({
    ...field,
    labels: named.map(({ label }) => label),
    ...(named[0]?.section ? { section: named[0].section } : {}),
    ...(named[0]?.options.length ? { options: named[0].options } : {}),
  });
  const known = visible.flatMap((field) => {
    const named = byKey.get(field.key);
    return named ? [withLabels(field, named)] : field.anywhere.length > 0 ? [field] : [];
  });
  const rest = [...byKey]
    .filter(([key]) => !visible.some((field) => field.key === key))
    .flatMap(([, named]) => (named[0] ? [withLabels(unknownField(named[0]), named)] : []));
  const sections = [...byKey.values()].flat().flatMap(({ section }) => (section ? [{ id: section, starts: [section] }] : []));
  const fields = [...known, ...rest];
  return {
    type: {
      ...type,
      agreements: [...type.agreements, ...personAgreements(fields)],
      sections: [...type.sections, ...new Map(sections.map((one) => [one.id, one])).values()],
    },
    fields,
  };
}
