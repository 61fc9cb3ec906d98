/** Values written by hand go to a person and say so; printed ones, and papers that are made by machine, stay as they are. */
import { expect, test } from 'vitest';
import type { PixelImage } from '../../../models/image/pixel-image.ts';
import type { Box, Field, TextLine } from '#shared/page.ts';
import { markHandwriting } from './mark-handwriting.ts';

const size = { widthPx: 600, heightPx: 300 };
const page = (): PixelImage => ({ ...size, channels: 3, data: new Uint8Array(size.widthPx * size.heightPx * 3).fill(250) });

/** Strokes of one pixel steps: `slope` of zero prints, anything else writes. */
function strokes(image: PixelImage, x: number, y: number, slope: (index: number) => number, jump: (index: number) => number): void {
  const dot = (px: number, py: number) => {
    for (let row = 0; row < 3; row += 1)
      for (let column = 0; column < 3; column += 1)
        image.data.set([30, 30, 36], ((Math.round(py) + row) * size.widthPx + Math.round(px) + column) * 3);
  };
  for (let index = 0; index < 6; index += 1) {
    const [left, top] = [x + index * 40, y + jump(index)];
    for (let step = 0; step <= 26; step += 1) {
      dot(left + step, top + 2 - slope(index) * step);
      dot(left + step, top + 24 - slope(index) * step);
      dot(left + 3 + slope(index) * step, top + step);
      dot(left + 22 + slope(index) * step, top + step);
    }
  }
}
const print = (image: PixelImage, x: number, y: number) =>
  strokes(
    image,
    x,
    y,
    () => 0,
    () => 0,
  );
const write = (image: PixelImage, x: number, y: number) =>
  strokes(
    image,
    x,
    y,
    (index) => [0.2, 0.42, -0.15, 0.35, 0.5, 0.1][index]!,
    (index) => [0, 5, -5, 3, -2, 6][index]!,
  );

const line = ([x, y, width, height]: Box): TextLine => ({
  text: '样例样例样例',
  confidence: 0.95,
  quad: [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ],
});
const field = (key: string, box: Box | null): Field => ({
  key,
  value: '样例',
  raw: '样例',
  confidence: 0.99,
  status: 'accepted',
  problems: [],
  box,
});

const printedAt: Box = [40, 40, 240, 34];
const writtenAt: Box = [40, 140, 240, 40];
const other: Box = [40, 240, 240, 34];
const lines = [line(printedAt), line(writtenAt), line(other)];

function form(): PixelImage {
  const image = page();
  print(image, 44, 44);
  write(image, 44, 146);
  print(image, 44, 244);
  return image;
}

test('the written value goes to a person with the reason, the printed one passes', () => {
  const [printed, written, nowhere] = markHandwriting(
    [field('name', printedAt), field('phone', writtenAt), field('reason', null)],
    form(),
    lines,
    'application-form',
  );
  expect(printed).toMatchObject({ status: 'accepted', problems: [] });
  expect(written).toMatchObject({ status: 'review', problems: [{ code: 'field.handwritten', severity: 'warning' }] });
  expect(nowhere).toMatchObject({ status: 'accepted', problems: [] });
});

test('one written line of a value is enough; what was written beside it is not', () => {
  const [both] = markHandwriting([field('address', [40, 40, 240, 140])], form(), lines, 'application-form');
  expect(both?.status).toBe('review');
  const [beside] = markHandwriting([field('address', [300, 140, 200, 40])], form(), lines, 'application-form');
  expect(beside?.status).toBe('accepted');
});

test('papers made by machine are not looked at', () => {
  expect(markHandwriting([field('name', writtenAt)], form(), lines, 'id-card')[0]?.status).toBe('accepted');
});
