/** Which fields of a case still need a person's eyes before it may be confirmed. */
import type { Case, CaseField, Document } from './case.ts';
import { endsOfRule } from './cross-rules/cross-rule.ts';
import type { ServiceItem } from './service-item.ts';

type FormField = ServiceItem['formFields'][number];

const isFedBy = ({ sources }: FormField, document: Document, key: string): boolean =>
  sources.some(
    ({ fieldKey, documentType, slotId }) =>
      fieldKey === key && documentType === document.documentType && (!slotId || slotId === document.slotId),
  );

/** True when the item's form or cross rules read this field, so that an empty value matters. */
const isUsed = (item: ServiceItem, document: Document, key: string): boolean =>
  item.formFields.some((field) => isFedBy(field, document, key)) ||
  item.crossRules.some((rule) => endsOfRule(rule).some((end) => end.slotId === document.slotId && end.fieldKey === key));

/** The item asks for more confidence than the machine had; only values that go into the form have such a bar. */
function isBelowBar(item: ServiceItem, document: Document, { key, confidence }: CaseField): boolean {
  const bars = item.formFields
    .filter((field) => isFedBy(field, document, key))
    .map((field) => field.minConfidence ?? item.minConfidence ?? 0);
  return bars.some((bar) => confidence < bar);
}

/** True for a value that the machine does not vouch for, or not enough for this item. */
const isDoubtful = (item: ServiceItem, document: Document, field: CaseField): boolean =>
  field.status === 'review' || isBelowBar(item, document, field);

/** A doubtful field nobody has looked at. What was not found and is not needed does not cost a keystroke. */
export function isOpenField(item: ServiceItem, document: Document, field: CaseField): boolean {
  if (field.reviewedBy !== null || document.slotId === null || document.duplicateOf !== null) return false;
  return isDoubtful(item, document, field) && (field.value !== '' || isUsed(item, document, field.key));
}

/** All open fields, in the order of documents and fields. */
export function openFields(item: ServiceItem, current: Case): { document: Document; field: CaseField }[] {
  return current.documents.flatMap((document) =>
    document.fields.filter((field) => isOpenField(item, document, field)).map((field) => ({ document, field })),
  );
}
