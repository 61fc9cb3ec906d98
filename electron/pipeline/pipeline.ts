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
import { findSignatures } from './find-signatures.ts';
import { markHandwriting } from './mark-handwriting.ts';
import { prepare } from './prepare.ts';
import type { PreparedPage, PrepareOptions } from './prepare.ts';
import { readSealTexts } from './read-seal-texts.ts';
import { readPage } from './recognize.ts';
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
    () => prepare(bytes, prepareOptions(parts, options)),
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

function prepareOptions({ finder, ocr }: PipelineParts, { dpi, done, signal }: RecognizeOptions): PrepareOptions {
  const startReading: OcrEngine['read'] = (image, how) => ocr.read(image, { ...how, ...(signal ? { signal } : {}) });
  return { dpi, finder, ...(done?.prepare ? { done: done.prepare } : {}), ...(done?.ocr ? {} : { startReading }) };
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
