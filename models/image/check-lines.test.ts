/** What pixels say of lines that were read: characters beyond an end, one too few in the middle, and nothing where all is well. */
import { expect, test } from 'vitest';
import type { TextLine } from '#shared/page.ts';
import { checkLines } from './check-lines.ts';
import type { PixelImage } from './pixel-image.ts';

const [width, height] = [700, 120];
const [em, top, tall] = [30, 40, 24];

function page(): PixelImage {
  return { widthPx: width, heightPx: height, channels: 3, data: new Uint8Array(width * height * 3).fill(246) };
}

function fill(image: PixelImage, x: number, y: number, wide: number, high: number, colour = [30, 30, 34]): void {
  for (let row = y; row < y + high; row += 1)
    for (let column = x; column < x + wide; column += 1) image.data.set(colour, (row * width + column) * 3);
}

/** Characters like 田, one em apart with a gap between them. */
function print(image: PixelImage, x: number, count: number, colour?: [number, number, number]): void {
  for (let index = 0; index < count; index += 1) {
    const left = x + index * em;
    for (const down of [0, 11, 21]) fill(image, left + 2, top + down, 25, 3, colour);
    for (const right of [0, 11, 22]) fill(image, left + 2 + right, top, 3, tall, colour);
  }
}

/** As engines draw boxes: a little around the text. */
function line(text: string, x: number, count: number): TextLine {
  const [left, right, upper, lower] = [x - 4, x + count * em + 3, top - 6, top + tall + 6];
  return {
    text,
    confidence: 0.99,
    quad: [
      [left, upper],
      [right, upper],
      [right, lower],
      [left, lower],
    ],
  };
}

test('of a line that was read whole there is nothing to say', () => {
  const image = page();
  print(image, 60, 6);
  expect(checkLines(image, [line('田田田田田田', 60, 6)])).toEqual([]);
});

test('a character beyond an end is seen, unless it belongs to another line, is far away, a border or a stamp', () => {
  const image = page();
  print(image, 60, 7);
  expect(checkLines(image, [line('田田田田田田', 60, 6)])).toEqual([{ line: 0, start: false, end: true }]);
  expect(checkLines(image, [line('田田田田田田', 90, 6)])).toEqual([{ line: 0, start: true, end: false }]);
  expect(checkLines(image, [line('田田田', 60, 3), line('田田田田', 150, 4)])).toEqual([]);
  const others = page();
  print(others, 60, 6);
  print(others, 60 + 8 * em, 2);
  fill(others, 60 + 6 * em + 8, 0, 3, height);
  expect(checkLines(others, [line('田田田田田田', 60, 6)])).toEqual([]);
  const stamped = page();
  print(stamped, 60, 6);
  print(stamped, 60 + 6 * em, 1, [210, 50, 60]);
  expect(checkLines(stamped, [line('田田田田田田', 60, 6)])).toEqual([]);
});

test('a character left out in the middle keeps its place', () => {
  const image = page();
  print(image, 60, 9);
  expect(checkLines(image, [line('田田田田田田田田', 60, 9)])).toEqual([
    { line: 0, start: false, end: false, slots: { count: 9, pieces: 1, last: true } },
  ]);
});

test('a label apart from its value is a piece of its own', () => {
  const image = page();
  print(image, 60, 2);
  print(image, 60 + 4 * em, 7);
  expect(checkLines(image, [line('田田田田田田田田', 60, 11)])).toEqual([
    { line: 0, start: false, end: false, slots: { count: 7, pieces: 2, last: true } },
  ]);
});

test('without contrast nothing is known to be whole', () => {
  expect(checkLines(page(), [line('田田田', 60, 3)])).toEqual([{ line: 0, start: true, end: true }]);
});
