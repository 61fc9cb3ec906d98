/** How badly a choice of pages makes one document: the lower, the better; one fitting page alone costs nothing. */
import { findDocumentType } from '#shared/document-types/index.ts';
import { blank, notADocument, other } from '#shared/document-types/special-types.ts';
import { taughtPrefix } from '#shared/taught-type.ts';
import type { GroupPage } from './group-page.ts';
import { orderPages } from './order-pages.ts';
import type { PageFeatures } from './page-features.ts';
import { repeatOf } from './repeated-page.ts';
import { clausesMissing, cost, gain, lookDifference, typeCost } from './thresholds.ts';

export type SegmentPage = { page: GroupPage; features: PageFeatures };

const special = new Set<string>([other.id, notADocument.id, blank.id]);

const typeOf = ({ page }: GroupPage): string => page.classification?.documentType ?? other.id;
const confidenceOf = ({ page }: GroupPage): number => page.classification?.confidence ?? 0;
/** A page that follows the first one of its document whatever it is titled. */
export function isLaterSide({ page: { classification } }: GroupPage): boolean {
  if (!classification?.side) return false;
  return findDocumentType(classification.documentType)?.laterSides.includes(classification.side) ?? false;
}

/** A page without a title may be taken for a relative of its document. */
function areRelated(left: string, right: string): boolean {
  const family = findDocumentType(left)?.family;
  return left === right || (family !== undefined && family === findDocumentType(right)?.family);
}
const hasPages = (documentType: string): boolean => special.has(documentType) || findDocumentType(documentType)?.severalPages === true;

/** How much a page looks like a later page of something; 0 for one that may well stand alone. */
export function laterness({ page, features }: SegmentPage): number {
  if (isLaterSide(page)) return gain.member;
  if (features.title !== null) return 0;
  const { pageNumber, clauses, continues, closes } = features;
  return Math.min(
    gain.mostLater,
    ((pageNumber?.number ?? 1) > 1 ? gain.laterNumber : 0) +
      (continues ? gain.continues : 0) +
      (clauses && clauses.from > 1 ? gain.laterClause : 0) +
      (closes && clauses ? gain.closes : 0),
  );
}

/** Of shipped and taught types alike: unknown ids may have pages. */
function costOfTypes(head: GroupPage, later: GroupPage): number {
  const [first, second] = [typeOf(head), typeOf(later)];
  // A picture heads nothing.
  if (first === notADocument.id) return cost.onePageKind;
  if (first === second)
    return hasPages(first) || first.startsWith(taughtPrefix) ? (special.has(first) ? typeCost.sameUnknown : 0) : cost.onePageKind;
  if (areRelated(first, second)) return typeCost.related;
  if (second === other.id || second === notADocument.id) return hasPages(first) ? typeCost.unknownLater : cost.onePageKind;
  if (first === other.id) return typeCost.unknownHead.least + typeCost.unknownHead.sure * confidenceOf(later);
  return hasPages(first) ? typeCost.other.least + typeCost.other.sure * confidenceOf(later) : cost.onePageKind;
}

function looksCost(head: PageFeatures, later: PageFeatures): number {
  const shape = Math.abs(Math.log(head.shape / later.shape)) > lookDifference.shape ? cost.otherShape : 0;
  const heights = head.lineHeight && later.lineHeight ? Math.abs(Math.log(head.lineHeight / later.lineHeight)) : 0;
  return shape + (heights > lookDifference.lineHeight ? cost.otherLineHeight : 0);
}

/** What page numbers and totals say against each other. */
function numbersCost(pages: readonly SegmentPage[]): number {
  const printed = pages.flatMap(({ features: { pageNumber } }) => pageNumber ?? []);
  const numbers = printed.map(({ number }) => number);
  const totals = new Set(printed.flatMap(({ total }) => total ?? []));
  const total = Math.min(...totals);
  const same = numbers.length - new Set(numbers).size;
  const missing = numbers.length > 0 ? Math.max(0, Math.max(...numbers) - pages.length) : 0;
  return (
    same * cost.sameNumber +
    Math.max(0, totals.size - 1) * cost.otherTotal +
    (pages.length > total ? (pages.length - total) * cost.beyondTotal : 0) +
    (numbers.length > 0 ? missing * cost.missingNumber : 0)
  );
}

/** From one page to the one after it in the document. */
function stepCost(before: PageFeatures, after: PageFeatures): number {
  const numbers = before.pageNumber && after.pageNumber && after.pageNumber.number === before.pageNumber.number + 1 ? -gain.nextNumber : 0;
  const open = before.endsOpen && after.beginsOpen ? -gain.openSentence : 0;
  return numbers + open + clauseStep(before, after);
}

function clauseStep({ clauses: before }: PageFeatures, { clauses: after }: PageFeatures): number {
  if (!before || !after) return 0;
  const sameStyle = before.style === after.style;
  // 二十、 is often followed by 21、: between these two the style may change.
  if (!sameStyle && (before.style === 'article' || after.style === 'article')) return cost.otherCounting;
  if (after.from <= before.from) return cost.clausesFallBack;
  if (!sameStyle) return cost.changedCounting;
  if (after.from === before.to + 1) return -gain.nextClause;
  return after.from > before.to + clausesMissing ? cost.clauseGap : 0;
}

/** Positions of pages that repeat an earlier one of the choice. */
export function repeatsWithin(pages: readonly SegmentPage[]): Map<number, number> {
  const repeats = new Map<number, number>();
  pages.forEach(({ page }, index) => {
    const first = pages.findIndex((other, position) => position < index && !repeats.has(position) && repeatOf(other.page, page) !== null);
    if (first >= 0) repeats.set(index, first);
  });
  return repeats;
}

/** @param all in the order of scanning */
export function segmentCost(all: readonly SegmentPage[]): number {
  if (all.length === 1) return cost.orphan * laterness(all[0]!);
  const repeats = repeatsWithin(all);
  const pages = all.filter((_, index) => !repeats.has(index));
  const { order, by } = orderPages(pages.map(({ features }) => features));
  const ordered = order.map((position) => pages[position]!);
  const [head, ...later] = ordered;
  if (!head) return 0;
  const joined = later.map((each, index) => {
    const own = each.features.title !== null && !isLaterSide(each.page) ? cost.ownTitle : 0;
    const first = each.features.pageNumber?.number === 1 ? cost.firstNumber : 0;
    const look = costOfTypes(head.page, each.page) + looksCost(head.features, each.features);
    return cost.apart - laterness(each) + own + first + look + stepCost(ordered[index]!.features, each.features);
  });
  const sum = joined.reduce((total, one) => total + one, 0);
  return sum + cost.orphan * laterness(head) + numbersCost(pages) + (by ? cost.outOfOrder : 0) + repeats.size * cost.repeat;
}
