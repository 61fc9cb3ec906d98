/** Looks in the pixels for characters that the reader did not get: ink beyond the ends of a line, and places in the middle of it. */
import type { LineCheck, Quad, TextLine } from '#shared/page.ts';
import { greyAt, lineFrame, pointOnLine } from './line-frame.ts';
import type { LineFrame } from './line-frame.ts';
import { countSlots } from './line-slots.ts';
import type { LineSlots } from './line-slots.ts';
import type { PixelImage } from './pixel-image.ts';
import { isInside } from './quad-shape.ts';

/** In line heights: the strip beyond an end that is looked at, and the part of the height that counts. */
const from = 0.06;
const reach = 1;
const rim = 0.14;
/** A lost character begins within this distance; what stands further off is another piece of text. */
const nearest = 0.62;
/** Ink that a character leaves at least, in square heights, and how far it extends both ways. */
const minInk = 0.035;
const minTall = 0.3;
const minWide = 0.16;
/** Columns and rows that are ink over this share of the strip are lines of a table or to write on. */
const lineShare = 0.8;
/** Between ink and paper of the line itself. */
const inkShare = 0.5;
const minContrast = 40;
/** Of the line itself every so many pixels are enough for its ink and paper. */
const sampleStep = 3;

/** Darker than this is ink; null where the line has no contrast. */
function inkLimit(image: PixelImage, frame: LineFrame): number | null {
  const values: number[] = [];
  for (let s = frame.height * rim; s < frame.height * (1 - rim); s += sampleStep)
    for (let t = 0; t < frame.width; t += sampleStep) values.push(greyAt(image, pointOnLine(frame, t, s)));
  values.sort((a, b) => a - b);
  const [dark, paper] = [values[Math.floor(values.length * 0.06)] ?? 0, values[Math.floor(values.length * 0.8)] ?? 0];
  return paper - dark < minContrast ? null : paper - inkShare * (paper - dark);
}

/** The strip beyond one end as ones and zeros, columns counted away from the line. */
function stripOf(image: PixelImage, frame: LineFrame, end: 'start' | 'end', limit: number, others: readonly Quad[]) {
  const { height, width } = frame;
  const [columns, rows] = [Math.floor((reach - from) * height), Math.floor((1 - 2 * rim) * height)];
  const ink = new Uint8Array(columns * rows);
  for (let column = 0; column < columns; column++) {
    const off = from * height + column;
    for (let row = 0; row < rows; row++) {
      const point = pointOnLine(frame, end === 'end' ? width + off : -off, rim * height + row);
      if (greyAt(image, point) < limit && !others.some((quad) => isInside(quad, point))) ink[column * rows + row] = 1;
    }
  }
  return { ink, columns, rows };
}

function goesOn({ ink, columns, rows }: ReturnType<typeof stripOf>, height: number): boolean {
  const inRow = new Uint32Array(rows);
  for (let column = 0; column < columns; column++) for (let row = 0; row < rows; row++) inRow[row]! += ink[column * rows + row]!;
  let [count, first, last, top, bottom] = [0, -1, -1, rows, -1];
  for (let column = 0; column < columns; column++) {
    let inColumn = 0;
    for (let row = 0; row < rows; row++) inColumn += ink[column * rows + row]!;
    if (inColumn > lineShare * rows) continue;
    for (let row = 0; row < rows; row++) {
      if (!ink[column * rows + row] || inRow[row]! > lineShare * columns) continue;
      count++;
      if (first < 0) first = column;
      last = column;
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
    }
  }
  if (first < 0 || first > nearest * height || count < minInk * height * height) return false;
  return bottom - top + 1 >= minTall * height && last - first + 1 >= minWide * height;
}

/** Chinese characters are spaced evenly; fewer of them have no spacing. */
const minForSlots = 4;

function slotsOf(image: PixelImage, frame: LineFrame, text: string): LineSlots | null {
  const characters = [...text.replace(/\s/g, '')];
  if (characters.length < minForSlots || !characters.every((char) => /\p{Script=Han}/u.test(char))) return null;
  const slots = countSlots(image, frame, characters.length);
  return slots && (slots.count !== characters.length || slots.pieces > 1) ? slots : null;
}

/** Only lines of which there is something to say. */
export function checkLines(image: PixelImage, lines: readonly TextLine[]): LineCheck[] {
  return lines.flatMap(({ quad, text }, line): LineCheck[] => {
    const frame = lineFrame(quad);
    const limit = frame && inkLimit(image, frame);
    if (!frame || limit === null) return [{ line, start: true, end: true }];
    const near = lines.flatMap(({ quad: other }, index) => (index !== line && isNear(other, quad, frame.height) ? [other] : []));
    const start = goesOn(stripOf(image, frame, 'start', limit, near), frame.height);
    const end = goesOn(stripOf(image, frame, 'end', limit, near), frame.height);
    const slots = slotsOf(image, frame, text);
    return start || end || slots ? [{ line, start, end, ...(slots ? { slots } : {}) }] : [];
  });
}

function isNear(other: Quad, quad: Quad, height: number): boolean {
  const range = (corners: Quad, axis: 0 | 1): [number, number] => {
    const values = corners.map((corner) => corner[axis]);
    return [Math.min(...values), Math.max(...values)];
  };
  return ([0, 1] as const).every((axis) => {
    const [[low, high], [otherLow, otherHigh]] = [range(quad, axis), range(other, axis)];
    return otherLow < high + 1.5 * height && otherHigh > low - 1.5 * height;
  });
}
