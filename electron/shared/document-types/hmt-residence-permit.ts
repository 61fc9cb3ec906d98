/** 港澳居民居住证 and 台湾居民居住证. The front bears no title: its numbers begin with 810000, 820000 or 830000 (港澳台居民居住证申领发放办法, 2018). */
import { bornOn, citizenNumber, holderName, holderSex, homeAddress, issue, on, statedByNumber } from './personal-fields.ts';
import { defineDocumentType } from './schema.ts';

export const hmtResidencePermit = defineDocumentType({
  id: 'hmt-residence-permit',
  names: { zh: '港澳台居民居住证', en: 'Residence permit of Hong Kong, Macao and Taiwan residents' },
  sides: ['portrait', 'emblem', 'both'],
  cardSides: ['portrait', 'emblem'],
  materialNames: [{ pattern: '(?:港澳台|港澳|台湾)居民居住证', rank: 210 }],
  identity: ['idNumber'],
  printedOnly: true,
  inlineLabels: true,
  evidence: {
    titles: [
      { text: '港澳居民居住证', weight: 1.2 },
      { text: '台湾居民居住证', weight: 1.2 },
      { text: '中华人民共和国港澳居民居住证', weight: 1.2 },
      { text: '中华人民共和国台湾居民居住证', weight: 1.2 },
    ],
    words: [
      { text: '通行证号码', weight: 0.4 },
      { text: '签发次数', weight: 0.2 },
      { text: '公民身份号码', weight: 0.5 },
      { text: '有效期限', weight: 0.1 },
    ],
    patterns: [{ pattern: '(?<!\\d)8[123]0000(?:19|20)\\d{9}[\\dXx]', name: '港澳台居民的号码', weight: 1 }],
    against: [
      { text: '民族', weight: 0.6 },
      { text: '申请', weight: 0.5 },
    ],
    sides: { portrait: ['姓名', '住址', '公民身份号码'], emblem: ['签发机关', '有效期限', '通行证号码', '居住证'] },
  },
  fields: [
    ...on(
      ['portrait', 'both'],
      [
        holderName(),
        holderSex(),
        bornOn(['出生']),
        homeAddress,
        { ...citizenNumber(['公民身份号码'], '8[123]\\d{15}[\\dXx]'), required: true },
      ],
    ),
    ...on(
      ['emblem', 'both'],
      [
        {
          key: 'permitNumber',
          names: { zh: '通行证号码', en: 'Travel permit number' },
          labels: ['通行证号码'],
          pattern: '(?:[HM]\\d{8}|\\d{8})(?:\\d{2})?',
          accept: 'never',
          sensitive: true,
        },
        ...issue(),
      ],
    ),
  ],
  agreements: [...statedByNumber],
});
