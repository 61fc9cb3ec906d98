/** What lies under and around a photographed sheet: wood, cloth, stone, plain tables, tiles; drawn, never photographed. */
import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';

/** Square RGB tile that repeats. */
export type Backdrop = { sizePx: number; data: Uint8Array };

export const backdropCount = 96;
const sizePx = 256;
const drawn = new Map<number, Backdrop>();

/** @param index below `backdropCount`; tiles are drawn once per process */
export function backdrop(index: number): Backdrop {
  const known = drawn.get(index);
  if (known) return known;
  const random = createRandom(`backdrop/${index}`);
  const kinds = [wood, cloth, stone, plain, tiles, wood, plain];
  const shade = (kinds[index % kinds.length] as Kind)(random);
  const data = new Uint8Array(sizePx * sizePx * 3);
  for (let y = 0; y < sizePx; y += 1)
    for (let x = 0; x < sizePx; x += 1) {
      const colour = shade(x, y);
      const grain = (random.next() - 0.5) * 9;
      for (let channel = 0; channel < 3; channel += 1)
        data[(y * sizePx + x) * 3 + channel] = Math.max(0, Math.min(255, (colour[channel] as number) + grain));
    }
  const made = { sizePx, data };
  drawn.set(index, made);
  return made;
}

type Shade = (x: number, y: number) => readonly [number, number, number];
type Kind = (random: Random) => Shade;

const mix = (a: readonly number[], b: readonly number[], share: number): [number, number, number] => [
  (a[0] as number) + ((b[0] as number) - (a[0] as number)) * share,
  (a[1] as number) + ((b[1] as number) - (a[1] as number)) * share,
  (a[2] as number) + ((b[2] as number) - (a[2] as number)) * share,
];

/** Smooth periodic noise of a few waves, -1..1. */
function waves(random: Random, count = 5, most = 6): (x: number, y: number) => number {
  const parts = Array.from({ length: count }, () => ({
    kx: random.integer(-most, most),
    ky: random.integer(-most, most),
    phase: random.between(0, 6.283),
  }));
  return (x, y) => parts.reduce((sum, { kx, ky, phase }) => sum + Math.sin(((kx * x + ky * y) * 6.283) / sizePx + phase), 0) / count;
}

const woods = [
  [176, 128, 82],
  [120, 78, 46],
  [206, 172, 128],
  [82, 56, 40],
  [148, 96, 58],
  [222, 198, 160],
];
function wood(random: Random): Shade {
  const base = random.pick(woods);
  const dark = base.map((level) => level * random.between(0.7, 0.88));
  const bend = waves(random, 4, 3);
  const rings = random.integer(8, 26);
  return (x, y) => mix(base, dark, 0.5 + 0.5 * Math.sin((y / sizePx) * 6.283 * rings + bend(x, y) * 5));
}

const plains = [
  [236, 236, 232],
  [200, 204, 208],
  [60, 62, 68],
  [150, 152, 150],
  [32, 34, 40],
  [96, 120, 150],
  [168, 60, 52],
  [120, 144, 110],
  [226, 214, 190],
  [188, 176, 160],
  [248, 247, 244],
];
function plain(random: Random): Shade {
  const base = random.pick(plains);
  const other = base.map((level) => level * random.between(0.85, 1.1));
  const cloud = waves(random, 4, 2);
  return (x, y) => mix(base, other, 0.5 + 0.5 * cloud(x, y));
}

function cloth(random: Random): Shade {
  const base = random.pick(plains);
  const thread = base.map((level) => level * random.between(0.7, 0.95));
  const step = random.pick([4, 8, 16]);
  return (x, y) => mix(base, thread, ((Math.floor(x / step) + Math.floor(y / step)) % 2) * 0.8 + ((x + y) % 2) * 0.2);
}

function stone(random: Random): Shade {
  const base = random.pick(plains);
  const vein = base.map((level) => 255 - (255 - level) * random.between(0.4, 1.5));
  const cloud = waves(random, 8, 7);
  const fine = waves(random, 8, 23);
  return (x, y) => mix(base, vein, Math.abs(cloud(x, y) + 0.4 * fine(x, y)));
}

function tiles(random: Random): Shade {
  const base = random.pick(plains);
  const joint = base.map((level) => level * 0.75);
  const step = random.pick([64, 128, 256]);
  const cloud = waves(random, 4, 5);
  return (x, y) => mix(base, joint, x % step < 3 || y % step < 3 ? 1 : 0.15 + 0.15 * cloud(x, y));
}
