/** Rolls the text along the ring of a round or oval seal out into a straight strip that an OCR engine can read. */
import type { Seal } from '#shared/page.ts';
import type { PixelImage } from './pixel-image.ts';

/** Between the outer line and the inner parts, as shares of the radius: where a name stands on official seals (GB/T 33481). */
const band = { outer: 0.925, inner: 0.55 };
/** Height of the strip; PP-OCR reads lines of 48 px. */
const stripHeightPx = 64;

/**
 * The ring clockwise from its longest gap (six o'clock on a seal that stands upright) round to it again, the outside of
 * the ring on top: dark print on white, grey.
 * Read it as one line with the quad of the whole strip.
 * @param image the prepared page with its colours
 */
export function unrollSealRing(image: PixelImage, { box, colour }: Pick<Seal, 'box' | 'colour'>): PixelImage {
  const [x, y, width, height] = box;
  const [cx, cy] = [x + width / 2, y + height / 2];
  const bandPx = ((width + height) / 4) * (band.outer - band.inner);
  const middle = (band.outer + band.inner) / 2;
  const around = Math.PI * ((width + height) / 2) * middle;
  const widthPx = Math.max(stripHeightPx, Math.round((around * stripHeightPx) / Math.max(1, bandPx)));
  const data = new Uint8Array(widthPx * stripHeightPx);
  for (let row = 0; row < stripHeightPx; row++) {
    const share = band.outer - ((row + 0.5) / stripHeightPx) * (band.outer - band.inner);
    for (let column = 0; column < widthPx; column++) {
      const angle = Math.PI / 2 + ((column + 0.5) / widthPx) * 2 * Math.PI;
      const ink = inkAt(image, cx + (Math.cos(angle) * share * width) / 2, cy + (Math.sin(angle) * share * height) / 2, colour);
      data[row * widthPx + column] = 255 - ink;
    }
  }
  return fromLongestGap({ widthPx, heightPx: stripHeightPx, channels: 1, data: stretched(data) });
}

/** How much coloured ink lies at a point, 0..255, between pixels bilinear. */
function inkAt({ widthPx, heightPx, channels, data }: PixelImage, x: number, y: number, colour: Seal['colour']): number {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [fx, fy] = [x - 0.5 - left, y - 0.5 - top];
  let ink = 0;
  for (const [dx, dy, weight] of [
    [0, 0, (1 - fx) * (1 - fy)],
    [1, 0, fx * (1 - fy)],
    [0, 1, (1 - fx) * fy],
    [1, 1, fx * fy],
  ] as const) {
    const [column, row] = [left + dx, top + dy];
    if (column < 0 || row < 0 || column >= widthPx || row >= heightPx) continue;
    const at = (row * widthPx + column) * channels;
    const own = data[at + (colour === 'blue' && channels === 3 ? 2 : 0)]!;
    const rest = channels === 3 ? Math.min(data[at + 1]!, data[at + (colour === 'blue' ? 0 : 2)]!) : 255 - own;
    ink += Math.max(0, channels === 3 ? own - rest : rest) * weight;
  }
  return ink;
}

/** The strongest ink becomes black, bare paper white. */
function stretched(data: Uint8Array): Uint8Array {
  const sorted = Uint8Array.from(data).sort();
  const dark = sorted[Math.floor(sorted.length * 0.04)]!;
  const light = sorted[Math.floor(sorted.length * 0.7)]!;
  const range = Math.max(30, light - dark);
  return data.map((value) => Math.max(0, Math.min(255, ((value - dark) * 255) / range)));
}

/** Rolls the strip so that it starts in the middle of its widest part without ink; a seal may be stamped at any turn. */
function fromLongestGap(strip: PixelImage): PixelImage {
  const { widthPx, heightPx, data } = strip;
  const inked = Array.from({ length: widthPx }, (_, column) => {
    let dark = 0;
    // The rows at top and bottom may touch the outline and the inner parts.
    for (let row = Math.round(heightPx * 0.25); row < heightPx * 0.75; row++) if (data[row * widthPx + column]! < 110) dark++;
    return dark > 1;
  });
  let best = { start: 0, length: 0 };
  for (let start = 0; start < widthPx; start++) {
    let length = 0;
    while (length < widthPx && !inked[(start + length) % widthPx]) length++;
    if (length > best.length) best = { start, length };
  }
  const first = (best.start + Math.floor(best.length / 2)) % widthPx;
  const rolled = new Uint8Array(data.length);
  for (let row = 0; row < heightPx; row++)
    for (let column = 0; column < widthPx; column++) rolled[row * widthPx + column] = data[row * widthPx + ((column + first) % widthPx)]!;
  return { ...strip, data: rolled };
}
