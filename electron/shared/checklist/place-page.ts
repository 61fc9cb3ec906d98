/** What happens to the documents of a case when a person puts a page into another slot or takes it away. */
import type { Document } from '../case.ts';
import { other } from '../document-types/special-types.ts';
import type { ServiceItem } from '../service-item.ts';

/** The documents without this page; a document that loses its last page goes away. */
export function withoutPage(documents: readonly Document[], pageId: string): Document[] {
  return documents
    .map((document) =>
      document.pageIds.includes(pageId)
        ? {
            ...document,
            pageIds: document.pageIds.filter((id) => id !== pageId),
            fields: document.fields.filter((field) => field.pageId !== pageId),
          }
        : document,
    )
    .filter(({ pageIds }) => pageIds.length > 0);
}

/**
 * Puts a page into `slotId` (null = belongs to no slot) as a person's decision.
 * A page whose own type the slot does not take joins the only document already there (a contract's page without a title);
 * otherwise it stands there as a document of its own.
 */
export function placePage(
  documents: readonly Document[],
  pageId: string,
  slotId: string | null,
  item: ServiceItem,
  newId: () => string,
): Document[] {
  const from = documents.find(({ pageIds }) => pageIds.includes(pageId));
  if (from && from.slotId === slotId && from.pageIds.length === 1) {
    return documents.map((document) => (document === from ? { ...document, placedBy: 'person' as const } : document));
  }
  const fields = from?.fields.filter((field) => field.pageId === pageId) ?? [];
  const rest = withoutPage(documents, pageId);
  const accepted = item.materials.find(({ id }) => id === slotId)?.anyOf.map(({ documentType }) => documentType) ?? [];
  const inSlot = slotId === null ? [] : rest.filter((document) => document.slotId === slotId);
  const [host] = inSlot;
  if (host && inSlot.length === 1 && !accepted.includes(from?.documentType ?? '')) {
    return rest.map((document) =>
      document === host
        ? { ...document, placedBy: 'person' as const, pageIds: [...document.pageIds, pageId], fields: [...document.fields, ...fields] }
        : document,
    );
  }
  const own: Document = {
    id: newId(),
    documentType: from?.documentType ?? other.id,
    pageIds: [pageId],
    slotId,
    placedBy: 'person',
    duplicateOf: null,
    fields,
  };
  return [...rest, own];
}
