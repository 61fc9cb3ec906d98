/** Text lines of a page laid out in rows of characters: what stands beside what, told from the quads. */
import type { Quad, TextLine } from '../page.ts';
import { joinLines } from './join-lines.ts';
import type { Cell } from './cell.ts';

/** Characters that stand on one base line, left to right. `text` has one UTF-16 unit per cell. */
export type Row = { cells: Cell[]; text: string; top: number; bottom: number; left: number; right: number; height: number };

/** What is laid out: a line, or one character of a line that runs from top to bottom. */
type Piece = { index: number; text: string; quad: Quad; confidences: readonly number[] };
type Segment = { piece: Piece; left: Point; right: Point; height: number };
type Point = { x: number; y: number };

const middle = ([ax, ay]: Quad[0], [bx, by]: Quad[0]): Point => ({ x: (ax + bx) / 2, y: (ay + by) / 2 });
const distance = ([ax, ay]: Quad[0], [bx, by]: Quad[0]): number => Math.hypot(ax - bx, ay - by);

/** Taller than this many times its width, a line of several characters runs from top to bottom. */
const verticalRatio = 1.6;

const boxQuad = (x0: number, y0: number, x1: number, y1: number): Quad => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];

/**
 * A column of labels is sometimes read as one vertical line: its characters belong to different rows. A single
 * character found on its side stands upright all the same.
 */
function piecesOf(line: TextLine, index: number): Piece[] {
  const chars = [...line.text];
  const confidences = chars.map((_, position) => line.characterConfidences?.[position] ?? line.confidence);
  const [[leftX, leftY], [rightX, rightY]] = line.quad;
  const xs = line.quad.map(([x]) => x);
  const ys = line.quad.map(([, y]) => y);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const sideways = Math.abs(rightY - leftY) > Math.abs(rightX - leftX);
  const vertical = chars.length > 1 && y1 - y0 >= verticalRatio * (x1 - x0) && (!sideways || rightY > leftY);
  if (!vertical) return [{ index, text: line.text, quad: sideways ? boxQuad(x0, y0, x1, y1) : line.quad, confidences }];
  const step = (y1 - y0) / chars.length;
  return chars.map((text, position) => ({
    index,
    text,
    quad: boxQuad(x0, y0 + position * step, x1, y0 + (position + 1) * step),
    confidences: [confidences[position] ?? 0],
  }));
}

function segmentOf(piece: Piece): Segment {
  const [topLeft, topRight, bottomRight, bottomLeft] = piece.quad;
  const height = Math.max(1, (distance(topLeft, bottomLeft) + distance(topRight, bottomRight)) / 2);
  return { piece, left: middle(topLeft, bottomLeft), right: middle(topRight, bottomRight), height };
}

/** Rise per pixel of the page's lines: the median of the long ones, so that photos of tilted paper still give rows. */
function slopeOf(segments: readonly Segment[]): number {
  const slopes = segments
    .filter(({ left, right, height }) => right.x - left.x > 4 * height)
    .map(({ left, right }) => (right.y - left.y) / (right.x - left.x))
    .sort((a, b) => a - b);
  return slopes[Math.floor(slopes.length / 2)] ?? 0;
}

/** Half-width signs are about half as wide as Chinese characters. */
const widthOf = (char: string): number => (/[\u0020-\u007e]/.test(char) ? 0.55 : 1);

function cellsOf({ index, text, quad, confidences }: Piece): Cell[] {
  const [topLeft, topRight, bottomRight, bottomLeft] = quad;
  const chars = [...text];
  const total = chars.reduce((sum, char) => sum + widthOf(char), 0) || 1;
  const at = (share: number): { x: number; top: number; bottom: number } => ({
    x: (topLeft[0] + bottomLeft[0]) / 2 + share * ((topRight[0] + bottomRight[0]) / 2 - (topLeft[0] + bottomLeft[0]) / 2),
    top: topLeft[1] + share * (topRight[1] - topLeft[1]),
    bottom: bottomLeft[1] + share * (bottomRight[1] - bottomLeft[1]),
  });
  let passed = 0;
  return chars.flatMap((printed, position) => {
    const from = at(passed / total);
    passed += widthOf(printed);
    const to = at(passed / total);
    const confidence = confidences[position] ?? 0;
    const box = { x0: from.x, x1: to.x, y0: Math.min(from.top, to.top), y1: Math.max(from.bottom, to.bottom) };
    const plain = printed.normalize('NFKC').replace(/\s+/g, '');
    // One sign may become several (㎡ → m2): the first cell keeps what was printed.
    return plain.split('').map((char, part) => ({ char, printed: part === 0 ? printed : '', confidence, line: index, ...box }));
  });
}

function rowOf(cells: Cell[]): Row {
  const heights = cells.map(({ y0, y1 }) => y1 - y0).sort((a, b) => a - b);
  return {
    cells,
    text: cells.map(({ char }) => char).join(''),
    top: Math.min(...cells.map(({ y0 }) => y0)),
    bottom: Math.max(...cells.map(({ y1 }) => y1)),
    left: Math.min(...cells.map(({ x0 }) => x0)),
    right: Math.max(...cells.map(({ x1 }) => x1)),
    height: heights[Math.floor(heights.length / 2)] ?? 1,
  };
}

/** Pieces of one line overlap by at most so many line heights. */
const maxOverlap = 6;

/** How far `next` stands off the base line that leads on from `last`, in line heights; null when it does not follow it. */
function offset(last: Segment, next: Segment, slope: number): number | null {
  const gap = next.left.x - last.right.x;
  const height = Math.min(last.height, next.height);
  // A long line found in pieces: each piece may take in the last characters of the one before.
  const continues = gap > -maxOverlap * height && next.left.x > last.left.x + height && next.right.x > last.right.x + height;
  if (gap < -0.7 * height && !continues) return null;
  const off = Math.abs(next.left.y - (last.right.y + slope * Math.max(0, gap))) / ((last.height + next.height) / 2);
  return off < 0.5 ? off : null;
}

/** Rows from top to bottom. Lines without characters are left out. */
export function layOutRows(lines: readonly TextLine[]): Row[] {
  const segments = lines
    .flatMap(piecesOf)
    .filter(({ text }) => /\S/.test(text))
    .map(segmentOf);
  const slope = slopeOf(segments);
  const chains: Segment[][] = [];
  for (const segment of segments.toSorted((a, b) => a.left.x - b.left.x)) {
    let best: { chain: Segment[]; off: number } | null = null;
    for (const chain of chains) {
      const last = chain.at(-1);
      const off = last ? offset(last, segment, slope) : null;
      if (off !== null && (!best || off < best.off)) best = { chain, off };
    }
    if (best) best.chain.push(segment);
    else chains.push([segment]);
  }
  return chains
    .map((chain) => rowOf(joinLines(chain.map(({ piece }) => cellsOf(piece)))))
    .filter(({ cells }) => cells.length > 0)
    .sort((a, b) => a.top + a.bottom - b.top - b.bottom || a.left - b.left);
}
