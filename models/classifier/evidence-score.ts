/** How much speaks for each document type on a page: titles, printed words, patterns, and signs against it. */
import type { DocumentType } from '#shared/document-types/index.ts';
import type { EvidenceReason } from '#shared/evidence-reason.ts';
import { bestMatch, editDistance, tolerance } from '#shared/text-layout/fuzzy-match.ts';
import type { Row } from '#shared/text-layout/rows.ts';
import { evidence, titleForm } from './thresholds.ts';

export type TypeScore = { type: DocumentType; score: number; signs: EvidenceReason[]; titled: boolean; continued: boolean };

export type PageText = {
  rows: readonly Row[];
  /** All rows, one per line. */
  text: string;
  medianHeight: number;
  top: number;
  bottom: number;
};

export function pageText(rows: readonly Row[]): PageText {
  const heights = rows.map(({ height }) => height).sort((a, b) => a - b);
  return {
    rows,
    text: rows.map(({ text }) => text).join('\n'),
    medianHeight: heights[Math.floor(heights.length / 2)] ?? 1,
    top: Math.min(...rows.map(({ top }) => top), Infinity),
    bottom: Math.max(...rows.map(({ bottom }) => bottom), -Infinity),
  };
}

/** From here on a title counts as the title of the page. */
export const titleProminence = titleForm.prominent;

/** What may stand beside a title without making it running text: (副本), (1), No.123, 《》. */
const besideTitle = /[([【《].{0,8}[)\]】》]|[\d.:-]+|No|NO|《|》/gu;

/** 0..1: how much `row` looks like the title `title` of its page; 0 when it does not carry the words. */
export function prominence(page: PageText, row: Row, title: string): number {
  const plain = row.text.replace(besideTitle, '');
  const text = plain.length >= title.length ? plain : row.text;
  const match =
    bestMatch(text, title) ??
    (Math.abs(text.length - title.length) <= 1 && title.length >= titleForm.longTitle && editDistance(text, title) <= 1
      ? { start: 0, end: text.length, wrong: 1 }
      : null);
  if (!match) return 0;
  const share = title.length / Math.max(text.length, title.length);
  const size = row.height / page.medianHeight;
  const ends = match.end === text.length && text.length <= titleForm.shortRow && !/[,。:;、]/.test(text);
  const form = formOf(share, size, ends);
  const place = (row.top - page.top) / Math.max(1, page.bottom - page.top);
  const { large, small, low, wrongCharacter } = titleForm;
  const sized = size >= large.size ? large.times : size < small.size ? small.times : 1;
  return Math.min(1, form * sized * (place < low.place ? 1 : low.times) * (1 - wrongCharacter * match.wrong));
}

/** @param share of the row's characters @param size times the usual height @param ends a short row with it */
function formOf(share: number, size: number, ends: boolean): number {
  const { alone, largeEnd, largePart, end, inText } = titleForm;
  if (share >= alone.share) return alone.is;
  if (ends && size >= largeEnd.size) return largeEnd.is;
  if (share >= largePart.share && size >= largePart.size) return largePart.is;
  return ends && share >= end.share ? end.is : inText;
}

function titleSign(page: PageText, type: DocumentType): { sign: EvidenceReason; prominence: number } | null {
  let best: { sign: EvidenceReason; prominence: number } | null = null;
  for (const { text, weight } of type.evidence.titles)
    for (const row of page.rows) {
      const seen = prominence(page, row, text.normalize('NFKC'));
      if (seen > 0 && (!best || seen * weight > best.sign.weight))
        best = { sign: { code: 'title', details: { text }, weight: seen * weight }, prominence: seen };
    }
  return best;
}

/** True when the words stand on the page; long words may carry a wrong character. */
export function hasWord(page: PageText, word: string): boolean {
  if (page.text.includes(word)) return true;
  return tolerance(word) > 0 && page.rows.some(({ text }) => bestMatch(text, word) !== null);
}

function wordSigns(page: PageText, type: DocumentType): EvidenceReason[] {
  return type.evidence.words
    .filter(({ text }) => hasWord(page, text))
    .map(({ text, weight }) => ({ code: 'label', details: { text }, weight }));
}

function patternSigns(page: PageText, type: DocumentType): EvidenceReason[] {
  return type.evidence.patterns
    .filter(({ pattern }) => new RegExp(pattern, 'u').test(page.text))
    .map(({ name, weight }) => ({ code: 'pattern', details: { name }, weight }));
}

/** Words that are other types' titles speak against a type only where they stand as a title. */
function againstSigns(page: PageText, type: DocumentType, titles: ReadonlySet<string>): EvidenceReason[] {
  return type.evidence.against.flatMap(({ text, weight }): EvidenceReason[] => {
    if (!hasWord(page, text)) return [];
    const share = titles.has(text) && !page.rows.some((row) => prominence(page, row, text) >= titleProminence) ? evidence.againstInText : 1;
    return [{ code: 'against', details: { text }, weight: -weight * share }];
  });
}

/** Page 2 and later by print, or clauses that do not begin with the first. */
function followsAnotherPage(page: PageText): boolean {
  if (/第(?:[2-9]|1\d)页|(?:^|\n)-?(?:[2-9])\/\d{1,2}(?=\n|$)/u.test(page.text)) return true;
  const clause = /(?:^|\n)第([一二三四五六七八九十]{1,3})条/u.exec(page.text);
  return clause !== null && !/(?:^|\n)第一条/u.test(page.text);
}

function continuationSign(page: PageText, type: DocumentType): EvidenceReason | null {
  const words = type.evidence.continuation.filter((word) => page.text.includes(word));
  if (words.length < evidence.continuation.words) return null;
  const weight = Math.min(evidence.continuation.most, evidence.continuation.word * words.length);
  return { code: 'continuation', details: { words: words.slice(0, 4).join('、') }, weight };
}

export function scoreType(page: PageText, type: DocumentType, titles: ReadonlySet<string>, anyTitle: boolean): TypeScore {
  const title = titleSign(page, type);
  const words = wordSigns(page, type);
  const wordSum = words.reduce((sum, { weight }) => sum + weight, 0);
  const others = [...patternSigns(page, type), ...againstSigns(page, type, titles)];
  const continuation = anyTitle || !followsAnotherPage(page) ? null : continuationSign(page, type);
  const rest = [...others, ...(title ? [title.sign] : []), ...(continuation ? [continuation] : [])];
  return {
    type,
    score: Math.min(evidence.mostWords, wordSum) + rest.reduce((sum, { weight }) => sum + weight, 0),
    signs: [...rest, ...words],
    titled: (title?.prominence ?? 0) >= titleProminence,
    continued: continuation !== null,
  };
}
