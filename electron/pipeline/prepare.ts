/** Prepare: from the bytes of an image file to the flat, upright, straight, framed page that all later boxes refer to. */
import { findSeparator } from '../../models/codes/find-separator.ts';
import { findCards } from '../../models/image/cards.ts';
import { pageFingerprint } from '../../models/image/fingerprint.ts';
import { levelBox, levelQuad } from '../../models/image/level-page.ts';
import { discardImage } from '../../models/image/pixel-image.ts';
import type { PixelImage } from '../../models/image/pixel-image.ts';
import { findQualityProblems } from '../../models/image/quality.ts';
import type { TextFinder } from '../../models/ocr/engine.ts';
import type { Preparation, Quad } from '#shared/page.ts';
import { directCards } from './prepare/direct-cards.ts';
import { straighten, straightenAgain } from './prepare/straighten.ts';
import type { StraightPage } from './prepare/straighten.ts';

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

/** A separator sheet with a code says little besides; a Patch T may stand on any page. */
const linesOnSeparator = 24;

/** @throws AppError `file.*` when the bytes are no readable image */
export const startPreparing = (bytes: Uint8Array, { dpi, finder, done }: PrepareOptions): Promise<StraightPage> =>
  done ? straightenAgain(bytes, done) : straighten(bytes, finder, dpi);

/** What else is to be known of a straight page; its pixels and lines stay as they are. */
export async function finishPreparing(straight: StraightPage, { finder, done }: PrepareOptions): Promise<PreparedPage> {
  const image = await straight.image;
  const { quads } = straight;
  return { image, quads, preparation: done ?? (await measure(straight, image, finder)) };
}

/** Both at once, for whoever does not read meanwhile. @throws AppError `file.*` when the bytes are no readable image */
export async function prepare(bytes: Uint8Array, options: PrepareOptions): Promise<PreparedPage> {
  const straight = await startPreparing(bytes, options);
  const prepared = await finishPreparing(straight, options);
  discardSource(straight, prepared);
  return prepared;
}

/** Once nobody reads from it any more. */
export function discardSource({ source }: StraightPage, { image }: PreparedPage): void {
  if (source !== image) discardImage(source);
}

async function measure(straight: StraightPage, image: PixelImage, finder: TextFinder): Promise<Preparation> {
  const { source, levelling, blank, dpi, outline, seen } = straight;
  if (!seen) throw new Error('nothing was seen of the page');
  const { analysis, frame, ink, seals, lines } = seen;
  const quads = straight.quads ?? [];
  const separator = blank ? null : await findSeparator(analysis, { codes: lines.length <= linesOnSeparator });
  const cards = blank ? [] : findCards(analysis).map((card) => ({ ...card, quad: levelQuad(card.quad, source, levelling) }));
  const paper = frame ?? [0, 0, source.widthPx, source.heightPx];
  return {
    widthPx: image.widthPx,
    heightPx: image.heightPx,
    dpi,
    ...(outline ? { outline } : {}),
    rotationCw: levelling.rotationCw,
    skewDegrees: levelling.skewDegrees,
    ...(levelling.crop ? { crop: levelling.crop } : {}),
    blank,
    inkCoverage: ink.coverage,
    qualityProblems: findQualityProblems(image, quads, ink, { image: source, lines, paper }),
    seals: blank ? [] : seals.map((seal) => ({ ...seal, box: levelBox(seal.box, source, levelling) })),
    ...(cards.length > 0 ? { cards: await directCards(cards, image, quads, finder) } : {}),
    ...(separator ? { separator } : {}),
    ...(blank ? {} : { fingerprint: await pageFingerprint(image) }),
  };
}
