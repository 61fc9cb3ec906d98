/** Draws sheets for tests: each side carries a number as black blocks, so that no loss, order or duplicate goes unseen. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

/** A4 at 75 dpi. */
const WIDTH = 620;
const HEIGHT = 877;
const DPI = 75;
/** Two rows of eight, so that 400 sides of a large feeder all differ. */
const BITS = 16;
const BITS_PER_ROW = 8;
const BLOCK = 50;
const LEFT = 60;
const TOP = 120;

const columnOf = (bit: number): number => LEFT + (bit % BITS_PER_ROW) * BLOCK;
const rowOf = (bit: number): number => TOP + Math.floor(bit / BITS_PER_ROW) * BLOCK;

/**
 * @param sides per sheet: its front's number, and its back's number or null
 * @returns the folder, ready for `--pages`
 */
export async function drawNumberedSheets(folder: string, sides: readonly (readonly [number, number | null])[]): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [index, [front, back]] of sides.entries()) {
    const name = String(index + 1).padStart(3, '0');
    await drawSide(front).toFile(join(folder, `${name}-front.png`));
    if (back !== null) await drawSide(back).toFile(join(folder, `${name}-back.png`));
  }
  return folder;
}

/** One numbered side as sharp image, A4 at 75 dpi; number 1 … 65535. */
export function drawSide(number: number): Sharp {
  const blocks = Array.from({ length: BITS }, (_, bit) =>
    (number >> bit) & 1 ? `<rect x="${columnOf(bit)}" y="${rowOf(bit)}" width="${BLOCK}" height="${BLOCK}" fill="#000"/>` : '',
  );
  // The coloured bar tells colour from grey.
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="#fff"/>${blocks.join('')}<rect x="${LEFT}" y="600" width="300" height="80" fill="#c81010"/></svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).withMetadata({ density: DPI }).png();
}

/** Reads the number back from a scan of the whole page; 0 = blank paper. */
export async function readSideNumber(image: Uint8Array): Promise<number> {
  const { data } = await sharp(image).greyscale().resize(WIDTH, HEIGHT, { fit: 'fill' }).raw().toBuffer({ resolveWithObject: true });
  let number = 0;
  for (let bit = 0; bit < BITS; bit++) {
    const grey = data[(rowOf(bit) + BLOCK / 2) * WIDTH + columnOf(bit) + BLOCK / 2] ?? 255;
    if (grey < 128) number |= 1 << bit;
  }
  return number;
}
