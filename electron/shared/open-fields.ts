/** Which fields of a case still need a person's eyes before it may be confirmed. */
import type { Case, CaseField, Document } from './case.ts';
import type { ServiceItem } from './service-item.ts';

/** True when the item's form or cross rules read this field, so that an empty value matters. */
function isUsed(item: ServiceItem, document: Document, key: string): boolean {
  return (
    item.formFields.some(({ sources }) =>
      sources.some(
        (source) =>
          source.fieldKey === key && source.documentType === document.documentType && (!source.slotId || source.slotId === document.slotId),
      ),
    ) || item.crossRules.some(({ left, right }) => [left, right].some((end) => end.slotId === document.slotId && end.fieldKey === key))
  );
}

/** A doubtful field nobody has looked at. What was not found and is not needed does not cost a keystroke. */
export function isOpenField(item: ServiceItem, document: Document, field: CaseField): boolean {
  if (field.status !== 'review' || field.reviewedBy !== null || document.slotId === null || document.duplicateOf !== null) return false;
  return field.value !== '' || isUsed(item, document, field.key);
}

/** All open fields, in the order of documents and fields. */
export function openFields(item: ServiceItem, current: Case): { document: Document; field: CaseField }[] {
  return current.documents.flatMap((document) =>
    document.fields.filter((field) => isOpenField(item, document, field)).map((field) => ({ document, field })),
  );
}
