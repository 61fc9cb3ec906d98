/** Marks documents that repeat another one of the stack: the same card twice, the same page scanned again. */
import type { Document } from '#shared/case.ts';
import { findDocumentType } from '#shared/document-types/index.ts';
import type { GroupingReason } from '#shared/grouping-reason.ts';
import { comparable, likeness } from '#shared/same-value.ts';
import type { GroupPage } from './group-page.ts';
import { repeatOf } from './repeated-page.ts';
import type { Repeat } from './repeated-page.ts';

/** Papers without a number are the same when most of their text is. */
const minSharedText = 0.85;
/** Contracts of one template share most text; values that are not even alike tell them apart. */
const minLikeness = 0.5;
const minLines = 6;

export type DocumentText = { document: Document; lines: readonly string[]; pages: readonly GroupPage[] };

function sameIdentity(left: Document, right: Document): boolean {
  const keys = findDocumentType(left.documentType)?.identity ?? [];
  return keys.some((key) => {
    const [a, b] = [left, right].map((document) => comparable(document.fields.find((field) => field.key === key)?.value ?? ''));
    return a !== undefined && a !== '' && a === b;
  });
}

function sharedText(left: readonly string[], right: readonly string[]): number {
  const [a, b] = [new Set(left.map(comparable)), new Set(right.map(comparable))];
  if (Math.min(a.size, b.size) < minLines) return 0;
  const common = [...a].filter((line) => b.has(line)).length;
  return common / Math.max(a.size, b.size);
}

function valuesDiffer(left: Document, right: Document): boolean {
  return left.fields.some(({ key, value }) => {
    const other = right.fields.find((field) => field.key === key)?.value ?? '';
    return value !== '' && other !== '' && likeness(value, other) < minLikeness;
  });
}

/** How all pages of `candidate` repeat pages of `original`, each another one; null when one does not. */
function repeatsPages(original: readonly GroupPage[], candidate: readonly GroupPage[]): Repeat | null {
  const left = [...original];
  const kinds = candidate.map((page) => {
    const index = left.findIndex((other) => repeatOf(other, page) !== null);
    const [found] = index < 0 ? [] : left.splice(index, 1);
    return found ? repeatOf(found, page) : null;
  });
  if (candidate.length === 0 || kinds.includes(null)) return null;
  return kinds.every((kind) => kind === 'repeats-scan') ? 'repeats-scan' : 'repeats-look';
}

/** Why `right` repeats `left`; null when it does not. */
function repetition(left: DocumentText, right: DocumentText): GroupingReason['code'] | null {
  const pages = repeatsPages(left.pages, right.pages);
  if (pages) return pages;
  if (left.document.documentType !== right.document.documentType) return null;
  if (sameIdentity(left.document, right.document)) return 'repeats-number';
  return sharedText(left.lines, right.lines) >= minSharedText && !valuesDiffer(left.document, right.document) ? 'repeats-text' : null;
}

/** Sides and values found: of two readings of one paper the fuller one is the document, the other the duplicate. */
function fullness({ document, pages }: DocumentText): number {
  const sides = new Set(
    pages.flatMap(({ page: { classification } }) =>
      classification?.side === 'both' ? ['portrait', 'emblem'] : [classification?.side ?? ''],
    ),
  );
  const found = document.fields.filter(({ value }) => value !== '').length;
  return (document.placedBy === 'person' ? 100 : 0) + 10 * sides.size + pages.length + found / 100;
}

/** Documents with `duplicateOf` and its reason set; what a person placed is never marked. */
export function markDuplicates(texts: readonly DocumentText[]): Document[] {
  const found = new Map<string, { of: string; code: GroupingReason['code'] }>();
  const ranked = texts.toSorted((a, b) => fullness(b) - fullness(a));
  ranked.forEach((candidate, index) => {
    if (candidate.document.placedBy === 'person') return;
    for (const original of ranked.slice(0, index)) {
      const code = found.has(original.document.id) ? null : repetition(original, candidate);
      if (!code) continue;
      found.set(candidate.document.id, { of: original.document.id, code });
      return;
    }
  });
  return texts.map(({ document }) => {
    const repeated = found.get(document.id);
    if (document.placedBy === 'person' || !repeated) return document.placedBy === 'person' ? document : { ...document, duplicateOf: null };
    const reasons = [...(document.reasons ?? []), { code: repeated.code, pageId: null }];
    return { ...document, duplicateOf: repeated.of, reasons };
  });
}
