/** A grey photocopier: hard contrast, toner specks, drum bands. The pen that comes after the copy is laid over it. */
import type { PixelImage } from '../../image/pixel-image.ts';
import type { Random } from '../random.ts';

/** S-curve of a copier: light greys burn out, dark ones fill in. */
const tone = Uint8Array.from({ length: 256 }, (_, level) => {
  const light = level / 255;
  const curved = light < 0.5 ? 2 * light * light * 0.92 + light * 0.08 : 1 - 2 * (1 - light) ** 2;
  return Math.round(255 * (0.75 * curved + 0.25 * light));
});

/** @param pen RGB on white, same size, or null; @returns a new RGB image */
export function photocopy(image: PixelImage, pen: PixelImage | null, random: Random): PixelImage {
  const { widthPx, heightPx, data } = image;
  const grey = new Uint8Array(widthPx * heightPx);
  const bandPhase = random.between(0, 6.28);
  for (let y = 0; y < heightPx; y += 1) {
    const band = 1.6 * Math.sin(y / 190 + bandPhase) + random.between(-0.7, 0.7);
    for (let x = 0; x < widthPx; x += 1) {
      const at = (y * widthPx + x) * 3;
      const light = 0.299 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.114 * (data[at + 2] as number);
      const toned = tone[Math.round(light)] as number;
      // Toner lies unevenly where there is any, and paper stays clean.
      const covered = (255 - toned) / 255;
      const value = toned + band * covered * 3 + (random.next() - 0.5) * (4 + 46 * covered * (1 - covered) + 10 * covered);
      grey[y * widthPx + x] = value < 12 ? 12 : value > 255 ? 255 : value;
    }
  }
  speckle(grey, widthPx, heightPx, random);
  return overlay(grey, pen, widthPx, heightPx);
}

/** Stray toner: a few hundred specks of one to nine pixels. */
function speckle(grey: Uint8Array, widthPx: number, heightPx: number, random: Random): void {
  const count = random.integer(150, 500);
  for (let index = 0; index < count; index += 1) {
    const x = random.integer(1, widthPx - 3);
    const y = random.integer(1, heightPx - 3);
    const size = random.chance(0.12) ? 3 : random.integer(1, 2);
    const dark = random.integer(60, 190);
    for (let dy = 0; dy < size; dy += 1)
      for (let dx = 0; dx < size; dx += 1) {
        const at = (y + dy) * widthPx + x + dx;
        grey[at] = Math.min(grey[at] as number, dark);
      }
  }
}

function overlay(grey: Uint8Array, pen: PixelImage | null, widthPx: number, heightPx: number): PixelImage {
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let index = 0; index < grey.length; index += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const ink = pen ? (pen.data[index * 3 + channel] as number) : 255;
      data[index * 3 + channel] = ((grey[index] as number) * ink) / 255;
    }
  }
  return { widthPx, heightPx, channels: 3, data };
}
