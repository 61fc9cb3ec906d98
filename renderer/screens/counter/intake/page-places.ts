/** Where every page of a case lies on the intake board: in a slot, without a slot, or still unread. */
import type { Document, Page } from '#shared/case.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import { separatorType } from '#shared/separator.ts';

export type PlacedPage = { page: Page; document: Document | null; duplicate: boolean };
export type PagePlaces = {
  bySlot: ReadonlyMap<string, readonly PlacedPage[]>;
  surplus: readonly PlacedPage[];
  /** Empty backs and the like: flagged and kept, but out of the way. */
  blank: readonly PlacedPage[];
  /** Sheets that only keep papers apart. */
  separators: readonly PlacedPage[];
  unread: readonly PlacedPage[];
  /** As they stand on the board, top to bottom: the order in which arrow keys walk. */
  inOrder: readonly PlacedPage[];
};

export function placesOf(view: Pick<CaseView, 'case' | 'item'>): PagePlaces {
  const byPage = new Map<string, Document>();
  for (const document of view.case.documents) for (const pageId of document.pageIds) byPage.set(pageId, document);
  const bySlot = new Map<string, PlacedPage[]>(view.item.materials.map(({ id }) => [id, []]));
  const surplus: PlacedPage[] = [];
  const blank: PlacedPage[] = [];
  const separators: PlacedPage[] = [];
  const unread: PlacedPage[] = [];
  for (const page of [...view.case.pages].sort((a, b) => a.index - b.index)) {
    const document = byPage.get(page.id) ?? null;
    const placed = { page, document, duplicate: document !== null && document.duplicateOf !== null };
    const slot = bySlot.get(document?.slotId ?? '');
    if (slot) slot.push(placed);
    else if (document === null && page.state === 'stored') unread.push(placed);
    else if (page.preparation?.blank) blank.push(placed);
    else if (document === null && page.classification?.documentType === separatorType) separators.push(placed);
    else surplus.push(placed);
  }
  for (const [slotId, placed] of bySlot) bySlot.set(slotId, inDocumentOrder(placed));
  const inOrder = [...inDocumentOrder(surplus), ...[...bySlot.values()].flat(), ...unread, ...blank, ...separators];
  return { bySlot, surplus: inDocumentOrder(surplus), blank, separators, unread, inOrder };
}

/** Documents by their first scanned page, the pages of each as they belong: that may differ from how they were scanned. */
function inDocumentOrder(placed: readonly PlacedPage[]): PlacedPage[] {
  const firstOf = new Map<string, number>();
  for (const { document, page } of placed) if (document && !firstOf.has(document.id)) firstOf.set(document.id, page.index);
  const rank = ({ document, page }: PlacedPage): [number, number] =>
    document ? [firstOf.get(document.id) ?? page.index, document.pageIds.indexOf(page.id)] : [page.index, 0];
  return placed.toSorted((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1]);
}

/** The page before or after `pageId`; the first when none is selected. */
export function neighbour(places: PagePlaces, pageId: string | null, by: 1 | -1): string | null {
  const index = places.inOrder.findIndex(({ page }) => page.id === pageId);
  const next = index < 0 ? 0 : Math.min(places.inOrder.length - 1, Math.max(0, index + by));
  return places.inOrder[next]?.page.id ?? null;
}

/** The page that came in last and can be shown. */
export function newestOf(places: PagePlaces): PlacedPage | null {
  const shown = places.inOrder.filter(({ page }) => page.state !== 'stored' && !page.preparation?.blank);
  return shown.reduce<PlacedPage | null>((newest, placed) => (newest && newest.page.index > placed.page.index ? newest : placed), null);
}
