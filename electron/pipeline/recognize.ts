/** Step 2: reads the prepared page; lines that the engine is unsure of are read again, doubtful numbers by a second reader. */
import { isInside } from '../../models/image/quad-shape.ts';
import type { OcrEngine, SecondOpinion } from '../../models/ocr/engine.ts';
import { sortInReadingOrder } from '#shared/text-layout/reading-order.ts';
import type { Quad, TextLine } from '#shared/page.ts';
import type { PreparedPage } from './prepare.ts';
import { readCardsAgain } from './read-cards-again.ts';
import { readDoubtfulLines } from './read-doubtful-lines.ts';

export type ReadOptions = {
  signal?: AbortSignal | undefined;
  /** Asked about numbers of which the engine is unsure. */
  secondOpinion?: SecondOpinion | undefined;
};

/** Lines in reading order; none for an empty page. */
export async function readPage(page: PreparedPage, engine: OcrEngine, { signal, secondOpinion }: ReadOptions = {}): Promise<TextLine[]> {
  const { image, preparation, quads, reading } = page;
  if (preparation.blank) return [];
  const first = await (reading ?? engine.read(image, { ...(quads ? { quads } : {}), ...(signal ? { signal } : {}) }));
  const lost = (quads ?? []).filter((quad) => !first.some((line) => isInside(quad, centre(line.quad))));
  const better = await readDoubtfulLines({ image, seals: preparation.seals }, engine, first, lost, signal);
  const best = sortInReadingOrder(await readCardsAgain(page, engine, better, signal));
  return secondOpinion ? secondOpinion(best, image, signal) : best;
}

const centre = ([a, , c]: Quad): [number, number] => [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2];
