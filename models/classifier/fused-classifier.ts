/** The page classifier of the product: text evidence and the trained network together. */
import type { Classifier } from './classifier.ts';
import { createEvidence } from './evidence.ts';
import { fuse } from './fusion.ts';
import type { PageNetwork } from './page-network.ts';
import { pagePicture } from './page-picture.ts';

/** @param version embeddings are comparable only within one: it must change with every training */
export function createFusedClassifier(network: PageNetwork, version: string): Classifier {
  const evidenceOf = createEvidence();
  return {
    version,
    async classify({ image, preparation, lines }) {
      const both = await network.judge({ picture: await pagePicture(image), lines });
      const text = lines && (await network.judge({ picture: null, lines }));
      return fuse({ both, text }, lines && evidenceOf(lines, preparation));
    },
  };
}
