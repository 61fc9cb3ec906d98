/** Pages to documents: cut where a new paper begins, put into order, card sides paired; each step says why. */
import type { CaseField } from '#shared/case.ts';
import { notADocument, other } from '#shared/document-types/special-types.ts';
import type { GroupingReason } from '#shared/grouping-reason.ts';
import { pairCardSides } from './card-sides.ts';
import { orderPages } from './order-pages.ts';
import type { PageOrder } from './order-pages.ts';
import { pageFeatures } from './page-features.ts';
import { isLaterSide, repeatsWithin } from './segment-cost.ts';
import type { SegmentPage } from './segment-cost.ts';
import { cutSegments } from './segments.ts';
import { separatedParts } from './separated-parts.ts';
import type { Part } from './separated-parts.ts';
import type { GroupPage } from './group-page.ts';
import type { DocumentDraft } from './document-draft.ts';

const typeOf = ({ page }: GroupPage): string => page.classification?.documentType ?? other.id;

/** Documents in the order of their first pages; blank pages and separator sheets form none. */
export function draftDocuments(pages: readonly GroupPage[]): DocumentDraft[] {
  const scanned = pages.toSorted((a, b) => a.page.index - b.page.index);
  return separatedParts(scanned).flatMap((part) => pairCardSides(draftsOf(part)));
}

function draftsOf({ separator, pages }: Part): DocumentDraft[] {
  const described = pages.map((page): SegmentPage => ({ page, features: pageFeatures(page) }));
  const segments = cutSegments(described).map((positions) => positions.map((position) => described[position]!));
  const namedMaterial = separator?.materialId ? { itemCode: separator.itemCode, materialId: separator.materialId } : null;
  return segments.flatMap(withoutRepeats).map((segment, index): DocumentDraft => {
    const { order, by } = orderPages(segment.map(({ features }) => features));
    const ordered = order.map((position) => segment[position]!);
    const afterSheet: GroupingReason[] = separator && index === 0 ? [{ code: 'after-separator', pageId: null }] : [];
    return {
      documentType: typeOfAll(ordered),
      pages: ordered.map(({ page }) => page),
      reasons: [...afterSheet, ...reasonsFor(ordered, by)],
      namedMaterial,
    };
  });
}

/** Second scans of a page leave its document and stand beside it. */
function withoutRepeats(segment: readonly SegmentPage[]): SegmentPage[][] {
  const repeats = repeatsWithin(segment);
  const own = segment.filter((_, index) => !repeats.has(index));
  const again = segment.filter((_, index) => repeats.has(index));
  return again.length > 0 ? [own, again] : [own];
}

/** The first page names the document; an unknown first page leaves it to the others. */
function typeOfAll(ordered: readonly SegmentPage[]): string {
  const types = ordered.map(({ page }) => typeOf(page));
  const [first = other.id] = types;
  if (first !== other.id) return first;
  return types.find((type) => type !== other.id && type !== notADocument.id) ?? first;
}

function reasonsFor(ordered: readonly SegmentPage[], by: PageOrder['by']): GroupingReason[] {
  const moved: GroupingReason[] = by ? [{ code: 'reordered', pageId: null, details: { by } }] : [];
  return [...ordered.map((page, index) => pageReason(page, ordered[index - 1])).filter((reason) => reason !== null), ...moved];
}

/** The most telling sign; null for a first page without a title, whose kind the classification explains. */
function pageReason({ page, features }: SegmentPage, before: SegmentPage | undefined): GroupingReason | null {
  const pageId = page.page.id;
  if (!before) return features.title === null ? null : { code: 'title', pageId, details: { title: features.title } };
  if (isLaterSide(page)) return { code: 'register-member', pageId };
  const { pageNumber, clauses, beginsOpen } = features;
  if (pageNumber) return { code: 'page-number', pageId, details: { number: pageNumber.printed } };
  const last = before.features.clauses;
  if (clauses && last && clauses.from > last.from)
    return { code: 'next-clause', pageId, details: { from: String(last.to), to: String(clauses.from) } };
  return { code: beginsOpen && before.features.endsOpen ? 'open-sentence' : 'no-title', pageId };
}

/** One field per key: the first that was found, in page order; what no page has stays listed once as empty. */
export function caseFields({ pages }: Pick<DocumentDraft, 'pages'>): CaseField[] {
  const byKey = new Map<string, CaseField>();
  for (const { page, fields } of pages)
    for (const field of fields) {
      const known = byKey.get(field.key);
      if (known && (known.value !== '' || field.value === '')) continue;
      byKey.set(field.key, { ...field, pageId: page.id, machineValue: field.value, reviewedBy: null, reviewedAt: null });
    }
  return [...byKey.values()];
}
