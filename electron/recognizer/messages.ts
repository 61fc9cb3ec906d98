/** What the host and a recognizer child say to each other; everything survives structured cloning. */
import type { SerializedError } from '#shared/errors.ts';
import type { Recognition, StepName } from '#shared/page.ts';
import type { PageRenditions, RecognizeOptions } from '../pipeline/recognizer.ts';

/** The part of the options that can cross; the callbacks become messages. */
export type PageOptions = Pick<RecognizeOptions, 'dpi' | 'documentType' | 'formLabels' | 'taughtTypes' | 'done'>;

export type ToChild = { kind: 'recognize'; page: number; bytes: Uint8Array; options: PageOptions } | { kind: 'cancel'; page: number };

export type ModelVersions = Recognition['models'];

export type FromChild =
  | { kind: 'ready'; models: ModelVersions; rssBytes: number }
  /** The child cannot work at all: models missing or changed. */
  | { kind: 'unfit'; error: SerializedError }
  | { kind: 'step'; page: number; step: StepName; result: unknown }
  | { kind: 'renditions'; page: number; renditions: PageRenditions }
  | { kind: 'done'; page: number; recognition: Recognition; rssBytes: number; peakRssBytes: number }
  | { kind: 'failed'; page: number; error: SerializedError; rssBytes: number; peakRssBytes: number };
