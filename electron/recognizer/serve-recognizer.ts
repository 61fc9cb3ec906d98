/** Composition root of the recognizer child: engines from the environment, pages from the host, results back. */
import { openClassifier } from '../../models/classifier/open-classifier.ts';
import { turnByLook } from '../../models/classifier/turn-by-look.ts';
import { applyTaughtTypes } from '../../models/classifier/prototypes.ts';
import { requiredModelFiles, verifyModels } from '../../models/manifest.ts';
import { checkLines } from '../../models/image/check-lines.ts';
import { findTickBoxes } from '../../models/image/tick-boxes.ts';
import { readCodes } from '../../models/codes/read-codes.ts';
import { createDigitReader } from '../../models/ocr/digit-reader.ts';
import { createSecondOpinion } from '../../models/ocr/second-opinion.ts';
import { readModelSet } from '../../models/ocr/pp-ocr/model-set.ts';
import { createPpOcrEngine } from '../../models/ocr/pp-ocr/pp-ocr-engine.ts';
import { createTesseractEngine } from '../../models/ocr/tesseract.ts';
import type { ParentLike } from '#shared/child-process.ts';
import { isAppError, toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { extractFields } from '../pipeline/extract.ts';
import { recognizePage } from '../pipeline/pipeline.ts';
import type { PipelineParts } from '../pipeline/pipeline.ts';
import type { FromChild, ToChild } from './messages.ts';

/** The line to the host, for the messages of this folder. */
export type HostPort = Pick<ParentLike, 'onMessage'> & { send(message: FromChild): void };

/**
 * `INTAKE_OCR` = `pp-ocr` (default), `tesseract`, or the name of a model set in the folder `INTAKE_MODELS`;
 * `INTAKE_OCR_THREADS` = threads inside one model run.
 */
export type RecognizerEnvironment = Readonly<Record<string, string | undefined>>;

/** Serves until the process ends. Pages that arrive while one is read wait in the port. */
export async function serveRecognizer(port: HostPort, env: RecognizerEnvironment): Promise<void> {
  const running = new Map<number, AbortController>();
  const starting = createParts(env);
  let turn: Promise<unknown> = starting;
  port.onMessage((message) => {
    const request = message as ToChild;
    if (request.kind === 'cancel') return running.get(request.page)?.abort();
    const controller = new AbortController();
    running.set(request.page, controller);
    turn = turn.then(async () => {
      await servePage(port, await starting, request, controller.signal);
      running.delete(request.page);
    });
    turn.catch(() => undefined);
  });
  try {
    const { classifier, ocr } = await starting;
    port.send({ kind: 'ready', models: { classifier: classifier.version, ocr: ocr.version }, rssBytes: process.memoryUsage.rss() });
  } catch (error) {
    reportUnexpected(error);
    port.send({ kind: 'unfit', error: toAppError(error).toJSON() });
  }
}

async function createParts(env: RecognizerEnvironment): Promise<PipelineParts> {
  await verifyModels(requiredModelFiles);
  const threads = Math.max(1, Number(env['INTAKE_OCR_THREADS'] ?? 1) || 1);
  const name = env['INTAKE_OCR'] ?? 'pp-ocr';
  const dropped = name === 'pp-ocr' || name === 'tesseract' ? null : await readModelSet(env['INTAKE_MODELS'] ?? '', name);
  const calibrated = name === 'pp-ocr';
  const ppOcr = await createPpOcrEngine({ threads, ...(dropped ? { modelSet: dropped } : {}) });
  const { classifier, network } = await openClassifier(reportFallback);
  return {
    // Finding text and its direction is PP-OCR's work whichever engine reads.
    finder: network ? turnByLook(ppOcr, network) : ppOcr,
    ocr: name === 'tesseract' ? createTesseractEngine() : ppOcr,
    ...(name === 'tesseract' ? {} : { secondOpinion: createSecondOpinion(createDigitReader()) }),
    classifier,
    applyTaughtTypes,
    findTickBoxes,
    checkLines,
    readCodes: (image) => readCodes(image, { only: ['qr'], thorough: true }),
    // The limits of acceptance were set on the shipped engine's probabilities; what another one reads is shown to a person.
    extractFields: calibrated ? extractFields : (input) => extractFields(input).map((field) => ({ ...field, status: 'review' as const })),
  };
}

async function servePage(
  port: HostPort,
  parts: PipelineParts,
  { page, bytes, options }: Extract<ToChild, { kind: 'recognize' }>,
  signal: AbortSignal,
): Promise<void> {
  try {
    const recognition = await recognizePage(parts, bytes, {
      ...options,
      signal,
      onStep: (step, result) => port.send({ kind: 'step', page, step, result }),
      onRenditions: (renditions) => port.send({ kind: 'renditions', page, renditions }),
    });
    port.send({ kind: 'done', page, recognition, ...memory() });
  } catch (error) {
    reportUnexpected(error);
    port.send({ kind: 'failed', page, error: toAppError(error).toJSON(), ...memory() });
  }
}

const memory = () => ({ rssBytes: process.memoryUsage.rss(), peakRssBytes: process.resourceUsage().maxRSS * 1024 });

/** The doctor tells the same with a remedy. */
function reportFallback({ code }: AppError): void {
  process.stderr.write(`recognizer: page classifier not in use (${code}), pages are told by their text alone\n`);
}

/** Where the program went wrong, without the message: it may quote what stood on the page. */
function reportUnexpected(error: unknown): void {
  if (isAppError(error)) return;
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  process.stderr.write(`recognizer: ${name}\n${frames.join('\n')}\n`);
}
