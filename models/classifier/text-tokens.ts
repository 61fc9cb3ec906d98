/** The text of a page as the trained classifier takes it: hashed pieces of two and three characters, headlines apart. */
import type { TextLine } from '#shared/page.ts';

/** A line of text and how high it stands, in any unit that is the same for all lines of the page. */
export type PrintedText = { text: string; height: number };

/** Hashed pieces of all lines fill the first part of the vector, those of headlines the second. */
export const bodyBuckets = 12288;
const headlineBuckets = 4096;
export const textBuckets = bodyBuckets + headlineBuckets;

/** Lines this much higher than the middle one of the page are headlines. */
const headlineHeight = 1.25;
const maxHeadlineCharacters = 30;

/** 32-bit FNV-1a over UTF-16 code units. */
export function hashText(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Numbers differ from page to page, so every digit is the same; white space, marks and case say nothing. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '')
    .replace(/\p{Nd}/gu, '0');
}

function pieces(text: string, longest: number): string[] {
  const found: string[] = [];
  for (let length = 2; length <= longest; length++)
    for (let start = 0; start + length <= text.length; start++) found.push(text.slice(start, start + length));
  return found;
}

function medianHeight(lines: readonly PrintedText[]): number {
  const heights = lines.map(({ height }) => height).sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? 1;
}

/** @returns ascending numbers of the buckets that the page's text falls into, each once */
export function textTokens(lines: readonly PrintedText[]): number[] {
  const headline = headlineHeight * medianHeight(lines);
  const tokens = new Set<number>();
  for (const { text, height } of lines) {
    const plain = plainText(text);
    for (const piece of pieces(plain, 3)) tokens.add(hashText(piece) % bodyBuckets);
    if (height < headline || plain.length < 2 || plain.length > maxHeadlineCharacters) continue;
    // A short line on its own is a title; `=` keeps it apart from the same characters inside a longer line.
    for (const piece of [...pieces(plain, 2), `=${plain}`]) tokens.add(bodyBuckets + (hashText(piece) % headlineBuckets));
  }
  return [...tokens].sort((a, b) => a - b);
}

/** Each part of the vector has length 1, so that a card's few words weigh as much as a contract's many. */
export function textVector(tokens: readonly number[]): Float32Array {
  const vector = new Float32Array(textBuckets);
  const body = tokens.filter((token) => token < bodyBuckets).length;
  for (const token of tokens) vector[token] = 1 / Math.sqrt(token < bodyBuckets ? body : tokens.length - body);
  return vector;
}

/** 0 for an empty page to about 1 for a full one. */
export const textAmount = (lines: readonly PrintedText[]): number => Math.log1p(lines.reduce((sum, { text }) => sum + text.length, 0)) / 8;

export function printedText({ text, quad }: TextLine): PrintedText {
  const [[x0, y0], , , [x3, y3]] = quad;
  return { text, height: Math.hypot(x3 - x0, y3 - y0) };
}
