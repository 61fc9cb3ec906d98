/** Group: pages → documents → materials of the checklist. A person's placing and typing is never overwritten. */
import type { Case, CaseField, Document } from '#shared/case.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { caseFields, draftDocuments } from './group/drafts.ts';
import type { DocumentDraft } from './group/document-draft.ts';
import type { GroupPage } from './group/group-page.ts';
import { markDuplicates } from './group/duplicates.ts';
import { placeDocuments } from './group/place.ts';

export type GroupInput = {
  pages: readonly GroupPage[];
  item: ServiceItem;
  answers: Case['answers'];
  /** The documents so far: their ids, a person's placings and reviewed values are kept. */
  previous: readonly Document[];
  newId: () => string;
};

/** Reviewed values win over a new reading; the machine's newest proposal is kept beside them. */
function withReviewed(fields: readonly CaseField[], known: Document | undefined): CaseField[] {
  const reviewed = new Map((known?.fields ?? []).filter(({ reviewedBy }) => reviewedBy !== null).map((field) => [field.key, field]));
  const kept = fields.map((field) => {
    const before = reviewed.get(field.key);
    reviewed.delete(field.key);
    return before ? { ...before, machineValue: field.machineValue || before.machineValue } : field;
  });
  return [...kept, ...reviewed.values()];
}

/** The earlier document that shares most pages with the draft, each used once. */
function takeKnown(draft: DocumentDraft, known: Set<Document>): Document | undefined {
  const shared = (document: Document): number => draft.pages.filter(({ page }) => document.pageIds.includes(page.id)).length;
  const [best] = [...known].filter((document) => shared(document) > 0).toSorted((a, b) => shared(b) - shared(a));
  if (best) known.delete(best);
  return best;
}

function documentOf(draft: DocumentDraft, known: Document | undefined, newId: () => string): Document {
  const reasons = draft.reasons.length > 0 ? { reasons: draft.reasons } : {};
  return {
    id: known?.id ?? newId(),
    documentType: draft.documentType,
    pageIds: draft.pages.map(({ page }) => page.id),
    slotId: null,
    placedBy: 'machine',
    duplicateOf: null,
    fields: withReviewed(caseFields(draft), known),
    ...reasons,
  };
}

/** A person's document keeps its pages and place; pages that were not read yet when it was placed bring their fields now. */
function refreshed(document: Document, pages: ReadonlyMap<string, GroupPage>): Document {
  const own = document.pageIds.flatMap((id) => pages.get(id) ?? []);
  const read = caseFields({ pages: own });
  const known = new Set(document.fields.map(({ key }) => key));
  const fields = [...document.fields, ...read.filter(({ key }) => !known.has(key))];
  return { ...document, fields, reasons: [{ code: 'by-person', pageId: null }] };
}

const textsOf = ({ lines = [] }: GroupPage): readonly string[] => lines.map(({ text }) => text);

/** @returns documents in the order of their first pages */
export function groupPages({ pages, item, answers, previous, newId }: GroupInput): Document[] {
  const byId = new Map(pages.map((entry) => [entry.page.id, entry]));
  const placed = previous.filter(({ placedBy }) => placedBy === 'person').map((document) => refreshed(document, byId));
  const placedPages = new Set(placed.flatMap(({ pageIds }) => pageIds));
  const known = new Set(previous.filter(({ placedBy }) => placedBy === 'machine'));
  const drafts = draftDocuments(pages.filter(({ page }) => !placedPages.has(page.id)));
  const drafted = drafts.map((draft) => ({ draft, document: documentOf(draft, takeKnown(draft, known), newId) }));
  const documents = [...placed, ...drafted.map(({ document }) => document)];
  // A sheet printed for another service item still separates, but its line is not one of this case.
  const named = drafted.flatMap(({ draft: { namedMaterial }, document }): [string, string][] =>
    namedMaterial && (namedMaterial.itemCode === null || namedMaterial.itemCode === item.code)
      ? [[document.id, namedMaterial.materialId]]
      : [],
  );
  const indexOf = (document: Document): number => Math.min(...document.pageIds.map((id) => byId.get(id)?.page.index ?? Infinity));
  const marked = markDuplicates(
    documents
      .toSorted((a, b) => indexOf(a) - indexOf(b))
      .map((document) => {
        const own = document.pageIds.flatMap((id) => byId.get(id) ?? []);
        return { document, lines: own.flatMap(textsOf), pages: own };
      }),
  );
  return placeDocuments(marked, item, answers, new Map(named));
}
