/**
 * Counts wrong characters of an OCR result against the lines that were printed, whatever order the reader gives them in.
 *
 * The reader's text is one stream without white space. Every printed line takes the stretch of the stream that differs least
 * from it (edits: wrong, missing and extra characters inside the stretch), and no character of the stream serves twice.
 * Longer lines choose before shorter ones and exact matches before near ones; lines of one to three characters choose last of all,
 * because they stand inside many a longer line.
 * A line that nothing resembles counts as missing as a whole. What no line took (seals, handwriting, noise) is counted apart.
 */

export type CharacterErrors = {
  /** Characters printed. */
  characters: number;
  /** Wrong, missing, and extra characters inside lines. */
  errors: number;
  /** Characters that the reader gave and no printed line took. */
  extra: number;
};

/** Width, white space, quotation marks, dashes and middle dots do not count as differences; nor do drawn tick boxes. */
export function normalText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s☐☑☒□■√✓]/gu, '')
    .replace(/[“”„〝〞]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/[—–―‐‑−]/g, '-')
    .replace(/[•・‧∙]/g, '·')
    .replace(/〜/g, '~');
}

/** A stretch that differs from its line in more than this share is another text. */
const worstShare = 0.6;
const taken = '\0';
/** From this length on a line hardly stands inside another one by chance. */
const surelyOwn = 4;

export function countCharacterErrors(printed: readonly string[], read: readonly string[]): CharacterErrors {
  const stream = [...read.map(normalText).join('')];
  const lines = printed.map((line) => [...normalText(line)]).filter((line) => line.length > 0);
  const byLength = lines.toSorted((a, b) => b.length - a.length);
  const { long = [], short = [] } = Object.groupBy(byLength, ({ length }) => (length >= surelyOwn ? 'long' : 'short'));
  const errors = takeAll(stream, long) + takeAll(stream, short);
  return {
    characters: lines.reduce((sum, line) => sum + line.length, 0),
    errors,
    extra: stream.filter((character) => character !== taken).length,
  };
}

/** @param lines longest first */
function takeAll(stream: string[], lines: readonly string[][]): number {
  const rest = lines.filter((line) => !takeExact(stream, line));
  return rest.reduce((sum, line) => sum + takeNearest(stream, line), 0);
}

function takeExact(stream: string[], line: readonly string[]): boolean {
  for (let start = 0; start + line.length <= stream.length; start++) {
    if (!line.every((character, index) => stream[start + index] === character)) continue;
    stream.fill(taken, start, start + line.length);
    return true;
  }
  return false;
}

/** Edits between the line and the nearest free stretch, which is taken; the line's length when none is near. */
function takeNearest(stream: string[], line: readonly string[]): number {
  const { edits, start, end } = nearestStretch(stream, line);
  if (edits > line.length * worstShare) return line.length;
  stream.fill(taken, start, end);
  return edits;
}

/** Edit distance with a free start and end in the stream (Sellers 1980), column by column; taken characters are walls. */
function nearestStretch(stream: readonly string[], line: readonly string[]): { edits: number; start: number; end: number } {
  const rows = line.length;
  let edits = Array.from({ length: rows + 1 }, (_, row) => row);
  let starts = new Array<number>(rows + 1).fill(0);
  let best = { edits: rows, start: 0, end: 0 };
  for (const [index, character] of stream.entries()) {
    const nextEdits = [0];
    const nextStarts = [index + 1];
    const wall = character === taken;
    for (let row = 1; row <= rows; row++) {
      const across = wall ? Infinity : edits[row - 1]! + (line[row - 1] === character ? 0 : 1);
      const extra = wall ? Infinity : edits[row]! + 1;
      const missing = nextEdits[row - 1]! + 1;
      const least = Math.min(across, extra, missing);
      nextEdits.push(least);
      nextStarts.push(least === across ? starts[row - 1]! : least === extra ? starts[row]! : nextStarts[row - 1]!);
    }
    [edits, starts] = [nextEdits, nextStarts];
    if (edits[rows]! < best.edits) best = { edits: edits[rows]!, start: starts[rows]!, end: index + 1 };
  }
  return best;
}
