/** The colour of seals: where their ink is, and the page without it. */
import type { Box, Seal } from '#shared/page.ts';
import { cropImage, pasteImage } from './crop.ts';
import type { PixelImage } from './pixel-image.ts';

export type SealColour = Seal['colour'];

/** Saturated red or blue, as ink pads and colour printers give it; not the brown of skin or wood, nor grey-blue paper. */
export function sealInkMask({ data }: PixelImage, colour: SealColour): { ink: Uint8Array; count: number } {
  const ink = new Uint8Array(data.length / 3);
  const ownChannel = colour === 'red' ? 0 : 2;
  let count = 0;
  for (let index = 0, at = 0; index < ink.length; index++, at += 3) {
    const own = data[at + ownChannel]!;
    const green = data[at + 1]!;
    const other = data[at + 2 - ownChannel]!;
    // Nearly every pixel of a page ends here.
    if (own <= 90 || own - green <= 35 || own - other <= 35) continue;
    if (!(colour === 'red' ? isRedInk(own, green, other) : isBlueInk(other, green, own))) continue;
    ink[index] = 1;
    count++;
  }
  return { ink, count };
}

function isRedInk(red: number, green: number, blue: number): boolean {
  const rest = Math.max(green, blue);
  return red > 90 && red - rest > 35 && red - rest > red * 0.22 && Math.abs(green - blue) < (red - Math.min(green, blue)) * 0.6;
}

/** Blue to violet; the green side would take in certificate paper. */
function isBlueInk(red: number, green: number, blue: number): boolean {
  const rest = Math.max(red, green);
  return blue > 90 && blue - rest > 35 && blue - rest > blue * 0.22 && green - red < (blue - Math.min(red, green)) * 0.6;
}

/** A little more than the box of a seal: its outline may bleed beyond. */
export function withMargin([x, y, width, height]: Box): Box {
  const margin = Math.max(width, height) * 0.04;
  return [x - margin, y - margin, width + 2 * margin, height + 2 * margin];
}

/**
 * A copy of the image in which seals of either colour fade to paper inside their boxes and black text stays. The image given is
 * left as it is.
 */
export function withoutSealInk(image: PixelImage, seals: readonly Pick<Seal, 'box' | 'colour'>[]): PixelImage {
  if (image.channels === 1 || seals.length === 0) return image;
  const cleaned = { ...image, data: new Uint8Array(image.data) };
  for (const { box, colour } of seals) fade(cleaned, box, colour);
  return cleaned;
}

/** Does the work on the image with the red faded in the given boxes, and puts its pixels back: no second page is held. */
export async function whileRedIsFaded<T>(image: PixelImage, boxes: readonly Box[], work: (faded: PixelImage) => Promise<T>): Promise<T> {
  if (image.channels === 1) return work(image);
  const kept = boxes.map((box) => ({ box, pixels: cropImage(image, box) }));
  for (const box of boxes) fade(image, box, 'red');
  try {
    return await work(image);
  } finally {
    for (const { box, pixels } of kept) pasteImage(image, pixels, box);
  }
}

/**
 * What the ink's own channel shows is the page without most of the ink. The rest of it is taken away in proportion to the
 * saturation, so much that the pure ink of this seal becomes as bright as the paper around it.
 */
function fade({ widthPx, heightPx, data }: PixelImage, [x, y, width, height]: Box, colour: SealColour): void {
  const left = Math.max(0, Math.floor(x));
  const right = Math.min(widthPx, Math.ceil(x + width));
  const top = Math.max(0, Math.floor(y));
  const bottom = Math.min(heightPx, Math.ceil(y + height));
  const [own, other] = colour === 'red' ? [0, 2] : [2, 0];
  const rows = { left, right, top, bottom };
  const gain = fadingGain({ widthPx, data }, rows, own, other, colour === 'red' ? isRedInk : isBlueInk);
  for (let row = top; row < bottom; row++)
    for (let at = (row * widthPx + left) * 3, end = (row * widthPx + right) * 3; at < end; at += 3) {
      const level = data[at + own]!;
      const saturation = Math.max(0, level - Math.min(data[at + other]!, data[at + 1]!));
      data[at] = data[at + 1] = data[at + 2] = Math.min(255, level + saturation * gain);
    }
}

type Rows = { left: number; right: number; top: number; bottom: number };

function fadingGain(
  { widthPx, data }: Pick<PixelImage, 'widthPx' | 'data'>,
  { left, right, top, bottom }: Rows,
  own: number,
  other: number,
  isInk: (red: number, green: number, blue: number) => boolean,
): number {
  const levels = new Uint32Array(256);
  const saturations = new Uint32Array(256);
  const paper = new Uint32Array(256);
  for (let row = top; row < bottom; row += 2)
    for (let at = (row * widthPx + left) * 3, end = (row * widthPx + right) * 3; at < end; at += 6) {
      if (isInk(data[at]!, data[at + 1]!, data[at + 2]!)) {
        levels[data[at + own]!]!++;
        saturations[Math.max(0, data[at + own]! - Math.min(data[at + other]!, data[at + 1]!))]!++;
      } else paper[data[at + own]!]!++;
    }
  const missing = median(paper) - median(levels);
  return Math.max(0, Math.min(1, missing / Math.max(40, median(saturations))));
}

function median(histogram: Uint32Array): number {
  let total = 0;
  for (const count of histogram) total += count;
  let seen = 0;
  for (let value = 0; value < 256; value++) if ((seen += histogram[value]!) * 2 >= total && total > 0) return value;
  return 255;
}
