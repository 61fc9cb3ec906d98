/** The fields of a case in the order of the review, and how the keyboard walks through them. */
import type { CaseField, Document } from '#shared/case.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import { isOpenField } from '#shared/open-fields.ts';

export type ReviewRow = { id: string; document: Document; field: CaseField; open: boolean; error: boolean };
export type ReviewGroup = { document: Document; slotName: string | null; rows: readonly ReviewRow[] };

export const rowId = (documentId: string, key: string): string => `${documentId}/${key}`;

/** `status` is the machine's verdict and stays; sorting by it keeps every row where it is while a person works. */
function doubtRank(field: CaseField): number {
  if (field.problems.some(({ severity }) => severity === 'error') && field.reviewedBy === null) return 0;
  return field.status === 'review' ? 1 : 2;
}

/** Documents in the order of the checklist, those without a slot last; doubtful fields of a document first. */
export function reviewGroups(view: Pick<CaseView, 'case' | 'item'>): ReviewGroup[] {
  const slots = view.item.materials.map(({ id }) => id);
  const rank = (document: Document) => (document.slotId === null ? slots.length : slots.indexOf(document.slotId));
  return [...view.case.documents]
    .filter((document) => document.fields.length > 0 && document.duplicateOf === null)
    .sort((a, b) => rank(a) - rank(b))
    .map((document) => ({
      document,
      slotName: view.item.materials.find(({ id }) => id === document.slotId)?.name ?? null,
      rows: document.fields
        .map((field, index) => ({ field, order: doubtRank({ ...field, reviewedBy: null }) * 1000 + index }))
        .sort((a, b) => a.order - b.order)
        .map(({ field }) => ({
          id: rowId(document.id, field.key),
          document,
          field,
          open: isOpenField(view.item, document, field),
          error: field.problems.some(({ severity }) => severity === 'error'),
        })),
    }));
}

/** The next open row after `from`, round the end if need be; null when none but `from` itself is open. */
export function nextOpen(rows: readonly ReviewRow[], from: string | null): string | null {
  const start = rows.findIndex(({ id }) => id === from);
  const after = [...rows.slice(start + 1), ...rows.slice(0, Math.max(0, start))];
  return after.find(({ open }) => open)?.id ?? null;
}

/** The row above or below, staying at the ends. */
export function stepRow(rows: readonly ReviewRow[], from: string | null, by: 1 | -1): string | null {
  const at = rows.findIndex(({ id }) => id === from);
  if (at < 0) return rows[0]?.id ?? null;
  return rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.id ?? null;
}
