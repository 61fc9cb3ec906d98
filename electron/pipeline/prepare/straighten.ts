/** How a page comes to lie flat, upright, straight and framed: everything that decides where its lines are. */
import { setImmediate } from 'node:timers/promises';
import { createAnalysisImage, cropAnalysis, decodeAnalysisImage } from '../../../models/image/analysis-image.ts';
import type { AnalysisImage } from '../../../models/image/analysis-image.ts';
import { decodeImage } from '../../../models/image/decode.ts';
import { findDocumentQuad } from '../../../models/image/document-quad.ts';
import { measureInk } from '../../../models/image/ink.ts';
import { levelledCanvas, levelPage, levelQuad, ontoLevelled } from '../../../models/image/level-page.ts';
import type { Levelling } from '../../../models/image/level-page.ts';
import { tiltOfLines } from '../../../models/image/line-tilt.ts';
import { findPageInsideFrame, findTurnedPageInsideFrame } from '../../../models/image/page-border.ts';
import { discardImage } from '../../../models/image/pixel-image.ts';
import type { PixelImage } from '../../../models/image/pixel-image.ts';
import { inverse, projectQuad } from '../../../models/image/projection.ts';
import { cornerDeviation } from '../../../models/image/quad-shape.ts';
import { rectifiedSize, rectifyQuad } from '../../../models/image/rectify.ts';
import { findSeals, whileRedIsFaded, withMargin } from '../../../models/image/seal.ts';
import { measureSkew, refineSkew } from '../../../models/image/skew.ts';
import type { InkMask } from '../../../models/image/skew.ts';
import { boxKeepsText, showsWholeText } from '../../../models/image/whole-text.ts';
import type { CutFrom, TextFinder } from '../../../models/ocr/engine.ts';
import type { Box, Preparation, Quad, Rotation, Seal } from '#shared/page.ts';

/** Less than this is not seen and does not harm OCR, but turning would cost sharpness. */
const minSkewDegrees = 0.15;
/** Promised to 20; the measured value may be a little beyond. */
const maxSkewDegrees = 20.5;
/** Red print in the shape of a seal stays below. */
const sureSeal = 0.9;
/** A page with so little ink on which no line of text is found is empty: bleed-through, dust, a shadow. */
const faintCoverage = 0.001;
/** Outlines below this stay as they are photographed: a wrong cut loses text, a slanted page does not. */
const sureOutline = 0.82;
/** Outlines with corners this right are a sheet on a scanner's bed: its frame is cut off, which needs no resampling. */
const rightCorners = 1.2;

/** What is seen of a page at once, and the search for its text under way. */
type Look = {
  analysis: AnalysisImage;
  frame: Box | null;
  inside: AnalysisImage;
  ink: ReturnType<typeof measureInk>;
  seals: Seal[];
  finding: Promise<Quad[]>;
};

/** Where the lines of a page are. Nobody writes to its images any more: several may look at them at the same time. */
export type StraightPage = {
  /** Upright and straight; still in the making when the place of every line is known. */
  image: Promise<PixelImage>;
  /** The page before it was levelled. */
  source: PixelImage;
  levelling: Levelling;
  /** Text lines on `image`; null when nobody has looked for them, because an earlier result is applied again. */
  quads: Quad[] | null;
  blank: boolean;
  /** What the device or the file says. */
  dpi: number | null;
  outline: Preparation['outline'] | null;
  /** What was seen on `source` besides its lines; null when an earlier result is applied again. */
  seen: (Omit<Look, 'finding' | 'inside'> & { lines: Quad[] }) | null;
};

/** @throws AppError `file.*` when the bytes are no readable image */
export async function straighten(bytes: Uint8Array, finder: TextFinder, dpi: number | null): Promise<StraightPage> {
  // Decoding and the search for text have threads of their own: what needs only the small copy is looked at meanwhile.
  const decoding = decodeImage(bytes);
  decoding.catch(() => undefined);
  const first = await look(decoding, (await decodeAnalysisImage(bytes)) ?? (await createAnalysisImage(await decoding)), finder);
  const original = await decoding;
  const flat = await flatten(first, original, finder);
  const page = flat?.page ?? original;
  if (flat) discardImage(original);
  const { analysis, frame, inside, ink, seals, finding } = flat?.look ?? first;
  const found = await finding;
  const blank = ink.blank || (ink.coverage < faintCoverage && found.length === 0);
  const { levelling, quads: lines } = blank
    ? { levelling: unturned(page), quads: [] }
    : await findLevelling(page, found, finder, { ...inside, mask: ink.mask }, fadedBoxes(seals));
  const inner = frame ? findTurnedPageInsideFrame(analysis, levelling) : null;
  const crop = inner && boxKeepsText(inner, lines) ? inner : null;
  const final: Levelling = crop ? { ...levelling, crop } : levelling;
  return {
    image: levelled(page, final),
    source: page,
    levelling: final,
    quads: lines.map((quad) => shiftQuad(quad, crop)),
    blank,
    dpi: dpi ?? original.dpi,
    outline: flat?.outline ?? null,
    seen: { analysis, frame, ink, seals, lines: found },
  };
}

/** Begins a moment later: who reads the page can cut its first lines out of `source` meanwhile. */
function levelled(page: PixelImage, levelling: Levelling): Promise<PixelImage> {
  const image = setImmediate().then(() => levelPage(page, levelling));
  // Who waits for it sees the failure; until then it is not unhandled.
  image.catch(() => undefined);
  return image;
}

/** Applies an earlier result for the same bytes again, so that its boxes stay valid. */
export async function straightenAgain(bytes: Uint8Array, done: Preparation): Promise<StraightPage> {
  const original = await decodeImage(bytes);
  const { outline, rotationCw, skewDegrees, crop } = done;
  const page = outline ? rectifyQuad(original, outline.quad, outline) : original;
  const canvas = crop ? levelledCanvas(page, rotationCw, skewDegrees) : done;
  const levelling = { rotationCw, skewDegrees, canvas, ...(crop ? { crop } : {}) };
  const { blank, dpi } = done;
  return { image: levelPage(page, levelling), source: page, levelling, quads: null, blank, dpi, outline: outline ?? null, seen: null };
}

/** The page before it is levelled shows the same lines, each a little slanted. */
export function cutFromSource({ source, levelling }: StraightPage): CutFrom {
  const toSource = inverse(ontoLevelled(source, levelling));
  return { image: source, place: (quad) => projectQuad(toSource, quad) };
}

/**
 * Returns when the search for text has begun, for what this thread does next would delay it. The page must stay as it is until
 * `finding` has ended: seals fade on it meanwhile.
 */
async function look(decoding: Promise<PixelImage>, analysis: AnalysisImage, finder: TextFinder): Promise<Look> {
  const frame = findPageInsideFrame(analysis);
  const inside = frame ? cropAnalysis(analysis, frame) : analysis;
  const ink = measureInk(inside);
  const seals = ink.blank ? [] : findSeals(inside).map((seal) => ({ ...seal, box: shiftBox(seal.box, frame) }));
  const seen = { analysis, frame, inside, ink, seals };
  if (ink.blank) return { ...seen, finding: Promise.resolve([]) };
  const started = Promise.withResolvers<void>();
  const options = { ink: frame ? undefined : { ...inside, mask: ink.mask }, onStarted: started.resolve };
  const find = (page: PixelImage) => whileRedIsFaded(page, fadedBoxes(seals), (faded) => finder.findLines(faded, options));
  const finding = decoding.then(find);
  // Where this fails the caller sees it when it waits for the lines.
  await Promise.race([started.promise, finding.catch(() => undefined)]);
  return { ...seen, finding };
}

/** Takes a photographed page out of its surroundings, where its outline is sure and no text would be lost. */
async function flatten({ analysis, frame, ink, finding }: Look, page: PixelImage, finder: TextFinder) {
  const outline = findDocumentQuad(analysis);
  if (!outline || outline.confidence < sureOutline) return null;
  if (cornerDeviation(outline.quad) < rightCorners && frame) return null;
  const size = rectifiedSize(outline.quad, page);
  const found = ink.blank ? await finder.findLines(page) : await finding;
  if (!showsWholeText(outline.quad, size, found)) return null;
  const image = rectifyQuad(page, outline.quad, size);
  return {
    page: image,
    outline: { quad: outline.quad, ...size },
    look: await look(Promise.resolve(image), await createAnalysisImage(image), finder),
  };
}

const unturned = (page: PixelImage): Levelling => ({ rotationCw: 0, skewDegrees: 0, canvas: page });

/** How the page's lines come to run from left to right, level. One search for text serves direction, tilt and OCR. */
async function findLevelling(
  page: PixelImage,
  found: Quad[],
  finder: TextFinder,
  ink: InkMask,
  faded: readonly Box[],
): Promise<{ levelling: Levelling; quads: Quad[] }> {
  const { rotationCw } = await finder.findReadingTurn(page, found);
  const level = (skewDegrees: number): Levelling => ({ rotationCw, skewDegrees, canvas: levelledCanvas(page, rotationCw, skewDegrees) });
  const upright = level(0);
  // Text that stood sideways is searched again: the model is surer of level lines. Upside down its boxes stay boxes.
  const sideways = rotationCw % 180 !== 0;
  const quads = sideways
    ? await finder.findLines(await whileRedIsFaded(page, faded, (image) => levelPage(image, upright)))
    : found.map((quad) => levelQuad(quad, page, upright));
  const tilt = findTilt(quads, rotationCw, ink);
  if (Math.abs(tilt) < minSkewDegrees || Math.abs(tilt) > maxSkewDegrees) return { levelling: upright, quads };
  const levelling = level(-tilt);
  const straightening: Levelling = { ...levelling, rotationCw: 0 };
  return { levelling, quads: quads.map((quad) => levelQuad(quad, upright.canvas, straightening)) };
}

const shiftBox = ([x, y, width, height]: Box, by: Box | null): Box => [x + (by?.[0] ?? 0), y + (by?.[1] ?? 0), width, height];
const shiftQuad = (quad: Quad, by: Box | null): Quad => (by ? (quad.map(([x, y]) => [x - by[0], y - by[1]]) as Quad) : quad);

/** A seal cuts the lines it lies over into pieces; where one surely is, its colour is left out of the search for text. */
const fadedBoxes = (seals: readonly Seal[]): Box[] =>
  seals.filter(({ confidence, colour }) => colour === 'red' && confidence >= sureSeal).map(({ box }) => withMargin(box));

/** Lines give the tilt roughly even among pictures and clutter, ink gives it sharply; ink was measured before the turn. */
function findTilt(quads: readonly Quad[], rotationCw: Rotation, ink: InkMask): number {
  const tilt = tiltOfLines(quads);
  if (rotationCw % 180 !== 0) return tilt ?? 0;
  return tilt === null ? measureSkew(ink) : refineSkew(ink, tilt);
}
