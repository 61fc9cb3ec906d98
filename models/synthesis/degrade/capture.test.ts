/** Captures are a function of their seed, show the sheet where its corners say, and keep ink darker than paper on copies. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PixelImage } from '../../image/pixel-image.ts';
import { createRandom } from '../random.ts';
import { capture } from './capture.ts';
import { drawCaptureLook } from './capture-look.ts';
import { ontoCorners, project } from './projection.ts';

const paper = { widthMm: 210, heightMm: 297 };
const [widthPx, heightPx] = [210, 297];

/** White with a black block from 30 % to 50 % across and 40 % to 60 % down. */
function sheet(): PixelImage {
  const data = new Uint8Array(widthPx * heightPx * 3).fill(255);
  for (let y = 119; y < 178; y += 1) data.fill(0, (y * widthPx + 63) * 3, (y * widthPx + 105) * 3);
  return { widthPx, heightPx, channels: 3, data };
}

const look = (seed: number) => drawCaptureLook(createRandom(seed), { paper, copied: false, scene: false }, 320);
const digest = ({ data }: PixelImage) => createHash('sha256').update(data).digest('hex');

test('the same seed gives the same pixels, another seed others', () => {
  const take = (seed: number) => capture(sheet(), look(seed), createRandom(seed));
  expect(digest(take(4))).toBe(digest(take(4)));
  expect(digest(take(4))).not.toBe(digest(take(5)));
});

test.each(Array.from({ length: 40 }, (_, seed) => seed))(
  'ink of seed %i is darker than the paper beside it, where the corners put it',
  (seed) => {
    const drawn = { ...look(seed), shadow: null, glare: null, folds: [], moire: null, noise: 0, bend: 0, holes: null };
    const picture = capture(sheet(), drawn, createRandom(seed));
    const projection = ontoCorners(drawn.corners);
    const level = (u: number, v: number): number | null => {
      const [x, y] = project(projection, u, v).map(Math.floor) as [number, number];
      if (x < 0 || y < 0 || x >= picture.widthPx || y >= picture.heightPx) return null;
      return picture.data[(y * picture.widthPx + x) * 3 + 1] as number;
    };
    const [ink, white] = [level(0.4, 0.5), level(0.6, 0.5)];
    if (ink === null || white === null) return;
    expect(white - ink).toBeGreaterThan(60);
  },
);

test('every kind of capture, turn and complaint occurs', () => {
  const looks = Array.from({ length: 600 }, (_, seed) => look(seed));
  expect(new Set(looks.map(({ kind }) => kind)).size).toBe(3);
  expect(new Set(looks.map(({ turnCw }) => turnCw)).size).toBe(4);
  expect(new Set(looks.flatMap(({ quality }) => quality)).size).toBe(7);
});
