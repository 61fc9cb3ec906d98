/** A short print of how a page looks, alike for two scans of one sheet: where its brightness rises from cell to cell. */
import { greyValues } from './analysis-image.ts';
import type { PixelImage } from './pixel-image.ts';
import { resizeImage } from './resize.ts';

/** Cells in a row and rows of cells: 256 comparisons. */
const columns = 16;
const rows = 16;
/** Levels by which neighbours must differ: paper without print gives no ones whatever its grain. */
const step = 3;

/** 64 hexadecimal digits, row by row. @param image the upright page */
export async function pageFingerprint(image: PixelImage): Promise<string> {
  // Grey only after it is small: a page has millions of pixels.
  const grey = greyValues(await resizeImage(image, columns + 1, rows));
  let digits = '';
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x += 4) {
      let nibble = 0;
      for (let bit = 0; bit < 4; bit++) {
        const at = y * (columns + 1) + x + bit;
        nibble = (nibble << 1) | (grey[at + 1]! - grey[at]! > step ? 1 : 0);
      }
      digits += nibble.toString(16);
    }
  return digits;
}
