/** How far print stands out from its paper, and a copy in which it stands out as far as it can. */
import { percentile } from './ink.ts';
import type { PixelImage } from './pixel-image.ts';

/** Shares of the samples that may become full black and full white. */
const darkShare = 0.01;
const lightShare = 0.9;

/** Levels (0..255) between the print and its paper, both taken from the histogram. */
export function measureContrast(image: PixelImage): number {
  const [dark, light] = printAndPaper(image);
  return light - dark;
}

/** Grey, the print near black and the paper near white. */
export function stretchContrast(image: PixelImage): PixelImage {
  const [dark, light] = printAndPaper(image);
  const factor = 255 / Math.max(1, light - dark);
  const data = new Uint8Array(image.widthPx * image.heightPx);
  for (let at = 0; at < data.length; at++) data[at] = Math.max(0, Math.min(255, Math.round((greyAt(image, at) - dark) * factor)));
  return { widthPx: image.widthPx, heightPx: image.heightPx, channels: 1, data };
}

function printAndPaper(image: PixelImage): readonly [dark: number, light: number] {
  const histogram = new Uint32Array(256);
  for (let at = 0, end = image.widthPx * image.heightPx; at < end; at++) histogram[greyAt(image, at)]!++;
  return [percentile(histogram, darkShare), percentile(histogram, lightShare)];
}

/** ITU-R BT.601 luma in integers. */
function greyAt({ channels, data }: PixelImage, index: number): number {
  if (channels === 1) return data[index]!;
  const at = index * 3;
  return (data[at]! * 77 + data[at + 1]! * 150 + data[at + 2]! * 29) >> 8;
}
