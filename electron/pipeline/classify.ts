/** Step 4: what kind of document a page is. */
import type { Classifier, ClassifierInput } from '../../models/classifier/classifier.ts';
import type { Classification } from '#shared/page.ts';

/** Pages the preparation found empty are `blank` whatever the classifier would say. */
export async function classify(input: ClassifierInput, classifier: Classifier): Promise<Classification> {
  if (input.preparation.blank)
    return {
      documentType: 'blank',
      side: null,
      confidence: 0.98,
      evidence: [{ kind: 'ink', detail: `墨迹 ${(input.preparation.inkCoverage * 100).toFixed(2)} %`, weight: 1 }],
      alternatives: [],
      continuation: false,
    };
  return classifier.classify(input);
}
