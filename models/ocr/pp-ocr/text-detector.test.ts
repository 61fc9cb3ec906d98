/** Tests of joining what neighbouring windows find, with a model that takes dark for text. */
import { expect, test } from 'vitest';
import type { PixelImage } from '../../image/pixel-image.ts';
import type { FloatTensor, ModelSession } from '../../session.ts';
import { detectText } from './text-detector.ts';

const [widthPx, heightPx] = [1600, 224];

/** White with black bars. */
function page(...bars: readonly (readonly [left: number, top: number, right: number, bottom: number])[]): PixelImage {
  const data = new Uint8Array(widthPx * heightPx).fill(255);
  for (const [left, top, right, bottom] of bars) for (let y = top; y < bottom; y++) data.fill(0, y * widthPx + left, y * widthPx + right);
  return { widthPx, heightPx, channels: 1, data };
}

const darkIsText: Pick<ModelSession, 'run'> = {
  run: ({ dims, data }: FloatTensor) => {
    const [, , height, width] = dims as [number, number, number, number];
    return Promise.resolve({ dims: [1, 1, height, width], data: data.slice(0, height * width).map((value) => (value < 0 ? 1 : 0)) });
  },
};

async function boxes(image: PixelImage): Promise<number[][]> {
  const plan = {
    windows: [[0, 0, 864, heightPx] as const, [800, 0, 800, heightPx] as const].map((box) => [...box] as [number, number, number, number]),
    scale: 1,
  };
  const quads = await detectText(darkIsText, image, { plan });
  return quads.map((quad) => [quad[0][0], quad[0][1], quad[2][0], quad[2][1]]).toSorted((a, b) => a[1]! - b[1]! || a[0]! - b[0]!);
}

test('a line that the edge of a window cuts is found as one, one that both windows see is found once', async () => {
  const [first, second, ...more] = await boxes(page([100, 40, 1500, 70], [810, 140, 855, 170]));
  expect(more).toEqual([]);
  // Found boxes are a little larger than the print.
  expect(first![0]).toBeGreaterThan(60);
  expect(first![0]).toBeLessThan(110);
  expect(first![2]).toBeGreaterThan(1490);
  expect(first![2]).toBeLessThan(1540);
  expect(second![0]).toBeGreaterThan(770);
  expect(second![2]).toBeLessThan(890);
});

test('lines that stand beside each other stay two', async () => {
  const found = await boxes(page([100, 40, 700, 70], [900, 40, 1500, 70]));
  expect(found.map(([left, , right]) => [Math.round(left! / 100), Math.round(right! / 100)])).toEqual([
    [1, 7],
    [9, 15],
  ]);
});
