/** Places to sign: found by their labels, told signed by ink that is neither print, nor a line to write on, nor a seal. */
import { expect, test } from 'vitest';
import type { PixelImage } from '../../../models/image/pixel-image.ts';
import { measureColourfulness } from '../../../models/image/page-colour.ts';
import type { Quad, Seal, TextLine } from '#shared/page.ts';
import { findSignatures } from './find-signatures.ts';

const size = { widthPx: 800, heightPx: 400 };
const height = 30;

const page = (): PixelImage => ({ ...size, channels: 3, data: new Uint8Array(size.widthPx * size.heightPx * 3).fill(250) });

function fill(image: PixelImage, x: number, y: number, width: number, tall: number, colour: [number, number, number]): void {
  for (let row = y; row < y + tall; row++)
    for (let column = x; column < x + width; column++) image.data.set(colour, (row * size.widthPx + column) * 3);
}
const black: [number, number, number] = [20, 20, 30];
const red: [number, number, number] = [210, 40, 50];
/** Slanted strokes, as handwriting has them. */
function write(image: PixelImage, x: number, y: number, colour = black): void {
  for (let stroke = 0; stroke < 6; stroke++)
    for (let step = 0; step < 26; step++) fill(image, x + stroke * 14 + (step >> 2), y + step, 3, 1, colour);
}

function line(text: string, x: number, y: number): TextLine {
  const width = [...text].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) < 256 ? 0.5 : 1), 0) * height;
  const quad: Quad = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  return { text, confidence: 0.99, quad };
}
const signed = (image: PixelImage, lines: TextLine[], seals: Seal[] = []) =>
  findSignatures(image, lines, seals).map(({ label, signed: written }) => `${label} ${written}`);

test('ink right of the label is a signature; an empty place is not', () => {
  const image = page();
  const label = line('申请人签字：', 60, 100);
  expect(signed(image, [label])).toEqual(['申请人签字 false']);
  write(image, 260, 102);
  expect(signed(image, [label])).toEqual(['申请人签字 true']);
});

test('neither a line to write on, nor a printed date, nor a seal is a signature', () => {
  const image = page();
  fill(image, 240, 128, 270, 3, black);
  fill(image, 560, 100, 100, 28, black);
  write(image, 300, 100, red);
  expect(signed(image, [line('承诺人（签名）：', 20, 100), line('日期：2026年', 530, 100)])).toEqual(['承诺人（签名） false']);
});

test('where the label stands at the edge the place is below it; two labels in a row have a place each', () => {
  const image = page();
  write(image, 620, 145);
  expect(signed(image, [line('经办人签字：', 600, 100)])).toEqual(['经办人签字 true']);
  const both = page();
  write(both, 230, 102);
  expect(signed(both, [line('甲方签字：　　　　　　乙方签字：', 60, 100)])).toEqual(['甲方签字 true', '乙方签字 false']);
});

test('a place for signature or seal is met by a seal', () => {
  const seal: Seal = { box: [250, 80, 100, 100], colour: 'red', confidence: 0.9 };
  expect(signed(page(), [line('单位（签章）：', 40, 100)], [seal])).toEqual(['单位（签章） true']);
});

test('a hand is told from a printed name; of an empty place and of a seal nothing is said', () => {
  const label = line('申请人签字：', 60, 100);
  const told = (image: PixelImage, seals: Seal[] = []) => findSignatures(image, [label], seals).map(({ handwritten }) => handwritten);
  const [empty, written, printed] = [page(), page(), page()];
  for (let index = 0; index < 5; index++) {
    const [x, off] = [250 + index * 34, [3, -4, 5, 0, -3][index]!];
    for (let step = 0; step < 26; step++) {
      const lean = [0.3, 0.5, 0.15, 0.4, 0.55][index]! * step;
      fill(written, Math.round(x + lean), 100 + off + step, 3, 1, black);
      fill(written, x + step, Math.round(112 + off - lean), 1, 3, black);
    }
    fill(printed, x, 102, 3, 26, black);
    fill(printed, x + 20, 102, 3, 26, black);
    fill(printed, x, 112, 24, 3, black);
  }
  expect(told(empty)).toEqual([undefined]);
  expect(told(written)).toEqual([true]);
  expect(told(printed)).toEqual([false]);
  expect(told(written, [{ box: [250, 80, 100, 100], colour: 'red', confidence: 0.9 }])).toEqual([undefined]);
});

test('sentences about signing are no places to sign', () => {
  const texts = ['本合同自双方签字盖章之日起生效。', '核对登记材料中的复印件并签署', '申请人应当亲自签字。', '代为签收各类文书'];
  expect(
    signed(
      page(),
      texts.map((text, row) => line(text, 20, 20 + 60 * row)),
    ),
  ).toEqual([]);
});

test('colour is told from grey, and black print on white is grey', () => {
  const image = page();
  write(image, 100, 100);
  expect(measureColourfulness(image)).toBe(0);
  fill(image, 0, 0, 400, 400, [230, 200, 205]);
  expect(measureColourfulness(image)).toBeCloseTo(0.5, 1);
  expect(measureColourfulness({ ...size, channels: 1, data: new Uint8Array(size.widthPx * size.heightPx) })).toBeUndefined();
});
