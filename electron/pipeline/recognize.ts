/** Step 2: reads the prepared page, again without the seal's colour where a seal lies over a doubtful line, and doubtful numbers twice. */
import { withMargin, withoutRed } from '../../models/image/seal.ts';
import type { OcrEngine, SecondOpinion } from '../../models/ocr/engine.ts';
import type { Box, Quad, TextLine } from '#shared/page.ts';
import type { PreparedPage } from './prepare.ts';

/** A line above this is not read again. */
const doubtfulConfidence = 0.96;

export type ReadOptions = {
  signal?: AbortSignal | undefined;
  /** Asked about numbers of which the engine is unsure. */
  secondOpinion?: SecondOpinion | undefined;
};

/** Lines in reading order; none for an empty page. */
export async function readPage(page: PreparedPage, engine: OcrEngine, { signal, secondOpinion }: ReadOptions = {}): Promise<TextLine[]> {
  if (page.preparation.blank) return [];
  const lines = await engine.read(page.image, { ...(page.quads ? { quads: page.quads } : {}), ...(signal ? { signal } : {}) });
  const best = await readUnderSeals(page, engine, lines, signal);
  return secondOpinion ? secondOpinion(best, page.image, signal) : best;
}

async function readUnderSeals(
  { image, preparation }: PreparedPage,
  engine: OcrEngine,
  lines: TextLine[],
  signal: AbortSignal | undefined,
): Promise<TextLine[]> {
  const boxes = preparation.seals.filter(({ colour }) => colour === 'red').map(({ box }) => withMargin(box));
  const doubtful = lines.filter(({ confidence, quad }) => confidence < doubtfulConfidence && boxes.some((box) => touches(quad, box)));
  if (doubtful.length === 0) return lines;
  const again = await engine.read(withoutRed(image, boxes), {
    quads: doubtful.map(({ quad }) => quad),
    ...(signal ? { signal } : {}),
  });
  return lines.map((line) => {
    const second = again.find(({ quad }) => sameCentre(quad, line.quad));
    return second && second.confidence > line.confidence ? second : line;
  });
}

function touches(quad: Quad, [x, y, width, height]: Box): boolean {
  const xs = quad.map((corner) => corner[0]);
  const ys = quad.map((corner) => corner[1]);
  return Math.min(...xs) < x + width && Math.max(...xs) > x && Math.min(...ys) < y + height && Math.max(...ys) > y;
}

const centre = ([a, , c]: Quad) => [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2] as const;
function sameCentre(one: Quad, other: Quad): boolean {
  const [x, y] = centre(one);
  const [otherX, otherY] = centre(other);
  return Math.hypot(x - otherX, y - otherY) < 1;
}
