/** Lengths in OFD are millimetres, counted from the upper left. */
import { numbersOf } from './ofd-xml.ts';

export type OfdBox = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
/** `x' = a·x + c·y + e`, `y' = b·x + d·y + f`. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const A4: OfdBox = { x: 0, y: 0, width: 210, height: 297 };

/** @returns null for anything that is not four numbers */
export function boxOf(value: string | null | undefined): OfdBox | null {
  const [x, y, width, height] = numbersOf(value);
  return x === undefined || y === undefined || width === undefined || height === undefined ? null : { x, y, width, height };
}

/** @returns null for anything that is not six numbers */
export function matrixOf(value: string | null | undefined): Matrix | null {
  const [a, b, c, d, e, f, ...others] = numbersOf(value);
  return f === undefined || others.length > 0 ? null : [a!, b!, c!, d!, e!, f];
}

/** First `inner`, then `outer`. */
export function combined(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

export const applied = ([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] => [a * x + c * y + e, b * x + d * y + f];
