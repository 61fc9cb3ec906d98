/** Recognises document types that were taught by samples: by the look of the nearest sample, by title words and printed words. */
import { blank, notADocument, other } from '#shared/document-types/special-types.ts';
import type { EvidenceReason } from '#shared/evidence-reason.ts';
import type { Classification, TextLine } from '#shared/page.ts';
import type { TaughtPrototypes } from '#shared/taught-type.ts';
import { isRead } from '#shared/text-layout/is-read.ts';
import { layOutRows } from '#shared/text-layout/rows.ts';
import { hasWord, pageText, prominence, titleProminence } from './evidence-score.ts';
import type { PageText } from './evidence-score.ts';
import { taught as limits } from './thresholds.ts';

/** How a page meets one taught type. */
export type TaughtMatch = {
  type: TaughtPrototypes;
  /** Dot product with the nearest sample; null when page or type has no embedding. */
  look: number | null;
  /** The title that was found, and how much it looks like the title of the page, 0..1. */
  title: { text: string; prominence: number } | null;
  /** Share of the type's printed words that stand on the page. */
  words: number;
  score: number;
};

const { allowance, enough, plainTitle, sureType } = limits;
/** Pages that no type claimed may be claimed by look. */
const unknownTypes = new Set<string>([other.id, notADocument.id]);

const dot = (left: readonly number[], right: readonly number[]): number =>
  left.length === right.length ? left.reduce((sum, value, index) => sum + value * right[index]!, 0) : -1;

function lookOf({ embeddings }: TaughtPrototypes, embedding: readonly number[] | undefined): number | null {
  if (!embedding || embeddings.length === 0) return null;
  return Math.max(...embeddings.map((sample) => dot(sample, embedding)));
}

function titleOf(page: PageText, titles: readonly string[]): TaughtMatch['title'] {
  return (
    titles
      .map((text) => {
        const wanted = text.normalize('NFKC').replace(/\s+/g, '');
        return { text, prominence: Math.max(0, ...page.rows.map((row) => prominence(page, row, wanted))) };
      })
      .filter((found) => found.prominence >= titleProminence)
      .toSorted((a, b) => b.prominence - a.prominence || b.text.length - a.text.length)[0] ?? null
  );
}

function matchOf(type: TaughtPrototypes, page: PageText, embedding: readonly number[] | undefined): TaughtMatch {
  const look = lookOf(type, embedding);
  const title = titleOf(page, type.titles);
  const found = type.words.filter((word) => hasWord(page, word)).length;
  const words = type.words.length > 0 ? found / type.words.length : 0;
  const likeness =
    look === null || type.minLook === null
      ? 0
      : Math.max(-1, Math.min(1, (look - type.minLook) / Math.max(limits.score.leastLookRoom, 1 - type.minLook)));
  const weights = limits.score;
  return { type, look, title, words, score: weights.title * (title?.prominence ?? 0) + weights.words * words + weights.look * likeness };
}

/** A title of the shipped type stands on the page, and the taught one says no more than it. */
function keepsItsTitle({ title: own, confidence }: Classification, title: TaughtMatch['title']): boolean {
  if (confidence < sureType || own === null) return false;
  return title === null || title.text.length <= own.length;
}

function isMet({ type, look, title, words }: TaughtMatch, base: Classification): boolean {
  const limit = look === null ? null : type.minLook;
  const known = look !== null && limit !== null;
  const within = (less: number) => known && look >= limit - less;
  const looksAlike = within(0);
  if (keepsItsTitle(base, title)) return false;
  if (title) {
    const plainly = title.text.length >= plainTitle.characters && title.prominence >= plainTitle.prominence;
    if (words >= enough.words || (plainly && (words >= enough.titledWords || within(allowance.plainlyTitled)))) return true;
    return (!known || within(allowance.titled)) && (words >= enough.titledWords || type.words.length === 0 || looksAlike);
  }
  if (base.documentType === blank.id || (!unknownTypes.has(base.documentType) && base.confidence >= sureType)) return false;
  if (words >= enough.words && (known ? looksAlike : type.titles.length === 0)) return true;
  return looksAlike && words >= enough.alikeWords;
}

/** All taught types that the page meets, best first. */
export function matchTaughtTypes(base: Classification, lines: readonly TextLine[], taught: readonly TaughtPrototypes[]): TaughtMatch[] {
  if (taught.length === 0 || base.documentType === blank.id) return [];
  const page = pageText(layOutRows(lines.filter(isRead)));
  return taught
    .map((type) => matchOf(type, page, base.embedding))
    .filter((match) => isMet(match, base))
    .toSorted((a, b) => b.score - a.score);
}

function evidenceOf({ look, title, words, type }: TaughtMatch): EvidenceReason[] {
  const all = type.words.length;
  const counts = { all: String(all), found: String(Math.round(words * all)) };
  return [
    ...(title ? [{ code: 'title' as const, details: { text: title.text }, weight: title.prominence }] : []),
    ...(look === null ? [] : [{ code: 'samples-look' as const, details: { share: look.toFixed(2) }, weight: look }]),
    ...(words > 0 ? [{ code: 'samples-words' as const, details: counts, weight: words }] : []),
  ];
}

/** A close second takes from it. */
function confidenceOf(best: TaughtMatch, second: TaughtMatch | undefined): number {
  const { confidence, lead } = limits;
  const sure = Math.min(confidence.most, confidence.least + confidence.score * best.score);
  const ahead = second ? Math.min(1, (best.score - second.score) / lead.score) : 1;
  return sure * (lead.least + (1 - lead.least) * ahead);
}

/**
 * The classification with a taught type in force where the page meets one.
 * @param base what the shipped classifier says; it becomes the first alternative
 */
export function applyTaughtTypes(base: Classification, lines: readonly TextLine[], taught: readonly TaughtPrototypes[]): Classification {
  const [best, second] = matchTaughtTypes(base, lines, taught);
  if (!best) return base;
  const confidence = confidenceOf(best, second);
  const others = [
    ...(second ? [{ documentType: second.type.id, confidence: Math.min(1 - confidence, second.score) }] : []),
    { documentType: base.documentType, confidence: Math.min(1 - confidence, base.confidence) },
    ...base.alternatives,
  ];
  return {
    ...base,
    documentType: best.type.id,
    side: null,
    confidence,
    title: best.title?.text ?? null,
    evidence: evidenceOf(best),
    alternatives: others.slice(0, 3),
    continuation: false,
  };
}

/** How alike samples must be to a page of their type: the least alike of them is still recognised by the others. Null without embeddings. */
export function lookLimit(embeddings: readonly (readonly number[])[]): number | null {
  if (embeddings.length < 2) return null;
  const nearest = embeddings.map((one, index) =>
    Math.max(...embeddings.filter((_, other) => other !== index).map((other) => dot(one, other))),
  );
  return Math.max(limits.leastLook, Math.min(...nearest) - limits.sampleSpread);
}

/** Likeness of the likest pair of two sets of embeddings; null when one is empty. */
export function nearestLook(left: readonly (readonly number[])[], right: readonly (readonly number[])[]): number | null {
  if (left.length === 0 || right.length === 0) return null;
  return Math.max(...left.flatMap((one) => right.map((other) => dot(one, other))));
}
