/** Decides how a page must be turned to be read, from the shape of its lines and the look of a few of them. */
import type { Quad } from '#shared/page.ts';
import type { PixelImage } from '../../image/pixel-image.ts';
import type { ModelSession } from '../../session.ts';
import type { ReadingTurn } from '../engine.ts';
import { worthBeside } from './ctc-decode.ts';
import type { DecodedText } from './ctc-decode.ts';
import { quadSize, turnQuad } from './geometry.ts';
import { cropLine } from './line-crop.ts';

export type TurnModels = {
  /** PP-OCR line direction classifier: probabilities of 0° and 180°. */
  direction: ModelSession;
  readLine: (image: PixelImage, quad: Quad) => Promise<DecodedText>;
};

/** What the direction model was trained on. */
const inputWidth = 192;
const inputHeight = 48;
/** Lines shorter than this many times their height say little about the axis of the page. */
const minRatio = 2;
const sampledLines = 9;
const comparedLines = 4;
/** So many lines of which the model is so sure are enough. */
const sureLines = 4;
const plainlyUpright = 0.05;
/** Below this mean probability neither direction could be read. */
const minReadable = 0.6;

/** Reads lines in both directions only when the page is not plainly upright. */
export async function findReadingTurn(models: TurnModels, image: PixelImage, quads: readonly Quad[]): Promise<ReadingTurn> {
  // Where the main axis tells nothing, a title along the other one may: tables have many short lines.
  for (const axis of pickLines(quads)) {
    const turn = await turnOfAxis(models, image, axis);
    if (turn.confidence > 0) return turn;
  }
  return { rotationCw: 0, confidence: 0 };
}

async function turnOfAxis(models: TurnModels, image: PixelImage, { lines, sideways }: Axis): Promise<ReadingTurn> {
  if (lines.length === 0) return { rotationCw: 0, confidence: 0 };
  if (!sideways) {
    const share = await shareTurned(models.direction, image, lines);
    if (share < 0.3) return { rotationCw: 0, confidence: 1 - share };
  }
  const { forward, backward } = await compareReadings(models, image, lines);
  if (Math.max(forward, backward) < minReadable) return { rotationCw: 0, confidence: 0 };
  const confidence = Math.min(1, 0.5 + Math.abs(forward - backward));
  if (forward >= backward) return { rotationCw: sideways ? 270 : 0, confidence };
  return { rotationCw: sideways ? 90 : 180, confidence };
}

type Axis = { lines: Quad[]; sideways: boolean };

/** The longest lines along each axis, the main axis first; those of a sideways page are given as if read downwards. */
function pickLines(quads: readonly Quad[]): Axis[] {
  const sized = quads.map((quad) => ({ quad, ...quadSize(quad) }));
  const horizontal = sized.filter(({ width, height }) => width >= height * minRatio);
  const vertical = sized.filter(({ width, height }) => height >= width * minRatio);
  const length = (lines: typeof sized) => lines.reduce((sum, { width, height }) => sum + Math.max(width, height), 0);
  const longest = (lines: typeof sized) =>
    lines
      .toSorted((a, b) => b.width * b.height - a.width * a.height)
      .slice(0, sampledLines)
      .map(({ quad }) => quad);
  const upright: Axis = { lines: longest(horizontal), sideways: false };
  const turned: Axis = { lines: longest(vertical).map((quad) => turnQuad(quad, 1)), sideways: true };
  return length(vertical) > length(horizontal) * 1.5 ? [turned, upright] : [upright, turned];
}

/** Mean probability that a line stands upside down; the first few decide when they are all sure that it does not. */
async function shareTurned(direction: ModelSession, image: PixelImage, lines: readonly Quad[]): Promise<number> {
  let [turned, most, seen] = [0, 0, 0];
  for (const quad of lines) {
    const probability = await probabilityTurned(direction, image, firstPart(quad, inputWidth / inputHeight));
    turned += probability;
    most = Math.max(most, probability);
    if (++seen >= sureLines && most < plainlyUpright) break;
  }
  return turned / seen;
}

async function probabilityTurned(direction: ModelSession, image: PixelImage, quad: Quad): Promise<number> {
  const { width, height } = quadSize(quad);
  const cropWidth = Math.max(8, Math.min(inputWidth, Math.round((inputHeight * width) / Math.max(1, height))));
  const { data } = await direction.run(cropLine(image, quad, { width: cropWidth, height: inputHeight, paddedWidth: inputWidth }));
  return data[1] ?? 0;
}

type Readings = { forward: number; backward: number };

/**
 * Mean worth of the lines read as they stand and upside down. Where the first ones do not agree, all are read: the two sides of a card
 * may be copied onto one sheet in different directions.
 */
async function compareReadings(models: TurnModels, image: PixelImage, lines: readonly Quad[]): Promise<Readings> {
  const readings: Readings[] = [];
  const readOn = async (some: readonly Quad[]) => {
    for (const line of some) readings.push(await readBothWays(models, image, line));
  };
  await readOn(lines.slice(0, comparedLines));
  const votes = new Set(readings.map(({ forward, backward }) => forward >= backward));
  if (votes.size > 1) await readOn(lines.slice(comparedLines));
  const mean = (of: (reading: Readings) => number) => readings.reduce((sum, reading) => sum + of(reading), 0) / readings.length;
  return { forward: mean(({ forward }) => forward), backward: mean(({ backward }) => backward) };
}

async function readBothWays({ readLine }: TurnModels, image: PixelImage, line: Quad): Promise<Readings> {
  const part = firstPart(line, 10);
  const [asIs, turned] = [await readLine(image, part), await readLine(image, turnQuad(part, 2))];
  return { forward: worthBeside(asIs, turned), backward: worthBeside(turned, asIs) };
}

/** The start of a line, at most `ratio` times as long as high. */
function firstPart(quad: Quad, ratio: number): Quad {
  const { width, height } = quadSize(quad);
  const share = Math.min(1, (height * ratio) / Math.max(1, width));
  const [a, b, c, d] = quad;
  const along = (from: readonly [number, number], to: readonly [number, number]): [number, number] => [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
  ];
  return [a, along(a, b), along(d, c), d];
}
