/** A short print of how a page looks, alike for two scans of one sheet: where its brightness rises from cell to cell. */
import type { PixelImage } from './pixel-image.ts';
import { fromSharp, toSharp } from './resize.ts';

/** Cells in a row and rows of cells: 256 comparisons. */
const columns = 16;
const rows = 16;
/** Levels by which neighbours must differ: paper without print gives no ones whatever its grain. */
const step = 3;

/** 64 hexadecimal digits, row by row. @param image the upright page */
export async function pageFingerprint(image: PixelImage): Promise<string> {
  const small = await fromSharp(
    toSharp(image)
      .resize(columns + 1, rows, { fit: 'fill', kernel: 'cubic' })
      .greyscale(),
    1,
  );
  let digits = '';
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x += 4) {
      let nibble = 0;
      for (let bit = 0; bit < 4; bit++) {
        const at = y * (columns + 1) + x + bit;
        nibble = (nibble << 1) | (small.data[at + 1]! - small.data[at]! > step ? 1 : 0);
      }
      digits += nibble.toString(16);
    }
  return digits;
}
