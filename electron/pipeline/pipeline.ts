/** The order of the steps for one page: prepare → read → classify → extract, each timed, reported and resumable. */
import { performance } from 'node:perf_hooks';
import { measureColourfulness } from '../../models/image/page-colour.ts';
import { renderPage } from '../../models/image/renditions.ts';
import type { Classifier } from '../../models/classifier/classifier.ts';
import type { OcrEngine, SecondOpinion, TextFinder } from '../../models/ocr/engine.ts';
import { discardImage } from '../../models/image/pixel-image.ts';
import type { PixelImage } from '../../models/image/pixel-image.ts';
import { AppError } from '#shared/errors.ts';
import { findDocumentType } from '#shared/document-types/index.ts';
import { blank } from '#shared/document-types/special-types.ts';
import type { Classification, Field, LineCheck, PageCode, Recognition, StepName, TextLine, TickBox, Timing } from '#shared/page.ts';
import { separatorType } from '#shared/separator.ts';
import type { Separator } from '#shared/separator.ts';
import type { TaughtPrototypes } from '#shared/taught-type.ts';
import { classify } from './classify.ts';
import type { ExtractInput } from './extract.ts';
import { findSignatures } from './extract/find-signatures.ts';
import { markHandwriting } from './extract/mark-handwriting.ts';
import { discardSource, finishPreparing, startPreparing } from './prepare.ts';
import type { PreparedPage } from './prepare.ts';
import { readPage, readStraightPage } from './read.ts';
import { readSealTexts } from './read/seal-texts.ts';
import type { RecognizeOptions } from './recognizer.ts';

/** Everything that a page passes through. Classification stands after reading: evidence by text needs the lines. */
export type PipelineParts = {
  finder: TextFinder;
  ocr: OcrEngine;
  /** Second opinion on numbers; absent where the engine itself is the second reader. */
  secondOpinion?: SecondOpinion;
  classifier: Classifier;
  /** Puts a type that IT staff taught in force where the page meets one; absent where none are asked for. */
  applyTaughtTypes?: (base: Classification, lines: readonly TextLine[], taught: readonly TaughtPrototypes[]) => Classification;
  /** QR codes and barcodes; absent where none are read. */
  readCodes?: (image: PixelImage) => Promise<PageCode[]>;
  /** Boxes to tick in these lines; absent where none are looked for. */
  findTickBoxes?: (image: PixelImage, lines: readonly TextLine[]) => TickBox[];
  /** Ink beyond the ends of lines; absent where nobody looks: then values over several lines have one witness less. */
  checkLines?: (image: PixelImage, lines: readonly TextLine[]) => LineCheck[];
  extractFields: (input: ExtractInput) => Field[];
};

/** @throws AppError `file.*` when the bytes are no readable image, `cancelled` */
export async function recognizePage(parts: PipelineParts, bytes: Uint8Array, options: RecognizeOptions): Promise<Recognition> {
  const started = performance.now();
  const timing: Timing = { total: 0, prepare: 0, read: 0, classify: 0, extract: 0 };
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

  const { page, first } = await step(
    'prepare',
    () => prepareAndBeginReading(parts, bytes, options),
    (begun) => begun.page.preparation,
  );
  const rendering = options.onRenditions ? deliverRenditions(page, options.onRenditions) : Promise.resolve();
  // An error in a later step leaves first; this one must not count as unhandled then.
  rendering.catch(() => undefined);
  const lines = await step(
    'read',
    () => done.read ?? readPage(page, parts.ocr, { first, signal: options.signal, secondOpinion: parts.secondOpinion }),
    same,
  );
  // Evidence for a person, not needed by any step: read anew where earlier results are used again.
  const seals = await readSealTexts(page, parts.ocr, options.signal);
  const classification = await step('classify', () => done.classify ?? classifyPage(parts, page, lines, options), same);
  let marks: Marks = {};
  const fields = await step(
    'extract',
    async () => {
      if (done.extract) return done.extract;
      marks = await marksOf(parts, page, lines, classification);
      return extractPage(parts, page, lines, classification, options, marks);
    },
    same,
  );
  await rendering;
  const preparation = { ...withMarks(page, lines), seals };
  discardImage(page.image);
  timing.total = performance.now() - started;
  const models = { classifier: parts.classifier.version, ocr: parts.ocr.version };
  return { preparation, lines, classification, fields, ...marks, timing, models };
}

/** The lines of a straight page are read while the rest of it is measured: the two share its pixels, and neither changes them. */
export async function prepareAndBeginReading(
  { finder, ocr }: Pick<PipelineParts, 'finder' | 'ocr'>,
  bytes: Uint8Array,
  { dpi, done, signal }: Pick<RecognizeOptions, 'dpi' | 'done' | 'signal'>,
): Promise<{ page: PreparedPage; first: Promise<TextLine[]> | undefined }> {
  const options = { dpi, finder, ...(done?.prepare ? { done: done.prepare } : {}) };
  const straight = await startPreparing(bytes, options);
  const first = done?.read ? undefined : readStraightPage(straight, ocr, signal);
  // Who waits for the lines sees the failure; until then it is not unhandled.
  first?.catch(() => undefined);
  const page = await finishPreparing(straight, options);
  void Promise.allSettled([first]).then(() => discardSource(straight, page));
  return { page, first };
}

/** What the checks between papers ask of the page itself; told only once its text is known. */
function withMarks({ image, preparation }: PreparedPage, lines: readonly TextLine[]): Recognition['preparation'] {
  if (preparation.blank) return preparation;
  const colourfulness = measureColourfulness(image);
  return {
    ...preparation,
    ...(colourfulness === undefined ? {} : { colourfulness }),
    signatures: findSignatures(image, lines, preparation.seals),
  };
}

async function deliverRenditions({ image }: PreparedPage, deliver: NonNullable<RecognizeOptions['onRenditions']>): Promise<void> {
  deliver(await renderPage(image));
}

/** Of a page whose type a person has decided the classifier still gives the side. */
async function classifyPage(
  { classifier, applyTaughtTypes }: PipelineParts,
  { image, preparation }: PreparedPage,
  lines: readonly TextLine[],
  { documentType: decidedType, taughtTypes = [] }: Pick<RecognizeOptions, 'documentType' | 'taughtTypes'>,
): Promise<Classification> {
  if (preparation.separator && isSeparatorSheet(preparation.separator, lines)) return separatorSheet(preparation.separator);
  const base = await classify({ image, preparation, lines }, classifier);
  const classification = applyTaughtTypes?.(base, lines, taughtTypes) ?? base;
  if (decidedType === undefined) return classification;
  const side = classification.documentType === decidedType ? classification.side : null;
  return { ...classification, documentType: decidedType, side, confidence: 1 };
}

/** A Patch T may also be printed on the first page of a paper; a sheet says little besides. */
const mostOnSheet = 240;

function isSeparatorSheet({ itemCode, materialId }: Separator, lines: readonly TextLine[]): boolean {
  if (itemCode !== null || materialId !== null) return true;
  return lines.reduce((sum, { text }) => sum + text.length, 0) <= mostOnSheet;
}

function separatorSheet({ patchT }: Separator): Classification {
  return {
    documentType: separatorType,
    side: null,
    confidence: 1,
    title: null,
    evidence: [{ code: patchT ? 'separator-bars' : 'separator-code', weight: 1 }],
    alternatives: [],
    continuation: false,
  };
}

/** What is looked for in the pixels only where the fields of the type need it: the search costs time. */
type Marks = Pick<Recognition, 'codes' | 'tickBoxes' | 'lineChecks'>;

async function marksOf(
  { readCodes, findTickBoxes, checkLines }: PipelineParts,
  { image }: PreparedPage,
  lines: readonly TextLine[],
  { documentType }: Classification,
): Promise<Marks> {
  const type = findDocumentType(documentType);
  const ticked = type?.form || type?.fields.some(({ options }) => options.length > 0);
  return {
    ...(readCodes && type?.codes.length ? { codes: await readCodes(image) } : {}),
    ...(findTickBoxes && ticked ? { tickBoxes: findTickBoxes(image, lines) } : {}),
    ...(checkLines && type?.fields.length ? { lineChecks: checkLines(image, lines) } : {}),
  };
}

function extractPage(
  { extractFields }: PipelineParts,
  { image, preparation }: PreparedPage,
  lines: readonly TextLine[],
  { documentType, side }: Classification,
  { formLabels }: RecognizeOptions,
  marks: Marks,
): Field[] {
  if (documentType === blank.id || documentType === separatorType) return [];
  const fields = extractFields({ documentType, side, lines, preparation, ...(formLabels ? { formLabels } : {}), ...marks });
  return markHandwriting(fields, image, lines, documentType);
}
