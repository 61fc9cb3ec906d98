/** Step 1: from the bytes of an image file to the upright, straight, framed page that all later boxes refer to. */
import { createAnalysisImage } from '../../models/image/analysis-image.ts';
import { cropImage } from '../../models/image/crop.ts';
import { decodeImage } from '../../models/image/decode.ts';
import { measureInk } from '../../models/image/ink.ts';
import { findPageInsideFrame } from '../../models/image/page-border.ts';
import type { PixelImage } from '../../models/image/pixel-image.ts';
import { findQualityProblems } from '../../models/image/quality.ts';
import { findSeals, withMargin, withoutRed } from '../../models/image/seal.ts';
import { measureSkew, refineSkew } from '../../models/image/skew.ts';
import type { InkMask } from '../../models/image/skew.ts';
import { turnBetween, turnFreely, turnQuadWith, turnQuarters } from '../../models/image/turn.ts';
import type { Turn } from '../../models/image/turn.ts';
import type { TextFinder } from '../../models/ocr/engine.ts';
import { tiltOfLines } from '../../models/image/line-tilt.ts';
import type { Box, Preparation, Quad, Rotation, Seal } from '#shared/page.ts';

export type PreparedPage = {
  /** Upright and straight; `preparation` says how it came out of the original. */
  image: PixelImage;
  preparation: Preparation;
  /** Text lines on `image` when the search for the upright direction found them already. */
  quads: Quad[] | null;
};

export type PrepareOptions = {
  /** From the device; the file's own value is the fallback. */
  dpi: number | null;
  finder: TextFinder;
  /** An earlier result for the same bytes: it is applied again, so that boxes stay valid. */
  done?: Preparation;
};

/** Less than this is not seen and does not harm OCR, but turning would cost sharpness. */
const minSkewDegrees = 0.15;
const maxSkewDegrees = 20;
/** Red print in the shape of a seal stays below. */
const sureSeal = 0.9;

type Straightened = { image: PixelImage; rotationCw: Rotation; skewDegrees: number; quads: Quad[] | null; turns: readonly Turn[] };

/** A page with so little ink on which no line of text is found is empty: bleed-through, dust, a shadow. */
const faintCoverage = 0.001;

/** @throws AppError `file.*` when the bytes are no readable image */
export async function prepare(bytes: Uint8Array, { dpi, finder, done }: PrepareOptions): Promise<PreparedPage> {
  const original = await decodeImage(bytes);
  if (done) return repeat(original, done);
  const analysis = await createAnalysisImage(original);
  const frame = findPageInsideFrame(analysis);
  const inside = frame ? await createAnalysisImage(cropImage(original, frame)) : analysis;
  const ink = measureInk(inside);
  const seals = ink.blank ? [] : findSeals(inside).map((seal) => ({ ...seal, box: shiftBox(seal.box, frame?.[0] ?? 0, frame?.[1] ?? 0) }));
  const searched = withoutRed(original, fadedBoxes(seals));
  const found = ink.blank ? [] : await finder.findLines(searched);
  const blank = ink.blank || (ink.coverage < faintCoverage && found.length === 0);
  const straight = blank ? unturned(original) : await straighten({ original, searched }, found, finder, { ...inside, mask: ink.mask });
  const { image, quads, crop } = await cutFrame(straight, frame !== null);
  return {
    image,
    quads,
    preparation: {
      widthPx: image.widthPx,
      heightPx: image.heightPx,
      dpi: dpi ?? original.dpi,
      rotationCw: straight.rotationCw,
      skewDegrees: straight.skewDegrees,
      ...(crop ? { crop } : {}),
      blank,
      inkCoverage: ink.coverage,
      qualityProblems: findQualityProblems(image, quads ?? [], ink),
      seals: blank ? [] : seals.map((seal) => ({ ...seal, box: moveBox(seal.box, straight, crop) })),
    },
  };
}

const unturned = (image: PixelImage): Straightened => ({ image, rotationCw: 0, skewDegrees: 0, quads: [], turns: [] });

/** Turns the page so that its lines run from left to right, level. One search for text serves direction, tilt and OCR. */
async function straighten(
  { original, searched }: { original: PixelImage; searched: PixelImage },
  found: Quad[],
  finder: TextFinder,
  ink: InkMask,
): Promise<Straightened> {
  const { rotationCw } = await finder.findReadingTurn(original, found);
  const upright = await turnQuarters(original, rotationCw);
  const turns = [turnBetween(original, upright, rotationCw)];
  // Text that stood sideways is searched again: the model is surer of level lines. Upside down its boxes stay boxes.
  const turned = (quad: Quad): Quad => (rotationCw === 180 ? [quad[2], quad[3], quad[0], quad[1]] : quad);
  const quads =
    rotationCw % 180 === 0
      ? found.map((quad) => mapQuad(turns, turned(quad)))
      : await finder.findLines(await turnQuarters(searched, rotationCw));
  const tilt = findTilt(quads, rotationCw, ink);
  if (Math.abs(tilt) < minSkewDegrees || Math.abs(tilt) > maxSkewDegrees)
    return { image: upright, rotationCw, skewDegrees: 0, quads, turns };
  const image = await turnFreely(upright, tilt);
  const levelling = turnBetween(upright, image, tilt);
  return {
    image,
    rotationCw,
    skewDegrees: -tilt,
    quads: quads.map((quad) => turnQuadWith(levelling, quad)),
    turns: [...turns, levelling],
  };
}

const mapQuad = (turns: readonly Turn[], quad: Quad): Quad => turns.reduce((moved, turn) => turnQuadWith(turn, moved), quad);

const shiftBox = ([x, y, width, height]: Box, dx: number, dy: number): Box => [x + dx, y + dy, width, height];

/** A seal cuts the lines it lies over into pieces; where one surely is, its colour is left out of the search for text. */
const fadedBoxes = (seals: readonly Seal[]): Box[] =>
  seals.filter(({ confidence }) => confidence >= sureSeal).map(({ box }) => withMargin(box));

/** A box of the original on the prepared page: its centre moves, its size stays (seals are round). */
function moveBox([x, y, width, height]: Box, { turns, rotationCw }: Straightened, crop: Box | undefined): Box {
  const centre: [number, number] = [x + width / 2, y + height / 2];
  const [[cx, cy]] = mapQuad(turns, [centre, centre, centre, centre]);
  const [w, h] = rotationCw % 180 === 0 ? [width, height] : [height, width];
  return [cx - w / 2 - (crop?.[0] ?? 0), cy - h / 2 - (crop?.[1] ?? 0), w, h].map(Math.round) as Box;
}

/** Lines give the tilt roughly even among pictures and clutter, ink gives it sharply; ink was measured before the turn. */
function findTilt(quads: readonly Quad[], rotationCw: Rotation, ink: InkMask): number {
  const tilt = tiltOfLines(quads);
  if (rotationCw % 180 !== 0) return tilt ?? 0;
  return tilt === null ? measureSkew(ink) : refineSkew(ink, tilt);
}

/** Cuts the frame off after the turn, when its edges are level. */
async function cutFrame({ image, quads }: Straightened, framed: boolean): Promise<{ image: PixelImage; quads: Quad[] | null; crop?: Box }> {
  const crop = framed ? findPageInsideFrame(await createAnalysisImage(image)) : null;
  if (!crop) return { image, quads };
  const moved = quads?.map((quad) => quad.map(([x, y]) => [x - crop[0], y - crop[1]]) as Quad) ?? null;
  return { image: cropImage(image, crop), quads: moved, crop };
}

async function repeat(original: PixelImage, done: Preparation): Promise<PreparedPage> {
  const straight = await turnFreely(await turnQuarters(original, done.rotationCw), -done.skewDegrees);
  return { image: done.crop ? cropImage(straight, done.crop) : straight, preparation: done, quads: null };
}
