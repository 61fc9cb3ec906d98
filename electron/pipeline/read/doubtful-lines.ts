/** Reads lines again of which the engine is unsure: without the colour of a seal over them, or with their contrast stretched. */
import { measureContrast, stretchContrast } from '../../../models/image/contrast.ts';
import { cropImage } from '../../../models/image/crop.ts';
import type { PixelImage } from '../../../models/image/pixel-image.ts';
import { quadSides } from '../../../models/image/quad-shape.ts';
import { withMargin, withoutSealInk } from '../../../models/image/seal.ts';
import type { OcrEngine } from '../../../models/ocr/engine.ts';
import type { Box, Quad, Seal, TextLine } from '#shared/page.ts';

/*
 * Enlarging a line before it is read was tried and dropped: the engine takes its 48 pixels from the full page anyway, and drawn
 * lines of 5 to 9 pixels read no better. What helps at a higher resolution is a second search, which the engine does itself.
 */

/** One character below this makes a line doubtful: a wrong one among many hardly lowers the mean. */
const sureCharacter = 0.9;
/** Bounds the time for pages that are bad as a whole: a person sees those anyway. */
const maxPaleLines = 8;
/** Print that differs from its paper by less (of 255 levels) is stretched. */
const lowContrast = 70;
/** Around a line's box, as a share of its height: the paper that the stretch is measured on. */
const marginShare = 0.4;

type Page = { image: PixelImage; seals: readonly Seal[] };

/**
 * The same lines, some with a reading of which the engine is surer. Pages that were read well cost nothing.
 * @param lost quads of which nothing was read; they are tried where their contrast is low
 */
export async function readDoubtfulLines(
  { image, seals }: Page,
  engine: OcrEngine,
  lines: readonly TextLine[],
  lost: readonly Quad[] = [],
  signal?: AbortSignal,
): Promise<TextLine[]> {
  const best = await readWithoutSeals({ image, seals }, engine, lines, signal);
  const pale = best.filter((line) => isDoubtful(line) && isPale(image, line.quad)).slice(0, maxPaleLines);
  const again = new Map<TextLine, TextLine>();
  for (const line of pale) {
    const second = await readStretched(image, engine, line.quad, signal);
    if (second && second.confidence > line.confidence) again.set(line, second);
  }
  const found: TextLine[] = [];
  for (const quad of lost.filter((candidate) => isPale(image, candidate)).slice(0, maxPaleLines - pale.length)) {
    const line = await readStretched(image, engine, quad, signal);
    if (line && !isDoubtful(line)) found.push(line);
  }
  return [...best.map((line) => again.get(line) ?? line), ...found];
}

const isDoubtful = ({ confidence, characterConfidences }: TextLine) =>
  Math.min(confidence, ...(characterConfidences ?? [])) < sureCharacter;

/** Whether the print in the quad hardly differs from its paper. */
const isPale = (image: PixelImage, quad: Quad): boolean => measureContrast(cropImage(image, boundsOf(quad))) < lowContrast;

async function readWithoutSeals({ image, seals }: Page, engine: OcrEngine, lines: readonly TextLine[], signal?: AbortSignal) {
  const marked = seals.map(({ box, colour }) => ({ colour, box: withMargin(box) }));
  const doubtful = lines.filter((line) => isDoubtful(line) && marked.some(({ box }) => touches(line.quad, box)));
  if (doubtful.length === 0) return [...lines];
  // Only the part with these lines is copied: a page has tens of megabytes.
  const part = around(doubtful.map(({ quad }) => boundsOf(quad, quadSides(quad).height * marginShare)));
  const [left, top] = [Math.max(0, Math.floor(part[0])), Math.max(0, Math.floor(part[1]))];
  const moved = marked.map(({ colour, box: [x, y, width, height] }) => ({ colour, box: [x - left, y - top, width, height] as Box }));
  const again = await engine.read(withoutSealInk(cropImage(image, part), moved), {
    quads: doubtful.map(({ quad }) => shifted(quad, -left, -top)),
    ...(signal ? { signal } : {}),
  });
  const read = again.map((line) => ({ ...line, quad: shifted(line.quad, left, top) }));
  return lines.map((line) => {
    const second = doubtful.includes(line) ? read.find(({ quad }) => sameCentre(quad, line.quad)) : undefined;
    return second && second.confidence > line.confidence ? second : line;
  });
}

async function readStretched(image: PixelImage, engine: OcrEngine, quad: Quad, signal?: AbortSignal): Promise<TextLine | null> {
  const box = boundsOf(quad, quadSides(quad).height * marginShare);
  const [left, top] = [Math.max(0, Math.floor(box[0])), Math.max(0, Math.floor(box[1]))];
  const [line] = await engine.read(stretchContrast(cropImage(image, box)), {
    quads: [shifted(quad, -left, -top)],
    ...(signal ? { signal } : {}),
  });
  return line ? { ...line, quad: shifted(line.quad, left, top) } : null;
}

const shifted = (quad: Quad, dx: number, dy: number): Quad => quad.map(([x, y]) => [x + dx, y + dy]) as Quad;

function boundsOf(quad: Quad, margin = 0): Box {
  const xs = quad.map((corner) => corner[0]);
  const ys = quad.map((corner) => corner[1]);
  const [x, y] = [Math.min(...xs) - margin, Math.min(...ys) - margin];
  return [x, y, Math.max(...xs) + margin - x, Math.max(...ys) + margin - y];
}

function around(boxes: readonly Box[]): Box {
  const [left, top] = [Math.min(...boxes.map(([x]) => x)), Math.min(...boxes.map(([, y]) => y))];
  const right = Math.max(...boxes.map(([x, , width]) => x + width));
  return [left, top, right - left, Math.max(...boxes.map(([, y, , height]) => y + height)) - top];
}

function touches(quad: Quad, [x, y, width, height]: Box): boolean {
  const [left, top, lineWidth, lineHeight] = boundsOf(quad);
  return left < x + width && left + lineWidth > x && top < y + height && top + lineHeight > y;
}

const centre = ([a, , c]: Quad) => [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2] as const;
function sameCentre(one: Quad, other: Quad): boolean {
  const [x, y] = centre(one);
  const [otherX, otherY] = centre(other);
  return Math.hypot(x - otherX, y - otherY) < 1;
}
