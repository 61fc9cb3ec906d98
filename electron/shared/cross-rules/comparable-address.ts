/** The form in which addresses are compared: one spelling of house, building, floor and room numbers. Never shown. */
import { comparable } from '../same-value.ts';

const numerals = '零一二三四五六七八九';
/** What is counted; a numeral elsewhere belongs to a name (五一路). */
const counted = '(?=层|楼|栋|座|单元|号|室|房|铺|组)';
const tens = new RegExp(`([一二三四五六七八九]?)十([一二三四五六七八九]?)${counted}`, 'g');
const ones = new RegExp(`[零一二三四五六七八九]${counted}`, 'g');

function plainNumbers(text: string): string {
  return text
    .replace(/第(?=[零一二三四五六七八九十\d])/g, '')
    .replace(tens, (_, left: string, right: string) =>
      String((left === '' ? 1 : numerals.indexOf(left)) * 10 + Math.max(0, numerals.indexOf(right || '零'))),
    )
    .replace(ones, (digit) => String(numerals.indexOf(digit)));
}

/** In this order: 3号楼 is a building, 3楼 a floor. */
const spellings: readonly [RegExp, string][] = [
  [/号(?:楼|栋|座)/g, '栋'],
  [/(?<=[\dA-Z])座/g, '栋'],
  [/(?<=\d)楼/g, '层'],
  [/商铺|铺面|门面|铺位/g, '铺'],
  [/(?<=[\dA-Z])号?(?:铺号|铺)/g, '铺'],
  [/(?<=[\dA-Z])号?(?:房间|房号|房|室)/g, '室'],
  [/(?<!\d)0+(?=\d)/g, ''],
];

const onePass = (text: string): string => spellings.reduce((now, [from, to]) => now.replace(from, to), plainNumbers(text));

/** One pass may make room for another (3号商铺 → 3号铺 → 3铺); each replacement shortens or settles, so it ends. */
export function comparableAddress(value: string): string {
  let text = comparable(value);
  for (;;) {
    const next = onePass(text);
    if (next === text) return text;
    text = next;
  }
}
