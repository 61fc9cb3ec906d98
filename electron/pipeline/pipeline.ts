/** The order of the steps for one page: prepare → read → classify → extract, each timed, reported and resumable. */
import { performance } from 'node:perf_hooks';
import { renderPage } from '../../models/image/renditions.ts';
import type { Classifier, ClassifierInput } from '../../models/classifier/classifier.ts';
import type { OcrEngine, SecondOpinion, TextFinder } from '../../models/ocr/engine.ts';
import { AppError } from '#shared/errors.ts';
import type { Classification, Field, Recognition, StepName, TextLine, Timing } from '#shared/page.ts';
import type { ExtractInput } from './extract.ts';
import { prepare } from './prepare.ts';
import type { PreparedPage } from './prepare.ts';
import { readPage } from './recognize.ts';
import type { RecognizeOptions } from './recognizer.ts';

/** Everything that a page passes through. Classification stands after reading: evidence by text needs the lines. */
export type PipelineParts = {
  finder: TextFinder;
  ocr: OcrEngine;
  /** Second opinion on numbers; absent where the engine itself is the second reader. */
  secondOpinion?: SecondOpinion;
  classifier: Classifier;
  classify: (input: ClassifierInput, classifier: Classifier) => Promise<Classification>;
  extractFields: (input: ExtractInput) => Field[];
};

/** @throws AppError `file.*` when the bytes are no readable image, `cancelled` */
export async function recognizePage(parts: PipelineParts, bytes: Uint8Array, options: RecognizeOptions): Promise<Recognition> {
  const started = performance.now();
  const timing: Timing = { total: 0, prepare: 0, ocr: 0, classify: 0, extract: 0 };
  const step = async <T>(name: StepName, work: () => T | Promise<T>, result: (value: T) => unknown): Promise<T> => {
    if (options.signal?.aborted) throw new AppError('cancelled');
    const from = performance.now();
    const value = await work();
    timing[name] = performance.now() - from;
    options.onStep?.(name, result(value));
    return value;
  };
  const same = <T>(value: T): T => value;
  const done = options.done ?? {};

  const page = await step(
    'prepare',
    () => prepare(bytes, { dpi: options.dpi, finder: parts.finder, ...(done.prepare ? { done: done.prepare } : {}) }),
    ({ preparation }) => preparation,
  );
  const rendering = options.onRenditions ? deliverRenditions(page, options.onRenditions) : Promise.resolve();
  // An error in a later step leaves first; this one must not count as unhandled then.
  rendering.catch(() => undefined);
  const lines = await step(
    'ocr',
    () => done.ocr ?? readPage(page, parts.ocr, { signal: options.signal, secondOpinion: parts.secondOpinion }),
    same,
  );
  const classification = await step('classify', () => done.classify ?? classifyPage(parts, page, lines, options.documentType), same);
  const fields = await step('extract', () => done.extract ?? extractPage(parts, page, lines, classification, options), same);
  await rendering;
  timing.total = performance.now() - started;
  const models = { classifier: parts.classifier.version, ocr: parts.ocr.version };
  return { preparation: page.preparation, lines, classification, fields, timing, models };
}

async function deliverRenditions({ image }: PreparedPage, deliver: NonNullable<RecognizeOptions['onRenditions']>): Promise<void> {
  deliver(await renderPage(image));
}

/** An empty page and a page whose type a person has decided need no classifier; the latter still gives the side. */
async function classifyPage(
  { classify, classifier }: PipelineParts,
  { image, preparation }: PreparedPage,
  lines: readonly TextLine[],
  decidedType: string | undefined,
): Promise<Classification> {
  if (preparation.blank && decidedType === undefined)
    return {
      documentType: 'blank',
      side: null,
      confidence: 1,
      evidence: [{ kind: 'ink', detail: preparation.inkCoverage.toFixed(5), weight: 1 }],
      alternatives: [],
      continuation: false,
    };
  const classification = await classify({ image, preparation, lines }, classifier);
  if (decidedType === undefined) return classification;
  const side = classification.documentType === decidedType ? classification.side : null;
  return { ...classification, documentType: decidedType, side, confidence: 1 };
}

function extractPage(
  { extractFields }: PipelineParts,
  { preparation }: PreparedPage,
  lines: readonly TextLine[],
  { documentType, side }: Classification,
  { formLabels }: RecognizeOptions,
): Field[] {
  if (documentType === 'blank') return [];
  return extractFields({ documentType, side, lines, preparation, ...(formLabels ? { formLabels } : {}) });
}
