/** Ink of writing inside a box of a page: without the lines one writes on, table lines, and red of seals. */
import { clearRuledLines } from './ruled-lines.ts';
import type { Box } from '#shared/page.ts';
import type { PixelImage } from './pixel-image.ts';

/** Darker than the paper by this much is ink; carbon and pencil lie at about 70. */
const minContrast = 55;
/** A row or column that is ink over most of its length is a line. */
const lineShare = 0.55;
const columnShare = 0.9;
/** Red minus green of stamp ink. */
const minRed = 45;

export type WritingInk = {
  /** Pixels. */
  ink: number;
  /** Height in pixels between the first and the last row with ink. */
  extent: number;
};

type Area = { left: number; top: number; width: number; height: number };

function areaOf({ widthPx, heightPx }: PixelImage, [x, y, width, height]: Box): Area {
  const left = Math.max(0, Math.floor(x));
  const top = Math.max(0, Math.floor(y));
  return { left, top, width: Math.min(widthPx, Math.ceil(x + width)) - left, height: Math.min(heightPx, Math.ceil(y + height)) - top };
}

/** Grey values of the area; red ink counts as paper. */
function greyOf({ widthPx, channels, data }: PixelImage, { left, top, width, height }: Area): Uint8Array {
  const grey = new Uint8Array(width * height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const at = ((top + row) * widthPx + left + column) * channels;
      const [red, green, blue] = channels === 3 ? [data[at]!, data[at + 1]!, data[at + 2]!] : [data[at]!, data[at]!, data[at]!];
      grey[row * width + column] = red - green > minRed && red - blue > minRed / 2 ? 255 : (red * 77 + green * 150 + blue * 29) >> 8;
    }
  return grey;
}

/** The brightness that most of the area has. */
function paperOf(grey: Uint8Array): number {
  const histogram = new Uint32Array(256);
  for (const value of grey) histogram[value]!++;
  let seen = 0;
  for (let value = 255; value >= 0; value--) if ((seen += histogram[value]!) * 4 >= grey.length) return value;
  return 255;
}

function clear(ink: Uint8Array, { left, top, width, height }: Area, [x, y, boxWidth, boxHeight]: Box): void {
  for (let row = Math.max(0, Math.floor(y - top)); row < Math.min(height, Math.ceil(y + boxHeight - top)); row++)
    for (let column = Math.max(0, Math.floor(x - left)); column < Math.min(width, Math.ceil(x + boxWidth - left)); column++)
      ink[row * width + column] = 0;
}

/** @param printed boxes whose ink does not count */
export function measureWritingInk(image: PixelImage, box: Box, printed: readonly Box[]): WritingInk {
  const area = areaOf(image, box);
  if (area.width < 4 || area.height < 4) return { ink: 0, extent: 0 };
  const grey = greyOf(image, area);
  const limit = paperOf(grey) - minContrast;
  const ink = grey.map((value) => (value < limit ? 1 : 0));
  for (const one of printed) clear(ink, area, one);
  clearRuledLines({ ink, width: area.width, height: area.height }, lineShare, columnShare);
  let [count, first, last] = [0, -1, -1];
  for (let row = 0; row < area.height; row++) {
    let inRow = 0;
    for (let column = 0; column < area.width; column++) inRow += ink[row * area.width + column]!;
    count += inRow;
    // One pixel is dust.
    if (inRow > 1) [first, last] = [first < 0 ? row : first, row];
  }
  return { ink: count, extent: first < 0 ? 0 : last - first + 1 };
}
