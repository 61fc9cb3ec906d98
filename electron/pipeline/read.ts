/** Read: the text of the prepared page; lines that the engine is unsure of are read again, doubtful numbers by a second reader. */
import { isInside } from '../../models/image/quad-shape.ts';
import type { OcrEngine, SecondOpinion } from '../../models/ocr/engine.ts';
import { sortInReadingOrder } from '#shared/text-layout/reading-order.ts';
import type { Quad, TextLine } from '#shared/page.ts';
import type { PreparedPage } from './prepare.ts';
import { cutFromSource } from './prepare/straighten.ts';
import type { StraightPage } from './prepare/straighten.ts';
import { readCardsAgain } from './read/cards-again.ts';
import { readDoubtfulLines } from './read/doubtful-lines.ts';

export type ReadOptions = {
  signal?: AbortSignal | undefined;
  /** What `readStraightPage` gives or will give for the same page; absent = it is read now. */
  first?: Promise<TextLine[]> | undefined;
  /** Asked about numbers of which the engine is unsure. */
  secondOpinion?: SecondOpinion | undefined;
};

/** A first reading, which needs no more than straight lines: it may begin while the rest of the page is prepared. */
export async function readStraightPage(straight: StraightPage, engine: OcrEngine, signal?: AbortSignal): Promise<TextLine[]> {
  if (straight.blank) return [];
  const { image, quads } = straight;
  return engine.read(image, { ...(quads ? { quads, cutFrom: cutFromSource(straight) } : {}), ...(signal ? { signal } : {}) });
}

/** Lines in reading order; none for an empty page. */
export async function readPage(page: PreparedPage, engine: OcrEngine, options: ReadOptions = {}): Promise<TextLine[]> {
  const { image, preparation, quads } = page;
  const { signal, secondOpinion } = options;
  if (preparation.blank) return [];
  const first = await (options.first ?? engine.read(image, { ...(quads ? { quads } : {}), ...(signal ? { signal } : {}) }));
  const lost = (quads ?? []).filter((quad) => !first.some((line) => isInside(quad, centre(line.quad))));
  const better = await readDoubtfulLines({ image, seals: preparation.seals }, engine, first, lost, signal);
  const best = sortInReadingOrder(await readCardsAgain(page, engine, better, signal));
  return secondOpinion ? secondOpinion(best, image, signal) : best;
}

const centre = ([a, , c]: Quad): [number, number] => [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2];
