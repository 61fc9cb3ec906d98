/** Boxes to tick are told from letters, and ticked ones from empty ones. */
import { expect, test } from 'vitest';
import type { TextLine } from '#shared/page.ts';
import type { PixelImage } from './pixel-image.ts';
import { findTickBoxes } from './tick-boxes.ts';

const [width, height] = [400, 60];

/** White paper with a grey level at every point that `ink` names. */
function paper(ink: (x: number, y: number) => boolean): PixelImage {
  const data = new Uint8Array(width * height * 3).fill(250);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) if (ink(x, y)) data.fill(40, (y * width + x) * 3, (y * width + x) * 3 + 3);
  return { widthPx: width, heightPx: height, channels: 3, data };
}

const outline = (x: number, y: number, left: number, side: number): boolean => {
  const [dx, dy] = [x - left, y - 18];
  const inside = dx >= 0 && dx < side && dy >= 0 && dy < side;
  return inside && (dx < 2 || dy < 2 || dx >= side - 2 || dy >= side - 2);
};
const stroke = (x: number, y: number, left: number, side: number): boolean => {
  const [dx, dy] = [x - left, y - 18];
  return dx > 3 && dx < side - 3 && dy > 3 && dy < side - 3 && Math.abs(dx - dy) < 2;
};
const line: TextLine = {
  text: '是否',
  confidence: 0.99,
  quad: [
    [60, 15],
    [380, 15],
    [380, 47],
    [60, 47],
  ],
};

test('an empty and a ticked box; a bar and a cross are none', () => {
  const image = paper(
    (x, y) =>
      outline(x, y, 70, 24) ||
      outline(x, y, 170, 24) ||
      stroke(x, y, 170, 24) ||
      (x > 260 && x < 290 && Math.abs(y - 30) < 2) ||
      (Math.abs(x - 330) < 2 && y > 18 && y < 44),
  );
  expect(findTickBoxes(image, [line])).toEqual([
    { box: [70, 18, 24, 24], ticked: false },
    { box: [170, 18, 24, 24], ticked: true },
  ]);
});

test('a box that two lines take in is found once; blank paper has none', () => {
  const image = paper((x, y) => outline(x, y, 70, 24));
  expect(findTickBoxes(image, [line, line])).toHaveLength(1);
  expect(
    findTickBoxes(
      paper(() => false),
      [line],
    ),
  ).toEqual([]);
});
