/** What lamp, lens and sensor add: shadow towards an edge, exposure, blur, noise, dust streaks. */
import type { PixelImage } from '../../image/pixel-image.ts';
import type { Random } from '../random.ts';
import type { ScanLook } from './scan-look.ts';

/** @returns a new RGB image of the same size */
export function throughSensor(image: PixelImage, look: ScanLook, random: Random): PixelImage {
  const blurred = blur(image, look.blurPx);
  const { widthPx, heightPx } = image;
  const data = new Uint8Array(blurred.data.length);
  const response = Float32Array.from({ length: 256 }, (_, level) => 255 * look.exposure * (level / 255) ** look.gamma);
  const streak = streakProfile(widthPx, look.streaks, random);
  const shade = shadeProfile(look, widthPx, heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const at = (y * widthPx + x) * 3;
      const light = shade(x, y);
      const common = (random.next() + random.next() + random.next() - 1.5) * 2 * look.noise + (streak[x] as number);
      for (let channel = 0; channel < 3; channel += 1) {
        const own = (random.next() - 0.5) * look.noise;
        const value = (response[blurred.data[at + channel] as number] as number) * light + common + own;
        data[at + channel] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  }
  return { widthPx, heightPx, channels: 3, data };
}

function shadeProfile({ shadow, dpi }: ScanLook, widthPx: number, heightPx: number): (x: number, y: number) => number {
  const reachPx = (shadow.reachMm * dpi) / 25.4;
  const distance: Record<typeof shadow.edge, (x: number, y: number) => number> = {
    left: (x) => x,
    right: (x) => widthPx - x,
    top: (_, y) => y,
    bottom: (_, y) => heightPx - y,
  };
  const from = distance[shadow.edge];
  const byDistance = Float32Array.from(
    { length: Math.max(widthPx, heightPx) + 1 },
    (_, px) => 1 - shadow.strength * Math.exp((-3 * px) / reachPx),
  );
  return (x, y) => byDistance[from(x, y)] as number;
}

function streakProfile(widthPx: number, streaks: number, random: Random): Float32Array {
  const profile = new Float32Array(widthPx);
  for (let index = 0; index < streaks; index += 1) {
    const x = random.integer(20, widthPx - 20);
    const depth = random.between(-5, -1.5);
    profile[x] = depth;
    profile[x + 1] = depth / 2;
  }
  return profile;
}

/** Separable Gaussian of five taps, enough for blurs below one pixel. */
function blur({ widthPx, heightPx, data }: PixelImage, sigma: number): PixelImage {
  const weights = [-2, -1, 0, 1, 2].map((offset) => Math.exp(-(offset * offset) / (2 * sigma * sigma + 1e-9)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const kernel = weights.map((weight) => weight / total);
  const across = convolve(data, widthPx, heightPx, kernel, 1, 0);
  return { widthPx, heightPx, channels: 3, data: convolve(across, widthPx, heightPx, kernel, 0, 1) };
}

function convolve(data: Uint8Array, widthPx: number, heightPx: number, kernel: number[], stepX: number, stepY: number): Uint8Array {
  const result = new Uint8Array(data.length);
  const [k0, k1, k2, k3, k4] = kernel as [number, number, number, number, number];
  const clamp = (value: number, limit: number) => (value < 0 ? 0 : value >= limit ? limit - 1 : value);
  for (let y = 0; y < heightPx; y += 1)
    for (let x = 0; x < widthPx; x += 1) {
      const index = (offset: number) => (clamp(y + offset * stepY, heightPx) * widthPx + clamp(x + offset * stepX, widthPx)) * 3;
      const a = index(-2);
      const b = index(-1);
      const c = index(0);
      const d = index(1);
      const e = index(2);
      for (let channel = 0; channel < 3; channel += 1)
        result[c + channel] =
          (data[a + channel] as number) * k0 +
          (data[b + channel] as number) * k1 +
          (data[c + channel] as number) * k2 +
          (data[d + channel] as number) * k3 +
          (data[e + channel] as number) * k4 +
          0.5;
    }
  return result;
}
