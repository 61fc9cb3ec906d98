/** Opens the best page classifier that this installation can run. */
import { isAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { modelFiles, modelPath, verifyModels } from '../manifest.ts';
import type { ModelFile } from '../manifest.ts';
import type { Classifier } from './classifier.ts';
import { createEvidenceClassifier } from './evidence.ts';
import { createFusedClassifier } from './fused-classifier.ts';
import { readModelLabels } from './model-labels.ts';
import { createPageNetwork } from './page-network.ts';
import type { PageNetwork } from './page-network.ts';

const modelId = 'page-classifier';
const labelsId = 'page-classifier-labels';

/** `network` is null where pages are told by their text alone. */
export type OpenedClassifier = { classifier: Classifier; network: PageNetwork | null };

/**
 * The shipped network with its labels, which are as many as its outputs.
 * @throws AppError `recognizer.model-missing`, `recognizer.model-mismatch`, `recognizer.labels-mismatch`
 */
export async function openNetwork(files: readonly ModelFile[] = modelFiles): Promise<PageNetwork> {
  const [path, labelsPath] = [modelPath(modelId, files), modelPath(labelsId, files)];
  await verifyModels(files.filter(({ id }) => id === modelId || id === labelsId));
  const network = createPageNetwork(path, await readModelLabels(labelsPath));
  await network.warmUp();
  return network;
}

/**
 * The trained model and its labels are checked against the manifest, and against each other, and loaded. Without it pages are still told by their text; `onMissing` learns why.
 * @throws what is no AppError about the model's file
 */
export async function openClassifier(
  onMissing: (error: AppError) => void,
  files: readonly ModelFile[] = modelFiles,
): Promise<OpenedClassifier> {
  try {
    const network = await openNetwork(files);
    const { sha256 = '' } = files.find(({ id }) => id === modelId) ?? {};
    return { classifier: createFusedClassifier(network, `${modelId}-${sha256.slice(0, 8)}`), network };
  } catch (error) {
    if (!isAppError(error)) throw error;
    onMissing(error);
    return { classifier: createEvidenceClassifier(), network: null };
  }
}
