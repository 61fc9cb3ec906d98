/** Marks documents that repeat another one of the stack: the same card twice, the same page scanned again. */
import type { Document, Page } from '#shared/case.ts';
import { comparable, likeness } from '#shared/same-value.ts';

/** Fields that name one paper or its holder. */
const identity: Readonly<Record<string, readonly string[]>> = {
  'id-card': ['idNumber'],
  'business-licence': ['uscc', 'registrationNumber'],
  'household-register': ['idNumber', 'householdNumber'],
  'real-estate-certificate': ['certificateNumber', 'unitNumber'],
  'bank-card': ['cardNumber'],
  'food-permit': ['permitNumber'],
  'vat-invoice': ['invoiceNumber'],
  passport: ['passportNumber'],
};
/** Papers without a number are the same when most of their text is. */
const minSharedText = 0.85;
/** Contracts of one template share most text; values that are not even alike tell them apart. */
const minLikeness = 0.5;
const minLines = 6;

export type DocumentText = { document: Document; lines: readonly string[]; pages: readonly Page[] };

function sameIdentity(left: Document, right: Document): boolean {
  const keys = identity[left.documentType] ?? [];
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

const sameBytes = (left: readonly Page[], right: readonly Page[]): boolean =>
  left.length === right.length && left.every(({ sha256 }, index) => sha256 === right[index]?.sha256);

function repeats(left: DocumentText, right: DocumentText): boolean {
  if (sameBytes(left.pages, right.pages)) return true;
  if (left.document.documentType !== right.document.documentType) return false;
  if (sameIdentity(left.document, right.document)) return true;
  return sharedText(left.lines, right.lines) >= minSharedText && !valuesDiffer(left.document, right.document);
}

/** Sides and values found: of two readings of one paper the fuller one is the document, the other the duplicate. */
function fullness({ document, pages }: DocumentText): number {
  const sides = new Set(
    pages.flatMap(({ classification }) => (classification?.side === 'both' ? ['portrait', 'emblem'] : [classification?.side ?? ''])),
  );
  return (document.placedBy === 'person' ? 100 : 0) + 10 * sides.size + document.fields.filter(({ value }) => value !== '').length / 100;
}

/** Documents with `duplicateOf` set; what a person placed is never marked. */
export function markDuplicates(texts: readonly DocumentText[]): Document[] {
  const duplicateOf = new Map<string, string>();
  const ranked = texts.toSorted((a, b) => fullness(b) - fullness(a));
  ranked.forEach((candidate, index) => {
    if (candidate.document.placedBy === 'person') return;
    const original = ranked.slice(0, index).find((other) => !duplicateOf.has(other.document.id) && repeats(other, candidate));
    if (original) duplicateOf.set(candidate.document.id, original.document.id);
  });
  return texts.map(({ document }) =>
    document.placedBy === 'person' ? document : { ...document, duplicateOf: duplicateOf.get(document.id) ?? null },
  );
}
