/** The interface of every page classifier, by look, by text or by both. */
import type { Classification, Preparation, TextLine } from '#shared/page.ts';
import type { PixelImage } from '../image/pixel-image.ts';

export type ClassifierInput = {
  /** The prepared page; an evidence classifier may ignore it. */
  image: PixelImage;
  preparation: Preparation;
  /** Absent when the page was not read yet. */
  lines: readonly TextLine[] | null;
};

export interface Classifier {
  /** Name and version, as written into the log of a case. */
  readonly version: string;
  /** Pages that the preparation found empty are not asked about (electron/pipeline/classify.ts). */
  classify(input: ClassifierInput): Promise<Classification>;
}
