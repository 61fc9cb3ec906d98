/** The page classifier by evidence: what the text of a page says about its type. It looks at no pixels. */
import { documentTypes } from '#shared/document-types/index.ts';
import type { DocumentType } from '#shared/document-types/index.ts';
import type { Classification, Side, TextLine } from '#shared/page.ts';
import { layOutRows } from '#shared/text-layout/rows.ts';
import type { Classifier } from './classifier.ts';
import { hasWord, pageText, prominence, scoreType, titleProminence } from './evidence-score.ts';
import type { PageText, TypeScore } from './evidence-score.ts';

/** Below this score a page is something else. */
const minScore = 0.5;
/** Lines read with less are noise of pictures and textures. */
const minLineConfidence = 0.55;
/** Fewer characters than this make no document of unknown type. */
const minDocumentCharacters = 24;
/** Ink of a page without a line of text: print that shows through and punch holes stay below. */
const bleedThrough = 0.01;
const maxEvidence = 6;

const plain = (documentType: string, confidence: number, detail: string): Classification => ({
  documentType,
  side: null,
  confidence,
  evidence: [{ kind: 'text', detail, weight: confidence }],
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

function describe(page: PageText, best: TypeScore, scores: readonly TypeScore[]): Classification {
  const confidence = confidenceOf(best.score, scores[1]?.score ?? 0);
  return {
    documentType: best.type.id,
    side: sideOf(page, best.type),
    confidence,
    evidence: best.signs.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, maxEvidence),
    alternatives: scores
      .slice(1, 4)
      .filter(({ score }) => score > 0.2)
      .map(({ type, score }) => ({ documentType: type.id, confidence: Math.min(1 - confidence, sigmoid(6 * (score - 0.6)) * 0.5) })),
    continuation: !best.titled && best.continued,
  };
}

/** @param types the shipped ones and those that IT staff taught */
export function createEvidenceClassifier(types: readonly DocumentType[] = documentTypes): Classifier {
  const titles = new Set(types.flatMap((type) => type.evidence.titles.map(({ text }) => text)));
  const classifyLines = (lines: readonly TextLine[], inkCoverage: number): Classification => {
    const page = pageText(layOutRows(lines.filter(({ confidence }) => confidence >= minLineConfidence)));
    const characters = page.text.replace(/\n/g, '').length;
    const anyTitle = page.rows.some((row) => [...titles].some((title) => prominence(page, row, title) >= titleProminence));
    const scores = types.map((type) => scoreType(page, type, titles, anyTitle)).toSorted((a, b) => b.score - a.score);
    const [best] = scores;
    if (best && best.score >= minScore) return describe(page, best, scores);
    if (lines.length === 0 && inkCoverage < bleedThrough) return plain('blank', 0.9, '页面无文字，仅有透印或污点');
    if (characters < minDocumentCharacters) return plain('not-a-document', 0.8, `仅有${characters}个可读字符`);
    const nearest = best && best.score > 0.2 ? [{ documentType: best.type.id, confidence: best.score / 2 }] : [];
    return { ...plain('other', 0.7, '无已知材料的标题或栏目'), alternatives: nearest };
  };
  return {
    version: 'evidence-1',
    classify: ({ lines, preparation }) =>
      Promise.resolve(
        preparation.blank
          ? { ...plain('blank', 0.98, '页面无墨迹'), evidence: [{ kind: 'ink', detail: '页面无墨迹', weight: 1 }] }
          : classifyLines(lines ?? [], preparation.inkCoverage),
      ),
  };
}
