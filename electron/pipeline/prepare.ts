/** Step 1: from the bytes of an image file to the upright, straight, framed page that all later boxes refer to. */
import { createAnalysisImage } from '../../models/image/analysis-image.ts';
import type { AnalysisImage } from '../../models/image/analysis-image.ts';
import { cropImage } from '../../models/image/crop.ts';
import { decodeImage } from '../../models/image/decode.ts';
import { measureInk } from '../../models/image/ink.ts';
import type { Ink } from '../../models/image/ink.ts';
import { findPageInsideFrame } from '../../models/image/page-border.ts';
import type { PixelImage } from '../../models/image/pixel-image.ts';
import { findQualityProblems } from '../../models/image/quality.ts';
import { findSeals } from '../../models/image/seal.ts';
import { measureSkew, refineSkew } from '../../models/image/skew.ts';
import type { InkMask } from '../../models/image/skew.ts';
import { turnBetween, turnFreely, turnQuadWith, turnQuarters } from '../../models/image/turn.ts';
import type { TextFinder } from '../../models/ocr/engine.ts';
import { tiltOfLines } from '../../models/image/line-tilt.ts';
import type { Box, Preparation, Quad, Rotation } from '#shared/page.ts';

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

type Straightened = { image: PixelImage; rotationCw: Rotation; skewDegrees: number; quads: Quad[] | null };

/** @throws AppError `file.*` when the bytes are no readable image */
export async function prepare(bytes: Uint8Array, { dpi, finder, done }: PrepareOptions): Promise<PreparedPage> {
  const original = await decodeImage(bytes);
  if (done) return repeat(original, done);
  const analysis = await createAnalysisImage(original);
  const frame = findPageInsideFrame(analysis);
  const inside = frame ? await createAnalysisImage(cropImage(original, frame)) : analysis;
  const ink = measureInk(inside);
  const straight = ink.blank
    ? { image: original as PixelImage, rotationCw: 0 as Rotation, skewDegrees: 0, quads: [] }
    : await straighten(original, finder, ink, inside);
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
      blank: ink.blank,
      inkCoverage: ink.coverage,
      qualityProblems: findQualityProblems(image, quads ?? (await finder.findLines(image)), ink),
      seals: ink.blank ? [] : findSeals(await createAnalysisImage(image)),
    },
  };
}

/** Turns the page so that its lines run from left to right, level. One search for text serves direction, tilt and OCR. */
async function straighten(original: PixelImage, finder: TextFinder, ink: Ink, analysis: AnalysisImage): Promise<Straightened> {
  let quads = await finder.findLines(original);
  const { rotationCw } = await finder.findReadingTurn(original, quads);
  const turned = await turnQuarters(original, rotationCw);
  if (rotationCw === 180) {
    // Turned on the spot the boxes stay boxes; their corners start at the opposite one.
    const turn = turnBetween(original, turned, 180);
    quads = quads.map((quad) => turnQuadWith(turn, [quad[2], quad[3], quad[0], quad[1]]));
  } else if (rotationCw !== 0) quads = await finder.findLines(turned);
  const tilt = findTilt(quads, rotationCw, { ...analysis, mask: ink.mask });
  if (Math.abs(tilt) < minSkewDegrees || Math.abs(tilt) > maxSkewDegrees) return { image: turned, rotationCw, skewDegrees: 0, quads };
  const image = await turnFreely(turned, tilt);
  const turn = turnBetween(turned, image, tilt);
  return { image, rotationCw, skewDegrees: tilt, quads: quads.map((quad) => turnQuadWith(turn, quad)) };
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
  const straight = await turnFreely(await turnQuarters(original, done.rotationCw), done.skewDegrees);
  return { image: done.crop ? cropImage(straight, done.crop) : straight, preparation: done, quads: null };
}
