/** Takes the picture that a look describes: projects the sheet, lights it, adds creases, glare, moiré and noise in one pass. */
import type { PixelImage } from '../../image/pixel-image.ts';
import type { Random } from '../random.ts';
import { backdrop } from './backdrop.ts';
import type { CaptureLook } from './capture-look.ts';
import { inverse, ontoCorners } from './projection.ts';

/** @param sheet RGB print, about as fine as the picture or finer; @returns the upright picture, before blur and turn */
export function capture(sheet: PixelImage, look: CaptureLook, random: Random): PixelImage {
  const { widthPx, heightPx } = look;
  const data = new Uint8Array(widthPx * heightPx * 3);
  const [a, b, c, d, e, f, g, h, i] = inverse(ontoCorners(look.corners)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const tone = toneTable(look);
  const light = lightOf(look);
  const around = surroundings(look);
  const crease = creaseOf(look);
  const hole = holeTest(look, sheet);
  const sample = new Float64Array(3);
  const noise = noiseSource(random.fork('noise'), look.noise);
  for (let y = 0; y < heightPx; y += 1)
    for (let x = 0; x < widthPx; x += 1) {
      const w = g * (x + 0.5) + h * (y + 0.5) + i;
      const u = (a * (x + 0.5) + b * (y + 0.5) + c) / w;
      const v = (d * (x + 0.5) + e * (y + 0.5) + f) / w + look.bend * Math.sin(u * 3.1416);
      const at = (y * widthPx + x) * 3;
      let lit = light(x, y);
      if (u >= 0 && u < 1 && v >= 0 && v < 1 && !hole(u, v)) {
        onSheet(sheet, u, v, look, sample);
        lit *= crease(u, v);
      } else {
        around(x, y, sample);
        // The sheet throws a narrow shadow on what it lies on.
        const gap = Math.max(-u, u - 1, -v, v - 1);
        if (gap > 0 && gap < 0.02) lit *= 0.75 + gap * 12.5;
      }
      const grain = noise();
      for (let channel = 0; channel < 3; channel += 1) {
        const level = (sample[channel] as number) * lit;
        const value = (tone[channel * 512 + (level > 511 ? 511 : level < 0 ? 0 : level | 0)] as number) + grain;
        data[at + channel] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  if (look.copy) speckle(data, widthPx, heightPx, look.copy.specks, random.fork('specks'));
  return { widthPx, heightPx, channels: 3, data };
}

/** Exposure and gamma per channel; 512 entries, since glare may exceed white. */
function toneTable({ gain, gamma }: CaptureLook): Uint8Array {
  const table = new Uint8Array(3 * 512);
  for (let channel = 0; channel < 3; channel += 1)
    for (let level = 0; level < 512; level += 1)
      table[channel * 512 + level] = Math.min(255, 255 * (gain[channel] as number) * (level / 255) ** gamma);
  return table;
}

function onSheet({ widthPx, heightPx, data }: PixelImage, u: number, v: number, { copy, paper }: CaptureLook, sample: Float64Array): void {
  const x = u * widthPx - 0.5;
  const y = v * heightPx - 0.5;
  const x0 = x < 0 ? 0 : x | 0;
  const y0 = y < 0 ? 0 : y | 0;
  const x1 = x0 + 1 < widthPx ? x0 + 1 : x0;
  const y1 = y0 + 1 < heightPx ? y0 + 1 : y0;
  const right = x < 0 ? 0 : x - x0;
  const down = y < 0 ? 0 : y - y0;
  const [p, q, r, s] = [(y0 * widthPx + x0) * 3, (y0 * widthPx + x1) * 3, (y1 * widthPx + x0) * 3, (y1 * widthPx + x1) * 3];
  for (let channel = 0; channel < 3; channel += 1) {
    const top = (data[p + channel] as number) * (1 - right) + (data[q + channel] as number) * right;
    const bottom = (data[r + channel] as number) * (1 - right) + (data[s + channel] as number) * right;
    sample[channel] = top * (1 - down) + bottom * down;
  }
  if (copy) photocopied(sample, copy);
  for (let channel = 0; channel < 3; channel += 1) sample[channel] = (sample[channel] as number) * (paper[channel] as number);
}

function photocopied(sample: Float64Array, copy: NonNullable<CaptureLook['copy']>): void {
  const grey = (0.299 * (sample[0] as number) + 0.587 * (sample[1] as number) + 0.114 * (sample[2] as number)) / 255;
  const curved = 255 / (1 + Math.exp(-copy.steepness * 2.6 * (grey - copy.middle)));
  const toned = copy.steepness < 2.5 ? 0.5 * curved + 127.5 * grey : curved;
  sample.fill(Math.min(250, toned * 1.06 + 4));
}

/** Slope, shadow, glare and moiré together, as a factor. */
function lightOf(look: CaptureLook): (x: number, y: number) => number {
  const { widthPx, heightPx, slope, shadow, glare, moire } = look;
  const along = (direction: number) => [Math.cos(direction) / widthPx, Math.sin(direction) / heightPx] as const;
  const [slopeX, slopeY] = along(slope.direction);
  const [shadowX, shadowY] = along(shadow?.direction ?? 0);
  const [moireX, moireY] = moire
    ? [(Math.cos(moire.direction) * 6.283) / moire.period, (Math.sin(moire.direction) * 6.283) / moire.period]
    : [0, 0];
  const [midX, midY] = [widthPx / 2, heightPx / 2];
  const side = Math.max(widthPx, heightPx);
  return (x, y) => {
    let light = 1 - slope.loss * (0.5 + (x - midX) * slopeX + (y - midY) * slopeY);
    if (shadow) {
      const into = ((x - midX) * shadowX + (y - midY) * shadowY - shadow.at) / shadow.soft;
      light *= 1 - shadow.loss * (into > 1 ? 1 : into < 0 ? 0 : into);
    }
    if (glare) {
      const dx = (x - glare.x * widthPx) / (side * glare.radius * glare.stretch);
      const dy = (y - glare.y * heightPx) / (side * glare.radius);
      const far = dx * dx + dy * dy;
      if (far < 4) light += glare.strength * Math.exp(-far * 1.6);
    }
    if (moire) light += (moire.strength / 255) * Math.sin(x * moireX + y * moireY);
    return light;
  };
}

function surroundings({ around }: CaptureLook): (x: number, y: number, sample: Float64Array) => void {
  if ('lid' in around) return (_x, _y, sample) => sample.fill(around.lid);
  const tile = backdrop(around.backdrop);
  const cos = Math.cos(around.turn) * around.zoom;
  const sin = Math.sin(around.turn) * around.zoom;
  return (x, y, sample) => {
    const column = (x * cos - y * sin + around.offset) & (tile.sizePx - 1);
    const row = (x * sin + y * cos) & (tile.sizePx - 1);
    const at = (row * tile.sizePx + column) * 3;
    for (let channel = 0; channel < 3; channel += 1) sample[channel] = tile.data[at + channel] as number;
  };
}

/** A fold shades one side, lights the other and is worn white or dark along the line. */
function creaseOf({ folds }: CaptureLook): (u: number, v: number) => number {
  if (folds.length === 0) return () => 1;
  return (u, v) => {
    let factor = 1;
    for (const { vertical, at, strength } of folds) {
      const distance = (vertical ? u : v) - at;
      const near = distance < 0 ? -distance : distance;
      if (near < 0.1) factor *= 1 + strength * (distance < 0 ? -1 : 1) * (1 - near * 10) * 0.6;
      if (near < 0.003) factor *= 1 - Math.abs(strength) * 0.8;
    }
    return factor;
  };
}

/** Two punch holes at a third and two thirds of an edge. */
function holeTest({ holes }: CaptureLook, { widthPx, heightPx }: PixelImage): (u: number, v: number) => boolean {
  if (!holes) return () => false;
  const ratio = widthPx / heightPx;
  return (u, v) => {
    const [across, along, stretch] = holes === 'top' ? [v, u, ratio] : [holes === 'left' ? u : 1 - u, v, 1 / ratio];
    if (across > 0.08) return false;
    const dx = across - 0.05;
    const dy = (Math.abs(along - 0.5) - 0.135) * stretch;
    return dx * dx + dy * dy < 0.00021;
  };
}

function noiseSource(random: Random, strength: number): () => number {
  let state = random.integer(1, 2 ** 31 - 2);
  const factor = strength / 1073741824;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const first = state >> 1;
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (first + (state >> 1)) * factor * 0.9;
  };
}

function speckle(data: Uint8Array, widthPx: number, heightPx: number, count: number, random: Random): void {
  for (let index = 0; index < count; index += 1) {
    const at = (random.integer(0, heightPx - 1) * widthPx + random.integer(0, widthPx - 1)) * 3;
    data.fill(random.integer(20, 170), at, at + 3);
  }
}
