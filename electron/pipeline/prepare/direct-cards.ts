/** Finds out which way up each card of a sheet lies: the two sides of a copy are often laid differently. */
import type { PixelImage } from '../../../models/image/pixel-image.ts';
import { startAt } from '../../../models/image/level-page.ts';
import { isInside, quadSides } from '../../../models/image/quad-shape.ts';
import type { TextFinder } from '../../../models/ocr/engine.ts';
import type { Card, Quad, Rotation } from '#shared/page.ts';

/** The corner that is the card's own top left, when the card has to be turned clockwise to be read. */
const firstCorner: Record<Rotation, number> = { 0: 0, 90: 3, 180: 2, 270: 1 };
/** Surer than a guess between two directions. */
const sureTurn = 0.6;
/** Fewer lines say nothing. */
const minLines = 2;

/**
 * @param cards with corners clockwise from the top left as they lie on `image`
 * @param lines text lines of `image`
 */
export async function directCards(cards: readonly Card[], image: PixelImage, lines: readonly Quad[], finder: TextFinder): Promise<Card[]> {
  const directed: Card[] = [];
  for (const card of cards) {
    const own = lines.filter(([a, , c]) => isInside(card.quad, [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2]));
    const turn = own.length < minLines ? null : await finder.findReadingTurn(image, own);
    directed.push({ ...card, quad: directedQuad(card.quad, turn && turn.confidence >= sureTurn ? turn.rotationCw : null) });
  }
  return directed;
}

/** Text runs along the long side, whatever a doubtful reading says. */
function directedQuad(quad: Quad, turn: Rotation | null): Quad {
  const { width, height } = quadSides(quad);
  const lies = width >= height;
  if (turn !== null && (turn % 180 === 0) === lies) return startAt(quad, firstCorner[turn]);
  return lies ? quad : startAt(quad, firstCorner[90]);
}
