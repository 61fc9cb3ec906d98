/** Finds the values that cross rules compare: in the documents of a slot, in e-licences, in the form, in the case itself. */
import type { Case, Document } from '../case.ts';
import { findDocumentType } from '../document-types/index.ts';
import { caseSlotId, formSlotId } from './cross-rule.ts';
import type { EvidenceEnd, RuleEnd } from './cross-rule.ts';

export type RuleContext = { current: Case; today: string };

/** `missing`: a paper that should tell lies there and does not; `absent`: nothing there that could. */
export type FoundEnd = { state: 'found'; end: EvidenceEnd } | { state: 'missing'; end: EvidenceEnd } | { state: 'absent' };

const bare = (rule: RuleEnd, value: string): EvidenceEnd => ({ ...rule, value, documentId: null, pageId: null, box: null });

/** The value of a document's field with the place where it stands. */
export function documentEnd(document: Document, slotId: string, fieldKey: string): EvidenceEnd {
  const field = document.fields.find(({ key }) => key === fieldKey);
  return {
    slotId,
    documentId: document.id,
    fieldKey,
    value: field?.value ?? '',
    pageId: field?.pageId ?? document.pageIds[0] ?? null,
    box: field?.box ?? null,
  };
}

const knows = (document: Document, fieldKey: string): boolean =>
  document.fields.some(({ key }) => key === fieldKey) ||
  (findDocumentType(document.documentType)?.fields.some(({ key }) => key === fieldKey) ?? false);

/** Documents that count for a slot. */
export const slotDocuments = (current: Case, slotId: string): Document[] =>
  current.documents.filter((document) => document.slotId === slotId && document.duplicateOf === null);

function fromForm(rule: RuleEnd, { current }: RuleContext): FoundEnd {
  const value = current.form[rule.fieldKey];
  // An empty form value is the form's own matter.
  if (!value?.value) return { state: 'absent' };
  const source = current.documents.find(({ id }) => id === value.documentId);
  const place = source && value.fieldKey ? documentEnd(source, rule.slotId, value.fieldKey) : bare(rule, '');
  return { state: 'found', end: { ...place, fieldKey: rule.fieldKey, value: value.value } };
}

/** The first document of the slot that has the value; an e-licence speaks before paper, since nobody had to read it. */
export function findEnd(rule: RuleEnd, context: RuleContext): FoundEnd {
  const { current, today } = context;
  if (rule.slotId === caseSlotId)
    return { state: 'found', end: bare(rule, rule.fieldKey === 'today' ? today : current.createdAt.slice(0, 10)) };
  if (rule.slotId === formSlotId) return fromForm(rule, context);
  const licensed = current.eLicences?.[rule.slotId]?.fields[rule.fieldKey];
  if (licensed) return { state: 'found', end: bare(rule, licensed) };
  const candidates = slotDocuments(current, rule.slotId).filter((document) => knows(document, rule.fieldKey));
  const ends = candidates.map((document) => documentEnd(document, rule.slotId, rule.fieldKey));
  const found = ends.find(({ value }) => value !== '');
  if (found) return { state: 'found', end: found };
  return ends[0] ? { state: 'missing', end: ends[0] } : { state: 'absent' };
}
