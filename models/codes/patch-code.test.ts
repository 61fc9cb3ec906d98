/** Patch T is found either way up, along both sides, skewed and noisy; other patches, barcodes and ruled tables are not. */
import { expect, test } from 'vitest';
import { findPatchT } from './patch-code.ts';
import type { GreyImage } from './patch-code.ts';

const widthPx = 500;
const heightPx = 700;
const unitPx = 4.2;

type Bars = { widths: readonly number[]; x: number; y: number; lengthPx: number; tiltDegrees?: number };

/** Dark bars from top to bottom; `widths` alternate bar and space in narrow bars. */
function draw({ widths, x, y, lengthPx, tiltDegrees = 0 }: Bars, noise = 0): GreyImage {
  const grey = new Uint8Array(widthPx * heightPx);
  let seed = 7;
  const chance = () => ((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648 - 0.5) * noise;
  const edges = widths.map((_, index) => widths.slice(0, index).reduce((sum, width) => sum + width, 0) * unitPx);
  const slope = Math.tan((tiltDegrees * Math.PI) / 180);
  for (let row = 0; row < heightPx; row++)
    for (let column = 0; column < widthPx; column++) {
      const along = column - x - slope * (row - y);
      const bar = edges.findIndex((edge, index) => index % 2 === 0 && along >= edge && along < edge + widths[index]! * unitPx);
      grey[row * widthPx + column] = (bar >= 0 && row >= y && row < y + lengthPx ? 40 : 220) + chance();
    }
  return { widthPx, heightPx, grey };
}

const patch = (word: string): number[] => [...word].flatMap((bar, index) => [...(index > 0 ? [1] : []), bar === 'w' ? 2.5 : 1]);
const turned = ({ grey }: GreyImage): GreyImage => {
  const out = new Uint8Array(grey.length);
  for (let y = 0; y < heightPx; y++) for (let x = 0; x < widthPx; x++) out[x * heightPx + y] = grey[y * widthPx + x]!;
  return { widthPx: heightPx, heightPx: widthPx, grey: out };
};

test('the bars are found and their box is theirs', () => {
  const box = findPatchT(draw({ widths: patch('nwnw'), x: 200, y: 100, lengthPx: 120 }));
  expect(box).not.toBeNull();
  const [x, y, width, height] = box!;
  expect(Math.abs(x - 200)).toBeLessThanOrEqual(2);
  expect(Math.abs(width - 10 * unitPx)).toBeLessThanOrEqual(2);
  expect([y, height]).toEqual([100, 120]);
});

test('either way up, lying, skewed and noisy', () => {
  const tilted = { widths: patch('nwnw'), x: 220, y: 150, lengthPx: 130, tiltDegrees: 3 };
  expect(findPatchT(draw({ widths: patch('wnwn'), x: 60, y: 400, lengthPx: 100 }))).not.toBeNull();
  expect(findPatchT(turned(draw({ widths: patch('nwnw'), x: 200, y: 100, lengthPx: 120 })))).not.toBeNull();
  expect(findPatchT(draw(tilted, 60))).not.toBeNull();
});

test('other patches, barcodes, rules of a table and short marks are none', () => {
  for (const word of ['wwnn', 'wnnw', 'nwwn', 'nnww'])
    expect(findPatchT(draw({ widths: patch(word), x: 200, y: 100, lengthPx: 120 })), word).toBeNull();
  const barcode = [1, 1, 2.5, 1, 1, 1, 2.5, 1, 1, 2, 1, 1, 2.5];
  expect(findPatchT(draw({ widths: barcode, x: 100, y: 100, lengthPx: 120 }))).toBeNull();
  expect(findPatchT(draw({ widths: [0.4, 6, 0.4, 6, 0.4, 6, 0.4], x: 60, y: 100, lengthPx: 400 }))).toBeNull();
  expect(findPatchT(draw({ widths: patch('nwnw'), x: 200, y: 100, lengthPx: 20 }))).toBeNull();
});
