/** Puts print on real paper: not pure white, grainy, and letting the back shine through. */
import type { PixelImage } from '../../image/pixel-image.ts';
import type { Random } from '../random.ts';
import type { ScanLook } from './scan-look.ts';

/** Cells of the slow unevenness of paper, in pixels of the print. */
const cloudPx = 160;

/** @param back what is printed on the other side, same size, seen from its own side; null = nothing */
export function onPaper(
  image: PixelImage,
  back: PixelImage | null,
  look: Pick<ScanLook, 'paper' | 'grain' | 'bleed'>,
  random: Random,
): PixelImage {
  const { widthPx, heightPx } = image;
  const ghost = back ? softGhost(back) : null;
  const clouds = cloudGrid(widthPx, heightPx, random);
  const data = new Uint8Array(image.data.length);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const at = (y * widthPx + x) * 3;
      const grain = (random.next() + random.next() - 1) * look.grain * 2 + clouds(x, y) * look.grain;
      const shine = ghost ? 1 - look.bleed * (1 - ghost(widthPx - 1 - x, y)) : 1;
      for (let channel = 0; channel < 3; channel += 1) {
        const white = ((look.paper[channel] as number) + grain) * shine;
        const value = ((image.data[at + channel] as number) / 255) * white;
        data[at + channel] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  }
  return { widthPx, heightPx, channels: 3, data };
}

/** Paper scatters what shines through, so the back is averaged over blocks and read with interpolation. */
function softGhost(back: PixelImage): (x: number, y: number) => number {
  const block = 6;
  const columns = Math.ceil(back.widthPx / block);
  const rows = Math.ceil(back.heightPx / block);
  const sums = new Float32Array(columns * rows);
  const counts = new Uint16Array(columns * rows);
  for (let y = 0; y < back.heightPx; y += 1)
    for (let x = 0; x < back.widthPx; x += 1) {
      const cell = Math.floor(y / block) * columns + Math.floor(x / block);
      sums[cell] = (sums[cell] as number) + (back.data[(y * back.widthPx + x) * back.channels + (back.channels === 3 ? 1 : 0)] as number);
      counts[cell] = (counts[cell] as number) + 1;
    }
  const light = sums.map((sum, cell) => sum / (255 * (counts[cell] as number)));
  return (x, y) => interpolate(light, columns, rows, x / block - 0.5, y / block - 0.5);
}

function cloudGrid(widthPx: number, heightPx: number, random: Random): (x: number, y: number) => number {
  const columns = Math.ceil(widthPx / cloudPx) + 2;
  const rows = Math.ceil(heightPx / cloudPx) + 2;
  const values = Float32Array.from({ length: columns * rows }, () => random.normal());
  return (x, y) => interpolate(values, columns, rows, x / cloudPx, y / cloudPx);
}

function interpolate(values: Float32Array, columns: number, rows: number, x: number, y: number): number {
  const x0 = Math.max(0, Math.min(columns - 1, Math.floor(x)));
  const y0 = Math.max(0, Math.min(rows - 1, Math.floor(y)));
  const x1 = Math.min(columns - 1, x0 + 1);
  const y1 = Math.min(rows - 1, y0 + 1);
  const right = Math.max(0, Math.min(1, x - x0));
  const down = Math.max(0, Math.min(1, y - y0));
  const top = (values[y0 * columns + x0] as number) * (1 - right) + (values[y0 * columns + x1] as number) * right;
  const bottom = (values[y1 * columns + x0] as number) * (1 - right) + (values[y1 * columns + x1] as number) * right;
  return top * (1 - down) + bottom * down;
}
