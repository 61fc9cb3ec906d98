/** Classify: what kind of document a page is; the one place that decides what an empty page is. */
import type { Classifier, ClassifierInput } from '../../models/classifier/classifier.ts';
import { blank, other } from '#shared/document-types/special-types.ts';
import type { Classification, Preparation, TextLine } from '#shared/page.ts';

/** Print that shows through from the other side is not read so surely, and not so long: characters of letters and digits, mean probability. */
const readable = { characters: 2, confidence: 0.9 } as const;
/** Nothing speaks for any type then. */
const nothingKnown = 0.3;

/** A page without ink is blank for certain, and nobody is asked. Print that shows through is ink: of that the classifier tells. */
export async function classify(input: ClassifierInput, classifier: Classifier): Promise<Classification> {
  const empty = emptyPage(input.preparation);
  if (empty) return empty;
  const found = await classifier.classify(input);
  return found.documentType === blank.id && (input.lines ?? []).some(isReadable) ? withoutBlank(found) : found;
}

const isReadable = ({ text, confidence }: TextLine): boolean =>
  confidence >= readable.confidence && [...text.matchAll(/[\p{L}\p{N}]/gu)].length >= readable.characters;

/** A page with a line that can be read is never blank, however little else is on it: the next best type, for a person to look at. */
function withoutBlank(found: Classification): Classification {
  const alternatives = found.alternatives.filter(({ documentType }) => documentType !== blank.id);
  const next = alternatives[0] ?? { documentType: other.id, confidence: nothingKnown };
  return {
    ...found,
    documentType: next.documentType,
    confidence: Math.min(next.confidence, nothingKnown),
    side: null,
    evidence: [],
    alternatives: alternatives.slice(1),
    unsure: true,
  };
}

/** @returns null for pages with ink */
export function emptyPage({ blank: isEmpty, inkCoverage }: Pick<Preparation, 'blank' | 'inkCoverage'>): Classification | null {
  if (!isEmpty) return null;
  return {
    documentType: blank.id,
    side: null,
    confidence: 1,
    title: null,
    evidence: [{ code: 'no-ink', details: { percent: (inkCoverage * 100).toFixed(2) }, weight: 1 }],
    alternatives: [],
    continuation: false,
  };
}
