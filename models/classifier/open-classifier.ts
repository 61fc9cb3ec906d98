/** Opens the best page classifier that this installation can run. */
import { isAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { modelFiles, modelPath, verifyModels } from '../manifest.ts';
import type { ModelFile } from '../manifest.ts';
import type { Classifier } from './classifier.ts';
import { createEvidenceClassifier } from './evidence.ts';
import { createFusedClassifier } from './fused-classifier.ts';
import { createPageNetwork } from './page-network.ts';
import type { PageNetwork } from './page-network.ts';

const modelId = 'page-classifier';

/** `network` is null where pages are told by their text alone. */
export type OpenedClassifier = { classifier: Classifier; network: PageNetwork | null };

/**
 * The trained model is checked against the manifest and loaded. Without it pages are still told by their text; `onMissing` learns why.
 * @throws what is no AppError about the model's file
 */
export async function openClassifier(
  onMissing: (error: AppError) => void,
  files: readonly ModelFile[] = modelFiles,
): Promise<OpenedClassifier> {
  try {
    const path = modelPath(modelId, files);
    const own = files.filter(({ id }) => id === modelId);
    await verifyModels(own);
    const network = createPageNetwork(path);
    await network.warmUp();
    return { classifier: createFusedClassifier(network, `${modelId}-${own[0]?.sha256.slice(0, 8)}`), network };
  } catch (error) {
    if (!isAppError(error)) throw error;
    onMissing(error);
    return { classifier: createEvidenceClassifier(), network: null };
  }
}
