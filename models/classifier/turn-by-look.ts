/** Lets the look of a page decide which way is up where its text cannot: blurred, faint or wordless pages. */
import type { Rotation } from '#shared/page.ts';
import type { TextFinder } from '../ocr/engine.ts';
import type { PageNetwork } from './page-network.ts';
import { pagePicture } from './page-picture.ts';

/** Text that is read with this confidence in one direction needs no second opinion. */
const sureText = 0.6;
/** The look must be this sure; on validation pages it is then nearly always right. */
const sureLook = 0.9;

/** The likeliest clockwise turn by a network's opinion. */
export function likeliestTurn(rotations: ReadonlyMap<Rotation, number>): { rotationCw: Rotation; confidence: number } {
  const [rotationCw, confidence] = [...rotations].toSorted((a, b) => b[1] - a[1])[0]!;
  return { rotationCw, confidence };
}

/** The finder with the network behind it. The network costs milliseconds, and only where text tells nothing. */
export function turnByLook(finder: TextFinder, network: Pick<PageNetwork, 'judge'>): TextFinder {
  return {
    findLines: (image, options) => finder.findLines(image, options),
    async findReadingTurn(image, quads) {
      const byText = await finder.findReadingTurn(image, quads);
      if (byText.confidence >= sureText) return byText;
      const { rotations } = await network.judge({ picture: await pagePicture(image), lines: null });
      const byLook = likeliestTurn(rotations);
      return byLook.confidence >= sureLook ? byLook : byText;
    },
  };
}
