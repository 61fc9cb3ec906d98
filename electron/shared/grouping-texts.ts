/** The text of every reason for a document's pages and place, in Chinese and English. */
import type { GroupingReason } from './grouping-reason.ts';

/** `{name}` is filled from the reason's details; `{page}` is the number of its page in the stack. */
const texts: Readonly<Record<GroupingReason['code'], { zh: string; en: string }>> = {
  title: { zh: '第{page}页标题为“{title}”', en: 'Sheet {page} is titled “{title}”' },
  'page-number': { zh: '第{page}页印有页码{number}', en: 'Sheet {page} bears page number {number}' },
  'next-clause': { zh: '第{page}页条款接续（{from}→{to}）', en: 'Clauses go on on sheet {page} ({from} → {to})' },
  'open-sentence': { zh: '第{page}页接续上一页未完的句子', en: 'Sheet {page} goes on with an unfinished sentence' },
  'no-title': {
    zh: '第{page}页没有标题，种类和幅面与前页相同',
    en: 'Sheet {page} has no title, its kind and size are those of the page before',
  },
  'register-member': { zh: '第{page}页是户口簿个人页', en: 'Sheet {page} is a member’s page of the register' },
  reordered: { zh: '扫描顺序有误，已按{by}重新排列', en: 'Scanned out of order, put in order by {by}' },
  'card-sides-adjacent': { zh: '人像面与国徽面相邻，合为一证', en: 'Portrait and emblem side lie next to each other' },
  'card-sides-validity': { zh: '有效期与持证人年龄相符，合为一证', en: 'The period of validity fits the holder’s age' },
  'card-sides-size': { zh: '两面复印位置和大小相同，合为一证', en: 'Both sides were copied at the same place and size' },
  'after-separator': { zh: '前面是分隔页', en: 'Follows a separator sheet' },
  'only-type': { zh: '是此材料要求的证件种类', en: 'Is of the kind this line asks for' },
  holder: { zh: '持有人与{documentType}所载一致', en: 'Its holder is the one named on the {documentType}' },
  'holder-unknown': { zh: '种类相符，持有人未能核对', en: 'The kind fits, the holder could not be compared' },
  'separator-names-line': { zh: '分隔页注明归入此材料', en: 'The separator sheet names this line' },
  'by-person': { zh: '由工作人员归入', en: 'Placed by a person' },
  'repeats-scan': { zh: '与另一页是同一图像', en: 'Is the very same image as another page' },
  'repeats-look': { zh: '与另一页的图像和文字几乎相同', en: 'Looks and reads nearly like another page' },
  'repeats-number': { zh: '与另一份证件号码相同', en: 'Bears the same number as another paper' },
  'repeats-text': { zh: '与另一份文字几乎相同', en: 'Reads nearly like another paper' },
};

/** By what pages were put in order; earlier versions stored the Chinese word itself. */
const orders: Readonly<Record<string, { zh: string; en: string }>> = {
  'page-number': { zh: '页码', en: 'page numbers' },
  clauses: { zh: '条款顺序', en: 'the order of clauses' },
  title: { zh: '标题页', en: 'the title page' },
};

/** @param values words for placeholders that a reason names by id: the number of the page, the name of a document type */
export function groupingText(
  { code, details = {} }: GroupingReason,
  language: 'zh' | 'en',
  values: Readonly<Record<string, string>>,
): string {
  const by = details['by'] ?? '';
  const words: Record<string, string> = { ...details, by: orders[by]?.[language] ?? by, ...values };
  return texts[code][language].replace(/\{(\w+)\}/g, (all, name: string) => words[name] ?? all);
}
