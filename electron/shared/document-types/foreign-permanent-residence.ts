/** 外国人永久居留身份证: three letters and twelve digits until 2023, eighteen digits beginning with 9 since. */
import { bornOn, documentNumber, englishName, holderName, holderSex, issue } from './personal-fields.ts';
import { defineDocumentType } from './schema.ts';

export const foreignPermanentResidence = defineDocumentType({
  id: 'foreign-permanent-residence',
  names: { zh: '外国人永久居留身份证', en: 'Foreign permanent resident ID card' },
  sides: ['portrait', 'emblem', 'both'],
  cardSides: ['portrait', 'emblem'],
  materialNames: [{ pattern: '外国人永久居留', rank: 210 }],
  identity: ['documentNumber'],
  printedOnly: true,
  evidence: {
    titles: [
      { text: '外国人永久居留身份证', weight: 1.2 },
      { text: '中华人民共和国外国人永久居留身份证', weight: 1.2 },
    ],
    words: [
      { text: 'FOREIGNPERMANENTRESIDENTIDCARD', weight: 0.8 },
      { text: 'ForeignPermanentResidentIDCard', weight: 0.8 },
      { text: '国籍/Nationality', weight: 0.2 },
      { text: '证件号码', weight: 0.1 },
    ],
    against: [
      { text: '申请', weight: 0.5 },
      { text: '护照', weight: 0.3 },
    ],
    sides: { portrait: ['姓名', '国籍', '证件号码'], emblem: ['中华人民共和国', '签发机关'] },
  },
  fields: [
    holderName(['姓名', '姓名/Name']),
    englishName,
    holderSex(['性别', '性别/Sex']),
    bornOn(['出生日期', '出生日期/DateofBirth']),
    {
      key: 'nationality',
      names: { zh: '国籍', en: 'Nationality' },
      labels: ['国籍', '国籍/Nationality'],
      below: true,
      pattern: '\\p{Script=Han}{2,12}|[A-Z]{3}',
      accept: 'never',
    },
    documentNumber(['证件号码', '证件号码/CardNo.'], '[A-Z]{3}\\d{12}|9\\d{16}[\\dXx]'),
    ...issue(['有效期限', '有效期限/PeriodofValidity'], ['签发机关', '签发机关/IssuingAuthority']),
  ],
});
