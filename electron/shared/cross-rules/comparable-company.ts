/** The form in which names of companies and businesses are compared: brackets and the spelling of the legal form do not count. */
import { comparable } from '../same-value.ts';

const spellings: readonly [RegExp, string][] = [
  [/个体工商户$/, ''],
  [/有限责任公司/g, '有限公司'],
  [/股份公司$/, '股份有限公司'],
];

export const comparableCompany = (value: string): string =>
  spellings.reduce((text, [from, to]) => text.replace(from, to), comparable(value));
