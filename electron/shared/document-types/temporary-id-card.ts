/** 临时居民身份证 (GA 448): the side with the title carries authority and period; the other prints what an ID card prints. */
import { bornOn, citizenNumber, holderName, holderSex, homeAddress, issue, statedByNumber } from './personal-fields.ts';
import { defineDocumentType } from './schema.ts';

export const temporaryIdCard = defineDocumentType({
  id: 'temporary-id-card',
  names: { zh: '临时居民身份证', en: 'Temporary ID card' },
  sides: ['portrait', 'emblem'],
  cardSides: ['portrait', 'emblem'],
  materialNames: [{ pattern: '临时(?:居民)?身份证', rank: 210 }],
  identity: ['idNumber'],
  printedOnly: true,
  inlineLabels: true,
  otherLabels: ['编号'],
  evidence: {
    titles: [
      { text: '临时居民身份证', weight: 1.2 },
      { text: '中华人民共和国临时居民身份证', weight: 1.2 },
    ],
    words: [
      { text: '签发机关', weight: 0.1 },
      { text: '有效期限', weight: 0.1 },
    ],
    against: [
      { text: '申请', weight: 0.5 },
      { text: '证明', weight: 0.3 },
    ],
    sides: { portrait: ['姓名', '民族', '公民身份号码'], emblem: ['签发机关', '有效期限'] },
  },
  fields: [
    holderName(),
    holderSex(),
    {
      key: 'ethnicity',
      names: { zh: '民族', en: 'Ethnic group' },
      labels: ['民族'],
      pattern: '^\\p{Script=Han}{1,6}',
      accept: 'never',
      validators: ['ethnicity'],
    },
    bornOn(['出生']),
    homeAddress,
    citizenNumber(['公民身份号码']),
    ...issue(),
  ],
  agreements: [...statedByNumber],
});
