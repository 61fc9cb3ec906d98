/** Compares names, numbers and addresses of different papers: width, brackets, 号/#, 栋/幢 and the like do not count. */

const spellings: readonly [RegExp, string][] = [
  [/[#＃]/g, '号'],
  [/幢|棟/g, '栋'],
  [/房(?=$|[(])/g, '室'],
  [/[()[\]【】〔〕《》"“”'‘’]/g, ''],
  [/[•・．.‧]/g, '·'],
  [/[-－—–―]/g, '-'],
  [/[,，、;；:：。]/g, ''],
];

/** The form in which values are compared; never shown. */
export function comparable(value: string): string {
  const plain = value.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
  return spellings.reduce((text, [from, to]) => text.replace(from, to), plain);
}

export const sameValue = (left: string, right: string): boolean => comparable(left) === comparable(right);

/** Province and city are often left out on one of two papers. */
const region = /^(?:中国|中华人民共和国)?(?:[^省市区县]{2,8}(?:省|自治区|市))?(?:[^省市区县]{2,6}(?:市|自治州|地区|盟))?/u;

/** True when `left` names at least what `right` names, e.g. an address with the room number. */
export function containsValue(left: string, right: string): boolean {
  const [whole, part] = [comparable(left), comparable(right)];
  return part !== '' && (whole.includes(part) || whole.includes(part.replace(region, '') || part));
}

/** 0..1: share of characters in place, for names of equal length that OCR may have read wrong. */
export function likeness(left: string, right: string): number {
  const [a, b] = [comparable(left), comparable(right)];
  if (a === '' || b === '') return 0;
  if (a === b) return 1;
  if (a.length !== b.length) return 0;
  return [...a].filter((char, index) => char === b[index]).length / a.length;
}
