/** The page classifier by evidence: what the text of a page says about its type. It looks at no pixels. */
import { documentTypes } from '#shared/document-types/index.ts';
import type { DocumentType } from '#shared/document-types/index.ts';
import { blank, notADocument, other } from '#shared/document-types/special-types.ts';
import { titleOf } from '#shared/evidence-reason.ts';
import type { EvidenceReason } from '#shared/evidence-reason.ts';
import type { Classification, Preparation, Side, TextLine } from '#shared/page.ts';
import { isRead } from '#shared/text-layout/is-read.ts';
import { layOutRows } from '#shared/text-layout/rows.ts';
import type { Classifier } from './classifier.ts';
import { hasWord, pageText, prominence, scoreType, titleProminence } from './evidence-score.ts';
import type { PageText, TypeScore } from './evidence-score.ts';

/** Below this score a page is something else. */
export const leastScore = 0.5;
/** Fewer characters than this make no document of unknown type. */
const minDocumentCharacters = 24;
/** Ink of a page without a line of text: print that shows through and punch holes stay below. */
const bleedThrough = 0.01;
const maxEvidence = 6;

const plain = (documentType: string, confidence: number, reason: Omit<EvidenceReason, 'weight'>): Classification => ({
  documentType,
  side: null,
  confidence,
  title: null,
  evidence: [{ ...reason, weight: confidence }],
  alternatives: [],
  continuation: false,
});

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** Share of right answers at this score and lead over the second: fitted by eye to synthetic and real pages, to be calibrated. */
function confidenceOf(score: number, second: number): number {
  const lead = Math.max(0, Math.min(1, (score - Math.max(0, second)) / 0.4));
  return Math.min(0.99, sigmoid(6 * (score - 0.45)) * (0.6 + 0.4 * lead));
}

/** Half of a side's words, at least two, show the side. */
function sideOf(page: PageText, type: DocumentType): Side | null {
  const counts = Object.entries(type.evidence.sides).map(([side, words = []]) => {
    const found = words.filter((word) => hasWord(page, word)).length;
    return { side: side as Side, share: found / words.length, shown: found >= 2 };
  });
  const shown = counts.filter((count) => count.shown);
  if (shown.length > 1 && type.sides.includes('both')) return 'both';
  return counts.filter(({ share }) => share > 0).toSorted((a, b) => b.share - a.share)[0]?.side ?? null;
}

export const mostTelling = ({ signs }: TypeScore): Classification['evidence'] =>
  signs.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, maxEvidence);

function describe(best: TypeScore, scores: readonly TypeScore[]): Classification {
  const confidence = confidenceOf(best.score, scores[1]?.score ?? 0);
  const reasons = mostTelling(best);
  return {
    documentType: best.type.id,
    side: null,
    confidence,
    title: titleOf(reasons),
    evidence: reasons,
    alternatives: scores
      .slice(1, 4)
      .filter(({ score }) => score > 0.2)
      .map(({ type, score }) => ({ documentType: type.id, confidence: Math.min(1 - confidence, sigmoid(6 * (score - 0.6)) * 0.5) })),
    continuation: !best.titled && best.continued,
  };
}

/** What the text says: an answer on its own, and how much speaks for every type, most first. */
export type TextEvidence = { classification: Classification; scores: readonly TypeScore[] };

/** @param types the shipped ones and those that IT staff taught */
export function createEvidence(types: readonly DocumentType[] = documentTypes) {
  const titles = new Set(types.flatMap((type) => type.evidence.titles.map(({ text }) => text)));
  const answer = (
    best: TypeScore | undefined,
    scores: readonly TypeScore[],
    lineCount: number,
    characters: number,
    inkCoverage: number,
  ) => {
    if (best && best.score >= leastScore) return describe(best, scores);
    if (lineCount === 0 && inkCoverage < bleedThrough) return plain(blank.id, 0.9, { code: 'no-text' });
    if (characters < minDocumentCharacters)
      return plain(notADocument.id, 0.8, { code: 'few-characters', details: { count: String(characters) } });
    const nearest = best && best.score > 0.2 ? [{ documentType: best.type.id, confidence: best.score / 2 }] : [];
    return { ...plain(other.id, 0.7, { code: 'nothing-known' }), alternatives: nearest };
  };
  return (lines: readonly TextLine[], { inkCoverage }: Pick<Preparation, 'inkCoverage'>): TextEvidence => {
    const page = pageText(layOutRows(lines.filter(isRead)));
    const characters = page.text.replace(/\n/g, '').length;
    const anyTitle = page.rows.some((row) => [...titles].some((title) => prominence(page, row, title) >= titleProminence));
    const scores = types.map((type) => scoreType(page, type, titles, anyTitle)).toSorted((a, b) => b.score - a.score);
    const classification = answer(scores[0], scores, lines.length, characters, inkCoverage);
    const type = types.find(({ id }) => id === classification.documentType);
    return { classification: type ? { ...classification, side: sideOf(page, type) } : classification, scores };
  };
}

/** The classifier by text alone; it also stands in when the trained model cannot be loaded. */
export function createEvidenceClassifier(types: readonly DocumentType[] = documentTypes): Classifier {
  const evidenceOf = createEvidence(types);
  return {
    version: 'evidence-1',
    classify: ({ lines, preparation }) => Promise.resolve(evidenceOf(lines ?? [], preparation).classification),
  };
}
