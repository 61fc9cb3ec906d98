/** Classify: what kind of document a page is; the one place that decides what an empty page is. */
import type { Classifier, ClassifierInput } from '../../models/classifier/classifier.ts';
import { blank } from '#shared/document-types/special-types.ts';
import type { Classification, Preparation } from '#shared/page.ts';

/** A page without ink is blank for certain, and nobody is asked. Print that shows through is ink: of that the classifier tells. */
export async function classify(input: ClassifierInput, classifier: Classifier): Promise<Classification> {
  return emptyPage(input.preparation) ?? classifier.classify(input);
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
