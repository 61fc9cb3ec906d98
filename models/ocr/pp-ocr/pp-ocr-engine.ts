/** The PP-OCR engine: text detection and recognition models over ONNX Runtime, with our own pre- and post-processing. */
import { AppError } from '#shared/errors.ts';
import type { Box, Quad, TextLine } from '#shared/page.ts';
import { createAnalysisImage } from '../../image/analysis-image.ts';
import { measureInk } from '../../image/ink.ts';
import type { PixelImage } from '../../image/pixel-image.ts';
import { modelPath } from '../../manifest.ts';
import { askedAhead, createSessionLanes } from '../../session-lanes.ts';
import { createSession } from '../../session.ts';
import type { ModelSession } from '../../session.ts';
import type { CutFrom, FindOptions, InkMap, OcrEngine, TextFinder } from '../engine.ts';
import { calibrateCharacter } from '../character-calibration.ts';
import { sortInReadingOrder } from '#shared/text-layout/reading-order.ts';
import { worthBeside } from './ctc-decode.ts';
import { planDefaults, planDetection } from './detection-plan.ts';
import type { PlanLimits } from './detection-plan.ts';
import { quadSize, turnQuad } from './geometry.ts';
import { lineInputWidth, recognizeLine } from './line-recognizer.ts';
import type { RecognizedLine } from './line-recognizer.ts';
import { shippedModelSet } from './model-set.ts';
import type { ModelSet } from './model-set.ts';
import { findReadingTurn } from './reading-turn.ts';
import { detectText } from './text-detector.ts';

export type PpOcrOptions = {
  /** Model runs at a time. One runs in the calling thread and blocks it; more have threads of their own. */
  threads?: number;
  /** Absent = the shipped set. */
  modelSet?: ModelSet;
  /** How large the detection model sees the page. */
  detection?: Partial<PlanLimits>;
  /** False = probabilities as the model gives them, for fitting the calibration. */
  calibrated?: boolean;
};

type Models = {
  detection: ModelSession;
  recognition: ModelSession;
  direction: ModelSession;
  characters: readonly string[];
  /** Lines that are read at a time. */
  linesAtATime: number;
};

/** Taller than this many times its width, a box holds a vertical line. */
const verticalRatio = 1.5;
/** Below this mean probability a line is also read upside down. */
const doubtfulConfidence = 0.6;
const noiseConfidence = 0.5;
/** A line below this may be two; both halves must be above it. */
const mergedConfidence = 0.8;
/** Bounds the time for pictures full of things that are no text. */
const maxCloserLooks = 4;
const minMergedHeightPx = 24;
/** Two rows of about 24 pixels. */
const closerHeightPx = 64;

/** Models load when they are first needed, not here; only the key file is read at once. */
export async function createPpOcrEngine({ threads = 1, modelSet, detection, calibrated = true }: PpOcrOptions = {}): Promise<
  OcrEngine & TextFinder
> {
  const set = modelSet ?? (await shippedModelSet());
  const lanes = threads > 1 ? createSessionLanes(threads) : null;
  const open = lanes?.createSession ?? createSession;
  const models: Models = {
    detection: open(set.detectionPath, { lighten: set.lighten.detection, alone: true }),
    recognition: open(set.recognitionPath, { lighten: set.lighten.recognition }),
    direction: createSession(modelPath('pp-ocrv2-line-direction')),
    characters: set.characters,
    linesAtATime: lanes ? threads * askedAhead : 1,
  };
  const limits = { ...planDefaults, ...detection };
  const findLines = async (image: PixelImage, { ink, onStarted }: FindOptions = {}) =>
    detectText(models.detection, image, { plan: planDetection(image, ink ?? (await inkOf(image)), limits), onStarted });
  const readOne = (image: PixelImage, quad: Quad) => recognizeLine(models.recognition, models.characters, image, quad);
  return {
    version: set.version,
    findLines,
    findReadingTurn: (image, quads) => findReadingTurn({ direction: models.direction, readLine: readOne }, image, quads),
    async read(image, { regions, quads: known, cutFrom, signal } = {}) {
      const quads = regions?.map((box) => boxQuad(box)) ?? known ?? (await findLines(await image));
      const cut = !regions && known && cutFrom ? cutFrom : inPlace(await image);
      const lines = await readLines(models, { image, cut }, quads, signal);
      return sortInReadingOrder(lines.map((line) => finishLine(line, calibrated)));
    },
    async close() {
      await Promise.all([models.detection.close(), models.recognition.close(), models.direction.close(), lanes?.close()]);
    },
  };
}

/** A line as it was read; its characters beside unexplained ink count as before until it is decided which lines are kept. */
type RawLine = TextLine & Pick<RecognizedLine, 'besideInk'>;

/** What remains of a character beside ink that nothing explains: under every threshold of acceptance. */
const besideInkConfidence = 0.45;

function finishLine({ besideInk, ...line }: RawLine, calibrated: boolean): TextLine {
  if (!calibrated) return line;
  const characterConfidences = (line.characterConfidences ?? []).map((said) => calibrateCharacter(said));
  for (const place of besideInk) characterConfidences[place] = Math.min(characterConfidences[place]!, besideInkConfidence);
  const confidence = characterConfidences.reduce((sum, value) => sum + value, 0) / Math.max(1, characterConfidences.length);
  return { ...line, confidence, characterConfidences };
}

async function inkOf(image: PixelImage): Promise<InkMap> {
  const analysis = await createAnalysisImage(image);
  return { ...analysis, mask: measureInk(analysis).mask };
}

type Page = { image: PixelImage | Promise<PixelImage>; cut: CutFrom };

const inPlace = (image: PixelImage): CutFrom => ({ image, place: (quad) => quad });

async function readLines(models: Models, { image, cut }: Page, quads: readonly Quad[], signal?: AbortSignal): Promise<RawLine[]> {
  const lines: RawLine[][] = [];
  let closerLooks = 0;
  // The longest first: none is left that runs alone at the end.
  const waiting = [...quads.entries()].sort(([, a], [, b]) => lineInputWidth(b).width - lineInputWidth(a).width);
  const readOn = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (signal?.aborted) throw new AppError('cancelled');
      const [index, quad] = next;
      const line = await readLine(models, cut, quad);
      const closer = line.confidence < mergedConfidence && quadSize(quad).height >= minMergedHeightPx && closerLooks++ < maxCloserLooks;
      lines[index] = (closer ? await lookCloser(models, await image, line) : null) ?? [line];
    }
  };
  await Promise.all(Array.from({ length: models.linesAtATime }, readOn));
  // One or two characters of which the model is unsure are stains, seal strokes or pictures.
  return lines.flat().filter(({ text, confidence }) => text !== '' && (confidence >= noiseConfidence || text.length > 2));
}

/** Rows that stand close may have been found as one, which reads as nonsense: searched again at twice the scale they come apart. */
async function lookCloser(models: Models, image: PixelImage, line: TextLine): Promise<RawLine[] | null> {
  const xs = line.quad.map(([x]) => x);
  const ys = line.quad.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const margin = height * 0.3;
  const window: Box = [left - margin, top - margin, width + 2 * margin, height + 2 * margin];
  const scale = Math.min(closerHeightPx / height, Math.sqrt(planDefaults.windowPixels / (window[2] * window[3])));
  const quads = await detectText(models.detection, image, { plan: { windows: [window], scale } });
  if (quads.length < 2) return null;
  const found: RawLine[] = [];
  for (const quad of quads) found.push(await readLine(models, inPlace(image), quad));
  const good = found.filter(({ confidence }) => confidence > Math.max(mergedConfidence, line.confidence));
  return good.length >= 2 && good.reduce((sum, { text }) => sum + text.length, 0) >= line.text.length ? good : null;
}

async function readLine(models: Models, { image, place }: CutFrom, quad: Quad): Promise<RawLine> {
  const readAt = async (at: Quad) => ({ ...(await recognizeLine(models.recognition, models.characters, image, place(at))), quad: at });
  const { width, height } = quadSize(quad);
  const isVertical = height >= width * verticalRatio;
  const first = await readAt(isVertical ? turnQuad(quad, 1) : quad);
  // A vertical line runs down as often as up, and there are few of them.
  if (!isVertical && first.confidence >= doubtfulConfidence) return first;
  const second = await readAt(turnQuad(first.quad, 2));
  return worthBeside(second, first) > worthBeside(first, second) ? second : first;
}

function boxQuad([x, y, width, height]: Box): Quad {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}
