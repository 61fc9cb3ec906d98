/** The rows of a page that may carry labels and values: noise of seals, textures and minority script left out. */
import type { DocumentType } from '#shared/document-types/index.ts';
import type { Preparation, TextLine } from '#shared/page.ts';
import type { Row } from '#shared/text-layout/rows.ts';
import type { Cell } from '#shared/text-layout/cell.ts';

/** Lines read with less than this are noise. */
const minConfidence = 0.5;
/** One or two characters read with less are specks and ornaments. */
const minShortConfidence = 0.65;
/** Inside a seal the ring's characters are read in all directions, and badly. */
const minConfidenceInSeal = 0.75;
/** Lines that show where the text of the page stands; lone label characters are shorter but stand within. */
const longLine = 4;
const minLongLines = 4;

type Range = { left: number; right: number };

function rangeOf(line: TextLine): Range {
  const xs = line.quad.map(([x]) => x);
  return { left: Math.min(...xs), right: Math.max(...xs) };
}

/** Zhuang and other script in Latin letters beside the Chinese; numbers and mixed lines stay. */
function isLatin(text: string): boolean {
  const plain = text.replace(/\s/g, '');
  const letters = plain.match(/[A-Za-z]/g)?.length ?? 0;
  return letters >= 4 && letters / plain.length > 0.7 && !/\d{6}|\p{Script=Han}/u.test(plain);
}

/** Columns of the running text; null on cards and other pages without long lines. */
function textRange(lines: readonly TextLine[]): Range | null {
  const long = lines.filter(({ text }) => text.length >= longLine).map(rangeOf);
  if (long.length < minLongLines) return null;
  return { left: Math.min(...long.map(({ left }) => left)), right: Math.max(...long.map(({ right }) => right)) };
}

/** One or two characters beyond the text columns: what a seam seal or a punch hole leaves at the edge. */
function isMarginal(line: TextLine, range: Range | null): boolean {
  if (!range || [...line.text.trim()].length > 2) return false;
  const { left, right } = rangeOf(line);
  return left > range.right || right < range.left;
}

function isSealNoise(line: TextLine, preparation: Preparation): boolean {
  if (line.confidence >= minConfidenceInSeal) return false;
  const { left, right } = rangeOf(line);
  const ys = line.quad.map(([, y]) => y);
  const [x, y] = [(left + right) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
  return preparation.seals.some(({ box: [sx, sy, width, height] }) => x >= sx && x <= sx + width && y >= sy && y <= sy + height);
}

/** Lines that may carry labels and values. */
export function readableLines(lines: readonly TextLine[], preparation: Preparation, type: DocumentType): TextLine[] {
  const range = textRange(lines);
  return lines.filter(
    (line) =>
      line.confidence >= (line.text.trim().length <= 2 ? minShortConfidence : minConfidence) &&
      !(type.dropLatin && isLatin(line.text)) &&
      !isMarginal(line, range) &&
      !isSealNoise(line, preparation),
  );
}

/** Gap in line heights that separates neighbouring cells of a row. */
const blockGap = 1.2;

/** Runs of characters of a row without a wide gap. */
export function blocksOf(row: Row): Cell[][] {
  const blocks: Cell[][] = [];
  for (const cell of row.cells) {
    const block = blocks.at(-1);
    const last = block?.at(-1);
    if (block && last && cell.x0 - last.x1 < blockGap * row.height) block.push(cell);
    else blocks.push([cell]);
  }
  return blocks;
}
