/** Reads groups of tick boxes (□是 ☑否) from what OCR makes of the boxes. */
import type { Cell } from '#shared/text-layout/rows.ts';
import type { Reading } from './read-field.ts';

const ticked = /[☑☒√✓✔■●Vv回图]/u;
const empty = /[□☐口囗ロ○O0〇]/u;

type Option = { text: string; cells: readonly Cell[]; mark: 'ticked' | 'empty' | 'none' };

function findOption(cells: readonly Cell[], text: string): Option | null {
  const run = cells.map(({ char }) => char).join('');
  const at = run.indexOf(text.normalize('NFKC'));
  if (at < 0) return null;
  const before = run[at - 1] ?? '';
  const mark = ticked.test(before) ? 'ticked' : empty.test(before) ? 'empty' : 'none';
  return { text, cells: cells.slice(at, at + text.length), mark };
}

/**
 * The option with a ticked box. Engines drop ticked boxes more often than empty ones, so one option without a mark
 * among empty boxes is a guess; when nothing tells them apart the value stays empty. Never sure: a person looks.
 */
export function readTickBoxes(cells: readonly Cell[], options: readonly string[], found: Reading['found']): Reading | null {
  const seen = options.flatMap((text) => findOption(cells, text) ?? []);
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
    unclear: !chosen || chosen.mark !== 'ticked',
  };
}
