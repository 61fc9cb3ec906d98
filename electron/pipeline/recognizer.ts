/** What the services know of recognition: one call per page, its steps reported as they finish. */
import type { Classification, Field, Preparation, Recognition, StepName, TextLine } from '#shared/page.ts';
import type { TaughtPrototypes } from '#shared/taught-type.ts';

/** Results of finished steps; given back after a crash so that only the rest is done again. */
export type StepResults = {
  prepare?: Preparation;
  read?: TextLine[];
  classify?: Classification;
  extract?: Field[];
};

/** Pictures made on the way. `prepared` is the upright page that all boxes refer to; both are JPEG files. */
export type PageRenditions = { prepared: Uint8Array; thumbnail: Uint8Array };

export type RecognizeOptions = {
  dpi: number | null;
  /** Read as this type instead of asking the classifier: a person has decided. */
  documentType?: string;
  /** Extra labels of the service item's application form: printed label → field key. */
  formLabels?: Readonly<Record<string, string>>;
  /** Document types that IT staff taught and made live. */
  taughtTypes?: readonly TaughtPrototypes[];
  done?: StepResults;
  onStep?: (step: StepName, result: unknown) => void;
  onRenditions?: (renditions: PageRenditions) => void;
  signal?: AbortSignal;
};

export interface Recognizer {
  /**
   * @param bytes an image file (JPEG, PNG, TIFF, WebP, BMP) with one page
   * @throws AppError `file.*` when the bytes cannot be read, `recognizer.timeout`, `recognizer.crashed`, `cancelled`
   */
  recognize(bytes: Uint8Array, options: RecognizeOptions): Promise<Recognition>;
  /** Versions of the models in use and the memory of the child processes in bytes. */
  status(): Promise<{ models: Recognition['models']; rssBytes: number; peakRssBytes: number; restarts: number }>;
  /** Ends whatever still remembers pages that were read, and starts anew; absent = nothing does. */
  recycle?(): void;
  close(): Promise<void>;
}
