/** Compares names, numbers and addresses of different papers: width, brackets, 号/#, 栋/幢 and the like do not count. */

/** Punctuation goes first, so that what it hides (a 房 at the very end) is seen. */
const spellings: readonly [RegExp, string][] = [
  [/[()[\]【】〔〕《》〈〉「」『』"“”'‘’,，、;；:：。]/g, ''],
  [/[#＃]/g, '号'],
  [/幢|棟/g, '栋'],
  [/房$/g, '室'],
  [/[•・．.‧]/g, '·'],
  [/[-－—–―‐‑−]/g, '-'],
];

/** The form in which values are compared; never shown. Idempotent. */
export function comparable(value: string): string {
  // Upper case may take signs apart that NFKC then joins again.
  const plain = value.normalize('NFKC').toUpperCase().normalize('NFKC').replace(/\s+/g, '');
  // So may a mark (˘ is one over a space) find its letter once what stood between is gone.
  return spellings.reduce((text, [from, to]) => text.replace(from, to), plain).normalize('NFKC');
}

/** Province and city are often left out on one of two papers. */
const region = /^(?:中国|中华人民共和国)?(?:[^省市区县]{2,8}(?:省|自治区|市))?(?:[^省市区县]{2,6}(?:市|自治州|地区|盟))?/u;

/** True when `part` stands in `whole` and no digit of a number is cut off (1 in 11). */
function holds(whole: string, part: string): boolean {
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) {
    const [before, after] = [whole[at - 1] ?? '', whole[at + part.length] ?? ''];
    const cutsNumber = (/\d/.test(before) && /^\d/.test(part)) || (/\d/.test(after) && /\d$/.test(part));
    if (!cutsNumber) return true;
  }
  return false;
}

/**
 * True when `left` names at least what `right` names, e.g. an address with the room number.
 * @param normal the form in which both are compared
 */
export function containsValue(left: string, right: string, normal: (value: string) => string = comparable): boolean {
  const [whole, part] = [normal(left), normal(right)];
  return part !== '' && (holds(whole, part) || holds(whole, part.replace(region, '') || part));
}

/** 0..1: share of characters in place, for names of equal length that OCR may have read wrong. */
export function likeness(left: string, right: string): number {
  const [a, b] = [comparable(left), comparable(right)];
  if (a === '' || b === '') return 0;
  if (a === b) return 1;
  if (a.length !== b.length) return 0;
  return [...a].filter((char, index) => char === b[index]).length / a.length;
}
