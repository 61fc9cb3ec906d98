/** Sends what was written by hand to a person: recognition was measured on print, and a hand is read with other mistakes. */
import { isHandwritten } from '../../../models/image/handwriting.ts';
import type { PixelImage } from '../../../models/image/pixel-image.ts';
import { findDocumentType } from '#shared/document-types/index.ts';
import type { Box, Field, TextLine } from '#shared/page.ts';
import { warningProblem } from '#shared/validators/validator.ts';
import { handwritingThresholds } from './thresholds.ts';

const { lines: maxLines, width: maxWidth, overlap: minOverlap, rim: margin } = handwritingThresholds;

const spanOf = ({ quad }: TextLine): { left: number; top: number; right: number; bottom: number } => {
  const [xs, ys] = [quad.map(([x]) => x), quad.map(([, y]) => y)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
};

/** The parts of the value's box in which its lines stand. */
function linesOf([x, y, width, height]: Box, lines: readonly TextLine[]): Box[] {
  const parts = lines.map(spanOf).flatMap(({ left, top, right, bottom }): Box[] => {
    const [from, to] = [Math.max(left, x), Math.min(right, x + width)];
    const inside = Math.min(bottom, y + height) - Math.max(top, y);
    if (to - from < (bottom - top) / 2 || inside < minOverlap * (bottom - top)) return [];
    const rim = margin * (bottom - top);
    return [[from, top - rim, Math.min(to - from, maxWidth * (bottom - top)), bottom - top + 2 * rim]];
  });
  return parts.slice(0, maxLines);
}

/** Height of the usual line of the page; null for pages with little text. */
function usualHeight(lines: readonly TextLine[]): number | null {
  const heights = lines
    .filter(({ text }) => text.length >= 3)
    .map(spanOf)
    .map(({ top, bottom }) => bottom - top)
    .sort((a, b) => a - b);
  return heights.length < 3 ? null : (heights[Math.floor(heights.length / 2)] ?? null);
}

/** @param image the prepared page on which lines and boxes lie */
export function markHandwriting(fields: readonly Field[], image: PixelImage, lines: readonly TextLine[], documentType: string): Field[] {
  if (findDocumentType(documentType)?.printedOnly) return [...fields];
  const printHeightPx = usualHeight(lines);
  return fields.map((field): Field => {
    if (!field.box || field.value === '') return field;
    const written = linesOf(field.box, lines).some((box) => isHandwritten(image, box, printHeightPx) === true);
    return written ? { ...field, status: 'review', problems: [...field.problems, warningProblem('field.handwritten')] } : field;
  });
}
