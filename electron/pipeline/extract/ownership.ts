/** Whose number it is: on a form with several people a valid number belongs to the person whose label or name stands before it. */
import type { DocumentType, FieldDefinition } from '#shared/document-types/index.ts';
import { formWordAt, isOnlyFormWords } from '#shared/document-types/form-words.ts';
import { readIdNumber } from '#shared/validators/id-number.ts';
import type { Cell } from '#shared/text-layout/cell.ts';
import type { Row } from '#shared/text-layout/rows.ts';
import { blocksOf } from './page-rows.ts';

/** `unclear`: nothing says that it is somebody else's, but nothing says whose it is either. */
export type Owner = 'own' | 'other' | 'unclear';

/** Words for people and parties on forms; the longest that stands at a place counts. */
const personWords = [
  '经办人 联系人 配偶 代理人 委托代理人 受托人 被委托人 受委托人 委托人 授权人 被授权人 指定代表 法定代表人 法人代表 负责人 承诺人 保证人 声明人 申请人',
  '见证人 证明人 监护人 担保人 共有人 所有人 产权人 权利人 义务人 户主 父亲 母亲 妻子 丈夫 儿子 女儿 出租方 承租方 出租人 承租人 甲方 乙方 房东 租客',
  '本人 兹委托 现委托 特委托 特授权 委托单位 授权单位 承诺单位 兹证明 兹有',
]
  .join(' ')
  .split(' ')
  .toSorted((a, b) => b.length - a.length);
/** With these the words mean the one who signs. */
const selfWords = ['本人'];
const certified = ['兹证明', '兹有'];

type Mention = { word: string; row: number; start: number; x: number };

/** 与委托人关系 and 上述受托人 tell of somebody without naming anybody. */
const isReference = (text: string, start: number, end: number): boolean =>
  /[与向由对]$|上述$|上列$/u.test(text.slice(0, start)) || /^(?:的|关系)/u.test(text.slice(end));

/** Of words that hold one another the longest: 受委托人 is no 委托人. */
function wordsIn(text: string): { word: string; start: number }[] {
  const found: { word: string; start: number }[] = [];
  for (let start = 0; start < text.length; start += 1) {
    const word = personWords.find((one) => text.startsWith(one, start));
    if (!word) continue;
    found.push({ word, start });
    start += word.length - 1;
  }
  return found;
}

const mentionsIn = (row: Row, index: number): Mention[] =>
  wordsIn(row.text)
    .filter(({ word, start }) => !isReference(row.text, start, start + word.length))
    .map(({ word, start }) => ({ word, row: index, start, x: row.cells[start]?.x0 ?? 0 }));

/** The person spoken of last before the cell; where two stand side by side, the one of its column. */
function lastMention(rows: readonly Row[], row: number, start: number): Mention | null {
  const same = mentionsIn(rows[row] as Row, row).findLast((one) => one.start < start);
  if (same) return same;
  const x = rows[row]?.cells[start]?.x0 ?? 0;
  for (let index = row - 1; index >= 0; index -= 1) {
    const above = mentionsIn(rows[index] as Row, index);
    const beside = above.findLast((one) => one.x <= x + (rows[index]?.height ?? 0)) ?? above[0];
    if (beside) return isApart(rows[index] as Row, above) ? beside : (above.at(-1) ?? beside);
  }
  return null;
}

/** True when the words of a row stand in blocks of their own: columns, and no running text. */
const isApart = (row: Row, mentions: readonly Mention[]): boolean =>
  new Set(mentions.map(({ start }) => blocksOf(row).findIndex((cells) => cells.includes(row.cells[start] as Cell)))).size ===
  mentions.length;

/** A line or block that is nothing but two to four characters may be a name whose label cannot be read. */
const looksLikeName = (text: string): boolean => /^\p{Script=Han}{2,4}$/u.test(text) && !isOnlyFormWords(text) && formWordAt(text, 0) === 0;
const plain = (text: string): string => text.replace(/[^\p{Script=Han}]/gu, '');

/** Somebody without a readable label between the own word and the number. */
function strangerBetween(rows: readonly Row[], from: Mention, row: number, start: number, ownName: string): boolean {
  const isStranger = (text: string): boolean => looksLikeName(text) && (ownName === '' || !ownName.includes(text));
  for (let index = from.row + 1; index < row; index += 1)
    if (blocksOf(rows[index] as Row).some((cells) => isStranger(plain(cells.map(({ char }) => char).join(''))))) return true;
  if (from.row === row) return false;
  const before = (rows[row] as Row).text.slice(0, start);
  const label = [...before].findIndex((_, at) => formWordAt(before, at) > 0);
  return isStranger(plain(label < 0 ? before : before.slice(0, label)));
}

function ownWords(field: FieldDefinition, type: DocumentType, name: FieldDefinition | undefined): Set<string> {
  const section = type.sections.find(({ id }) => id === field.section)?.starts ?? [];
  const labels = name?.labels ?? [];
  const words = field.section ? section : labels;
  const own = words.flatMap((label) => wordsIn(label).map(({ word }) => word));
  const first = type.sections.length === 0 || type.slots[0] === name?.key;
  return new Set([
    ...own,
    ...(first ? selfWords : []),
    ...(type.sections.length === 0 ? [...certified, '申请人', '声明人', '保证人'] : []),
  ]);
}

/** The name that belongs to a number, and the first of the person slots of the type. */
function nameOfNumber(type: DocumentType, { key }: FieldDefinition): FieldDefinition | undefined {
  const prefix = key.replace(/[iI]dNumber$/, '');
  const names = type.slots.filter((slot) => !/[iI]dNumber$/.test(slot));
  return type.fields.find((field) => field.key === (names.find((slot) => prefix !== '' && slot.startsWith(prefix)) ?? names[0]));
}

/** True for a number of a person, on a type that tells its slots; credit codes belong to the party whose they are. */
export const isPersonalNumber = ({ slots, form }: DocumentType, { key }: FieldDefinition, text: string): boolean =>
  !form &&
  slots.includes(key) &&
  /[iI]dNumber$/.test(key) &&
  /^\d{17}[\dXx]$/.test(text) &&
  readIdNumber(text.toUpperCase())?.birthDate !== null;

/** @param names as they were read, by the keys of their fields */
export function ownerOf(
  rows: readonly Row[],
  cells: readonly Cell[],
  field: FieldDefinition,
  type: DocumentType,
  names: ReadonlyMap<string, readonly Cell[]>,
): Owner {
  const nameField = nameOfNumber(type, field);
  const name = names.get(nameField?.key ?? '') ?? [];
  const first = cells[0];
  const row = first ? rows.findIndex((one) => one.cells.includes(first)) : -1;
  if (!first || row < 0) return 'unclear';
  const start = rows[row]?.cells.indexOf(first) ?? 0;
  const ownName = name.map(({ char }) => char).join('');
  const mention = lastMention(rows, row, start);
  if (!mention) return ownName !== '' && standsBefore(rows, name, row, start) ? 'own' : 'unclear';
  if (!ownWords(field, type, nameField).has(mention.word)) return 'other';
  return strangerBetween(rows, mention, row, start, ownName) ? 'unclear' : 'own';
}

/** A name without a label counts where the number follows at once, in its own or the next line. */
function standsBefore(rows: readonly Row[], name: readonly Cell[], row: number, start: number): boolean {
  const last = name.at(-1) as Cell;
  const nameRow = rows.findIndex(({ cells }) => cells.includes(last));
  return nameRow === row ? (rows[row]?.cells.indexOf(last) ?? 0) < start : nameRow >= 0 && row - nameRow === 1;
}
