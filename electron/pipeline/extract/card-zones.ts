/** Reads values from their fixed places on the face of a card, where blur or glare has taken the printed label. */
import { inverse, projectPoint, rectangleToQuad } from '../../../models/image/projection.ts';
import type { Projection } from '../../../models/image/projection.ts';
import { isInside } from '../../../models/image/quad-shape.ts';
import type { DocumentType } from '#shared/document-types/index.ts';
import type { Preparation, Quad, Side } from '#shared/page.ts';
import type { Row } from '#shared/text-layout/rows.ts';
import type { Cell } from '#shared/text-layout/cell.ts';

type Face = DocumentType['faces'][number];

/** A face that lies on the page: `toFace` takes pixels to shares of its width and height. */
export type PlacedFace = { face: Face; toFace: Projection };

/** Proportions of a page that is nothing but the card may be so far off. */
const ratioTolerance = 0.025;
/** Of a page that is the card itself; where the resolution is known, a larger one is a sheet on which the card lies. */
const maxEnlarged = 1.25;

const centre = ({ x0, x1, y0, y1 }: Cell): [number, number] => [(x0 + x1) / 2, (y0 + y1) / 2];

function pageQuad({ widthPx, heightPx }: Preparation): Quad {
  return [
    [0, 0],
    [widthPx, 0],
    [widthPx, heightPx],
    [0, heightPx],
  ];
}

/** A scan or photo that was cut along the card's edges. */
function isWholePage({ widthPx, heightPx, dpi, outline }: Preparation, { widthMm, heightMm }: Face): boolean {
  const ratio = widthPx / Math.max(1, heightPx) / (widthMm / heightMm);
  if (Math.abs(ratio - 1) > ratioTolerance) return false;
  return dpi === null || outline !== undefined || (widthPx / dpi) * 25.4 <= maxEnlarged * widthMm;
}

/** Printed labels that were read on this card tell which face it shows. */
function showsFace(face: Face, quad: Quad, type: DocumentType, labels: readonly { label: string; cell: Cell }[]): number {
  const own = new Set(
    type.fields
      .filter(({ key, sides }) => key in face.zones || (face.side !== null && sides.includes(face.side)))
      .flatMap((field) => field.labels),
  );
  return labels.filter(({ label, cell }) => own.has(label) && isInside(quad, centre(cell))).length;
}

/**
 * @param labels that were read, each with its first cell
 * @returns none for types without fixed places, and where no card is told from the page
 */
export function placeFaces(
  type: DocumentType,
  side: Side | null,
  preparation: Preparation,
  labels: readonly { label: string; cell: Cell }[],
): PlacedFace[] {
  const wanted = type.faces.filter((face) => face.side === null || side === null || side === 'both' || face.side === side);
  if (wanted.length === 0) return [];
  const cards = preparation.cards ?? [];
  const whole = cards.length === 0 ? wanted.filter((face) => isWholePage(preparation, face)) : [];
  const places = cards.length > 0 ? cards.map(({ quad }) => quad) : whole.length > 0 ? [pageQuad(preparation)] : [];
  return places.flatMap((quad): PlacedFace[] => {
    const candidates = cards.length > 0 ? wanted : whole;
    const [best, second] = candidates
      .map((face) => ({ face, hits: showsFace(face, quad, type, labels) }))
      .toSorted((a, b) => b.hits - a.hits);
    // Of two faces one has to show itself by a label.
    if (!best || (second && best.hits <= second.hits)) return [];
    return [{ face: best.face, toFace: inverse(rectangleToQuad(1, 1, quad)) }];
  });
}

/** What stands in the place of this field on one of the faces, line by line; labels left out. */
export function zoneCells(faces: readonly PlacedFace[], key: string, rows: readonly Row[], labelCells: ReadonlySet<Cell>): Cell[] {
  for (const { face, toFace } of faces) {
    const zone = face.zones[key];
    if (!zone) continue;
    const [left, top, right, bottom] = zone;
    const inside = rows.flatMap(({ cells }) =>
      cells.filter((cell) => {
        const [x, y] = projectPoint(toFace, centre(cell));
        return x >= left && x <= right && y >= top && y <= bottom && !labelCells.has(cell);
      }),
    );
    if (inside.length > 0) return inside;
  }
  return [];
}
