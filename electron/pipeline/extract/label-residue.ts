/** Keeps the words of a form out of the values: empty slots stay empty, and a value ends where the next label begins. */
import { formWordAt, isOnlyFormWords } from '#shared/document-types/form-words.ts';
import type { FieldDefinition } from '#shared/document-types/index.ts';
import type { Cell } from '#shared/text-layout/cell.ts';
import type { Row } from '#shared/text-layout/rows.ts';
import type { LabelHit } from './label-hit.ts';

/** Shorter words may begin or end an address or the name of a company. */
const longWord = 3;
/** In running text only these are surely a label. */
const surelyLabel = 4;

const textOf = (cells: readonly Cell[]): string => cells.map(({ char }) => char).join('');

/** Names of people; organisations and their signers may be either. */
const isPerson = ({ validators }: FieldDefinition): boolean => validators.includes('person-name');
const isName = (field: FieldDefinition): boolean => isPerson(field) || field.onSeal || /(?:[nN]ame|signer|issuer)$/.test(field.key);

/** Titles are made of such words, boxes to tick are not read as text, and what the type lists as usual is a value. */
const isExempt = ({ labels, anywhere, options, usual }: FieldDefinition, text: string): boolean =>
  options.length > 0 || (labels.length === 0 && anywhere.length > 0) || usual.includes(text);

/** True for the words that follow an empty slot. */
export function isEmptySlot(field: FieldDefinition, cells: readonly Cell[]): boolean {
  const text = textOf(cells).replace(/^[^\p{L}\p{N}]+/u, '');
  if (isExempt(field, text) || !/[\p{L}]/u.test(text)) return false;
  if (isOnlyFormWords(text)) return true;
  if (field.reach !== 'line' && !isName(field)) return false;
  const joined = /^[系为的]/u.test(text) ? 1 : 0;
  return formWordAt(text, joined, isName(field) ? 2 : longWord) > 0 && !isWordOfName(field, text);
}

/** 时间, 项目 … begin the name of a company rightly; what ends in the kind of an organisation is one. */
const organization = /(?:公司|合作社|经营部|商行|店|厂|中心|工作室|事务所|馆|学校|医院|委员会|局|站|部|所|社|会|厅|府)(?:\([^)]*\))?$/u;
const isWordOfName = (field: FieldDefinition, text: string): boolean =>
  !isPerson(field) && organization.test(text) && formWordAt(text, 0, longWord) === 0;

/** The value without the words of the next label; `row` tells what goes on behind it. */
export function withoutNextLabel(field: FieldDefinition, cells: readonly Cell[], row: Row | undefined): readonly Cell[] {
  if (field.accept === 'never' || isExempt(field, textOf(cells)) || field.reach === 'prose') return cells;
  const at = row && cells.length > 0 ? row.cells.indexOf(cells.at(-1) as Cell) : -1;
  const behind = at < 0 || !row ? [] : row.cells.slice(at + 1, at + 1 + surelyLabel);
  const text = textOf([...cells, ...behind]);
  const least = isPerson(field) ? 2 : isName(field) ? longWord : surelyLabel;
  for (let index = 2; index < cells.length; index += 1) if (formWordAt(text, index, least) > 0) return cells.slice(0, index);
  return cells;
}

/** 委托单位名称 is the label 委托单位 with a word more; no value begins so. */
const labelTail = /^(?:名称|姓名|全称|\(名称\))[:_]*(?=\p{Script=Han}{2})/u;

/** The value without the end of its own label, told by the characters before it: 名 称某某店. */
export function withoutOwnLabel(field: FieldDefinition, cells: readonly Cell[], row: Row | undefined): readonly Cell[] {
  const first = cells[0];
  const at = row && first ? row.cells.indexOf(first) : -1;
  if (!row || at <= 0) return cells;
  const tail = field.options.length > 0 ? null : labelTail.exec(textOf(cells));
  if (tail) return cells.slice(tail[0].length);
  for (const label of field.labels)
    for (let inside = 1; inside < Math.min(label.length, cells.length); inside += 1)
      if (at - label.length + inside >= 0 && textOf(row.cells.slice(at - label.length + inside, at + inside)) === label)
        return cells.slice(inside);
  return cells;
}

/** Wider than this in line heights, a gap behind the first character parts it from the rest. */
const wideGap = 0.6;

/** True when the value may begin with what is left of its label: 称, 所, 型 after a label that was read in part, or standing apart. */
export function mayHoldResidue({ labels }: FieldDefinition, cells: readonly Cell[], hit: LabelHit | null): boolean {
  const [first, second] = cells;
  if (!first || !second || !labels.some((label) => label.endsWith(first.char))) return false;
  return (hit !== null && hit.wrong > 0) || second.x0 - first.x1 > wideGap * (first.y1 - first.y0);
}
