/** How much of a page has a colour of its own: tells certificates and cards from grey copies of them. */
import type { PixelImage } from './pixel-image.ts';

/** Colour is judged on the mean of a block: single pixels at the edges of black print carry fringes of scanner and JPEG. */
const blockPx = 8;
/** Difference of the largest and the smallest channel mean; grey copies scanned in colour stay below 10. */
const minChroma = 16;
/** Every second row and column of a block is enough for its mean. */
const stepPx = 2;

/** @returns share of coloured blocks, 0..1; undefined for an image without colour, which cannot tell */
export function measureColourfulness({ channels, widthPx, heightPx, data }: PixelImage): number | undefined {
  if (channels === 1) return undefined;
  const [columns, rows] = [Math.floor(widthPx / blockPx), Math.floor(heightPx / blockPx)];
  if (columns === 0 || rows === 0) return undefined;
  let coloured = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) if (chromaOf(data, widthPx, column * blockPx, row * blockPx) >= minChroma) coloured++;
  return coloured / (columns * rows);
}

function chromaOf(data: Uint8Array, widthPx: number, left: number, top: number): number {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let y = top; y < top + blockPx; y += stepPx)
    for (let x = left, at = (y * widthPx + left) * 3; x < left + blockPx; x += stepPx, at += stepPx * 3) {
      red += data[at]!;
      green += data[at + 1]!;
      blue += data[at + 2]!;
    }
  const samples = (blockPx / stepPx) ** 2;
  return (Math.max(red, green, blue) - Math.min(red, green, blue)) / samples;
}
