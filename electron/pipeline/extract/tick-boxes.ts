/** Reads groups of tick boxes (□是 ☑否): by the boxes found on the page, else from what OCR makes of them. */
import type { TickBox } from '#shared/page.ts';
import type { Cell } from '#shared/text-layout/cell.ts';
import type { Reading } from './reading.ts';

const ticked = /[☑☒√✓✔■●Vv回图]/u;
const empty = /[□☐口囗ロ○O0〇]/u;

type Option = { text: string; cells: readonly Cell[]; mark: 'ticked' | 'empty' | 'none'; boxed?: true };

/** A longer option that contains the text is not the text (食品销售 in 食品销售经营者). */
function findOption(cells: readonly Cell[], text: string, options: readonly string[]): Option | null {
  const run = cells.map(({ char }) => char).join('');
  const plain = text.normalize('NFKC');
  const longer = options.map((option) => option.normalize('NFKC')).filter((option) => option !== plain && option.includes(plain));
  for (let at = run.indexOf(plain); at >= 0; at = run.indexOf(plain, at + 1)) {
    const inLonger = longer.some((option) => run.startsWith(option, at - option.indexOf(plain)));
    if (inLonger) continue;
    const before = run[at - 1] ?? '';
    const mark = ticked.test(before) ? 'ticked' : empty.test(before) ? 'empty' : 'none';
    return { text, cells: cells.slice(at, at + plain.length), mark };
  }
  return null;
}

const startOf = ({ cells }: Option): number => cells[0]?.x0 ?? 0;

/**
 * The options of one line take the boxes of that line from left to right. Where a character stands is only estimated, hence the
 * order counts, and only when there are as many boxes as options.
 */
function withBoxes(options: readonly Option[], boxes: readonly TickBox[]): Option[] {
  return [...Map.groupBy(options, ({ cells }) => cells[0]?.line).values()].flatMap((line) => {
    const [first] = line;
    const cell = first?.cells[0];
    if (!cell) return line;
    const middle = (cell.y0 + cell.y1) / 2;
    const height = cell.y1 - cell.y0;
    const left = Math.min(...line.map(startOf)) - 2.2 * height;
    const right = Math.max(...line.map(({ cells }) => cells.at(-1)?.x1 ?? 0)) + height;
    const own = boxes
      .filter(({ box: [x, y, , boxHeight] }) => x >= left && x <= right && Math.abs(y + boxHeight / 2 - middle) < 0.5 * height)
      .toSorted((a, b) => a.box[0] - b.box[0]);
    if (own.length !== line.length) return line;
    return line
      .toSorted((a, b) => startOf(a) - startOf(b))
      .map((option, index): Option => ({ ...option, mark: own[index]?.ticked ? 'ticked' : 'empty', boxed: true }));
  });
}

/**
 * The option with a ticked box. Engines drop ticked boxes more often than empty ones, so one option without a mark
 * among empty boxes is a guess; when nothing tells them apart the value stays empty and a person looks.
 */
export function readTickBoxes(
  cells: readonly Cell[],
  options: readonly string[],
  found: Reading['found'],
  boxes: readonly TickBox[] = [],
): Reading | null {
  const seen = withBoxes(
    options.flatMap((text) => findOption(cells, text, options) ?? []),
    boxes,
  );
  if (seen.length === 0) return null;
  const marked = seen.filter(({ mark }) => mark === 'ticked');
  const unmarked = seen.filter(({ mark }) => mark === 'none');
  const guessed = unmarked.length === 1 && seen.length === options.length ? unmarked : [];
  const chosen = marked.length === 1 ? marked[0] : marked.length === 0 ? guessed[0] : undefined;
  const shown = chosen?.cells ?? seen.flatMap((option) => option.cells);
  const left = Math.min(...shown.map(({ x0 }) => x0));
  const top = Math.min(...shown.map(({ y0 }) => y0));
  const right = Math.max(...shown.map(({ x1 }) => x1));
  const bottom = Math.max(...shown.map(({ y1 }) => y1));
  return {
    raw: chosen?.text ?? '',
    cells: shown,
    box: [Math.round(left), Math.round(top), Math.round(right - left), Math.round(bottom - top)],
    found,
    byTextOnly: !chosen?.boxed,
    unclear: !chosen || chosen.mark !== 'ticked' || seen.length < options.length,
  };
}
