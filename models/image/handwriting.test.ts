/** Strokes: level and upright ones are print, leaning and jumping ones a hand; nothing is told from too little ink. */
import { expect, test } from 'vitest';
import type { Box } from '#shared/page.ts';
import { isHandwritten, shippedHandwritingModel } from './handwriting.ts';
import type { PixelImage } from './pixel-image.ts';
import { measureStrokes } from './stroke-shape.ts';

const [width, height] = [420, 60];
const whole: Box = [0, 0, width, height];

type Pen = (x0: number, y0: number, x1: number, y1: number) => void;

/** White paper on which `draw` strokes lines 3 px wide, with the soft edges of a scan. */
function paper(draw: (pen: Pen) => void, ink: [number, number, number] = [30, 30, 34]): PixelImage {
  const data = new Uint8Array(width * height * 3).fill(248);
  draw((x0, y0, x1, y1) => {
    const length = Math.hypot(x1 - x0, y1 - y0) || 1;
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) {
        const along = Math.max(0, Math.min(1, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length ** 2));
        const off = Math.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0));
        const cover = Math.max(0, Math.min(1, 2 - off));
        for (let channel = 0; channel < 3; channel += 1) {
          const at = (y * width + x) * 3 + channel;
          data[at] = Math.min(data[at]!, 248 - cover * (248 - ink[channel]!));
        }
      }
  });
  return { widthPx: width, heightPx: height, channels: 3, data };
}

/** Eight characters of level and upright strokes, `lean` pixels off at their ends and `jump` pixels up or down. */
const characters = (lean: (index: number) => number, jump: (index: number) => number) => (pen: Pen) => {
  for (let index = 0; index < 8; index += 1) {
    const [x, y, off] = [12 + index * 50, 14 + jump(index), lean(index)];
    for (const step of [2, 15, 28]) pen(x, y + step, x + 30, y + step - off);
    pen(x + 4, y, x + 4 + off, y + 32);
    pen(x + 26, y, x + 26 + off, y + 32);
  }
};
const print = paper(
  characters(
    () => 0,
    () => 0,
  ),
);
const hand = (ink?: [number, number, number]) =>
  paper(
    characters(
      (index) => [6, 11, -3, 9, 13, 2, 8, -5][index]!,
      (index) => [0, 6, -6, 4, -2, 7, -5, 3][index]!,
    ),
    ink,
  );

test('print is print, and a leaning, jumping hand is a hand, in black and in blue', () => {
  expect(isHandwritten(print, whole, 34)).toBe(false);
  expect(isHandwritten(hand(), whole, 34)).toBe(true);
  expect(isHandwritten(hand([27, 33, 120]), whole, 34)).toBe(true);
});

test('a line to write on and the border of a cell are no strokes', () => {
  const lined = paper((pen) => {
    characters(
      () => 0,
      () => 0,
    )(pen);
    pen(0, 56, width, 56);
    pen(2, 0, 2, height);
  });
  const [plain, within] = [measureStrokes(print, whole), measureStrokes(lined, whole)];
  expect(within?.characters).toBe(plain?.characters);
  expect(within?.jitter).toBeCloseTo(plain?.jitter ?? NaN, 1);
});

test('blank paper, specks and grey on grey tell nothing', () => {
  expect(
    isHandwritten(
      paper(() => undefined),
      whole,
      34,
    ),
  ).toBeNull();
  expect(
    isHandwritten(
      paper((pen) => pen(200, 30, 204, 30)),
      whole,
      34,
    ),
  ).toBeNull();
  expect(
    isHandwritten(
      paper(
        characters(
          () => 0,
          () => 0,
        ),
        [225, 225, 225],
      ),
      whole,
      34,
    ),
  ).toBeNull();
  expect(isHandwritten(print, [0, 0, width, 6], 34)).toBeNull();
});

test('no sign speaks against writing', () => {
  for (const weight of Object.values(shippedHandwritingModel.weights)) expect(weight).toBeGreaterThanOrEqual(0);
});
