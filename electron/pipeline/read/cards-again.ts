/** Reads the cards of a sheet again, each made flat, where their lines on the sheet were unsure. */
import { projectPoint, rectangleToQuad } from '../../../models/image/projection.ts';
import { isInside } from '../../../models/image/quad-shape.ts';
import { rectifyCard } from '../../../models/image/rectify.ts';
import type { OcrEngine } from '../../../models/ocr/engine.ts';
import type { Card, Quad, TextLine } from '#shared/page.ts';
import type { PreparedPage } from '../prepare.ts';

/** A card with a line below this is read again. */
const sureLine = 0.9;
/** Both sides of one card, and perhaps of a second; more are a picture of something else. */
const maxCards = 4;
/** What was read with less says nothing about which of two readings is the better one. */
const readable = 0.6;

/** The same lines, those of a card replaced where it reads better by itself. Sheets without cards, or with sure ones, cost nothing. */
export async function readCardsAgain(
  { image, preparation }: PreparedPage,
  engine: OcrEngine,
  lines: readonly TextLine[],
  signal?: AbortSignal,
): Promise<TextLine[]> {
  let best = [...lines];
  for (const card of (preparation.cards ?? []).slice(0, maxCards)) {
    const own = best.filter(({ quad }) => isInside(card.quad, centre(quad)));
    if (own.length > 0 && own.every(({ confidence }) => confidence >= sureLine)) continue;
    const again = await readFlat(image, card, engine, signal);
    if (worth(again) > worth(own)) best = [...best.filter((line) => !own.includes(line)), ...again];
  }
  return best;
}

const centre = ([a, , c]: Quad): [number, number] => [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2];

/** Characters, each as far as it is sure. */
const worth = (lines: readonly TextLine[]) =>
  lines.reduce((sum, { text, confidence }) => sum + (confidence >= readable ? [...text].length * confidence : 0), 0);

async function readFlat(image: PreparedPage['image'], { quad: corners }: Card, engine: OcrEngine, signal?: AbortSignal) {
  const flat = await rectifyCard(image, corners);
  const toPage = rectangleToQuad(flat.widthPx, flat.heightPx, corners);
  const lines = await engine.read(flat, signal ? { signal } : {});
  return lines.map((line) => ({ ...line, quad: line.quad.map((corner) => projectPoint(toPage, corner)) as Quad }));
}
