/** How dates and amounts are written on Chinese paper. */

/** @param iso `YYYY-MM-DD` */
export function chineseDate(iso: string): string {
  const [year, month, day] = parts(iso);
  return `${year}年${month}月${day}日`;
}

/** Licences print two digits: `2021年06月08日`. */
export function paddedChineseDate(iso: string): string {
  return `${iso.slice(0, 4)}年${iso.slice(5, 7)}月${iso.slice(8, 10)}日`;
}

/** ID cards print dots: `2018.05.21`. */
export function dottedDate(iso: string): string {
  return iso.replaceAll('-', '.');
}

/** Year, month and day without leading zeros. */
export function parts(iso: string): [string, string, string] {
  return [iso.slice(0, 4), String(Number(iso.slice(5, 7))), String(Number(iso.slice(8, 10)))];
}

export function isoDate(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The same day `years` later; 29 February becomes 28 February. */
export function addYears(iso: string, years: number): string {
  const year = Number(iso.slice(0, 4)) + years;
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return `${year}${iso.endsWith('-02-29') && !leap ? '-02-28' : iso.slice(4)}`;
}

export function addDays(iso: string, days: number): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

const capitalDigits = '零壹贰叁肆伍陆柒捌玖';
const smallUnits = ['', '拾', '佰', '仟'];
const groupUnits = ['', '万', '亿'];

function capitalGroup(value: number, leading: boolean): string {
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      gap = true;
      continue;
    }
    if (gap && (text !== '' || leading)) text += '零';
    gap = false;
    text += (capitalDigits[digit] as string) + (smallUnits[place] as string);
  }
  return text;
}

/** Whole yuan below a trillion in bank capitals: 32500 → 叁万贰仟伍佰元整. */
export function capitalYuan(yuan: number): string {
  if (!Number.isInteger(yuan) || yuan < 0 || yuan >= 1e12) throw new RangeError('whole yuan below 10^12 wanted');
  if (yuan === 0) return '零元整';
  let text = '';
  for (let group = 2; group >= 0; group -= 1) {
    const value = Math.floor(yuan / 10 ** (group * 4)) % 10_000;
    if (value === 0) {
      if (text !== '' && !text.endsWith('零') && yuan % 10 ** (group * 4) !== 0) text += '零';
      continue;
    }
    const digits = capitalGroup(value, text !== '' && !text.endsWith('零'));
    text += digits + (groupUnits[group] as string);
  }
  return `${text}元整`;
}
