/** Chinese numerals of dates, in plain, capital and OCR-damaged writing. */

const digitForms: readonly [digit: string, forms: string][] = [
  ['0', '〇零○Oo0Ｏ◯'],
  ['1', '一壹弌'],
  ['2', '二贰貳弍两'],
  ['3', '三叁叄参'],
  ['4', '四肆'],
  ['5', '五伍'],
  ['6', '六陆陸'],
  ['7', '七柒'],
  ['8', '八捌'],
  ['9', '九玖'],
];
const digitOf = new Map(digitForms.flatMap(([digit, forms]) => [...forms].map((char): [string, string] => [char, digit])));

/** Digit of one numeral character, or null. */
const chineseDigit = (char: string): string | null => digitOf.get(char) ?? (/[0-9]/.test(char) ? char : null);

/** Year written digit by digit (二〇二四 → 2024); null when a character is no numeral or there are not four. */
export function chineseYear(text: string): number | null {
  const digits = [...text].map(chineseDigit);
  return digits.length === 4 && !digits.includes(null) ? Number(digits.join('')) : null;
}

/** Month or day: 七, 十二, 廿三, 卅一, 零叁, 贰拾壹, 07; null when it is none. */
export function chineseSmallNumber(text: string): number | null {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const spelled = text.replace(/廿/g, '二十').replace(/卅/g, '三十').replace(/拾/g, '十');
  const match = /^[〇零○]?([^十]?)(十?)([^十]?)$/u.exec(spelled);
  if (!match || spelled === '') return null;
  const [, tens = '', ten = '', ones = ''] = match;
  const left = tens === '' ? null : chineseDigit(tens);
  const right = ones === '' ? null : chineseDigit(ones);
  if ((tens !== '' && left === null) || (ones !== '' && right === null)) return null;
  if (ten) return Number(left ?? '1') * 10 + Number(right ?? '0');
  return left !== null && right !== null ? Number(left + right) : left !== null ? Number(left) : right !== null ? Number(right) : null;
}
