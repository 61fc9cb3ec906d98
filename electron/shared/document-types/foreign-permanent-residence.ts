/** 外国人永久居留身份证: three letters and twelve digits until 2023, eighteen digits beginning with 9 since. */
import { defineDocumentType } from './schema.ts';

/** 1990.05.06, also without its points where they are faint, or with characters. */
const day = '\\d{4}[.年-]?\\d{1,2}[.月-]?\\d{1,2}日?';

const number = '[A-Z]{3}\\d{12}|9\\d{16}[\\dXx]';

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
    {
      key: 'name',
      names: { zh: '姓名', en: 'Name' },
      labels: ['姓名', '姓名/Name'],
      pattern: '^[\\p{Script=Han}·]{2,20}',
      accept: 'never',
      validators: ['person-name'],
      sensitive: true,
    },
    {
      key: 'englishName',
      names: { zh: '英文姓名', en: 'Name in Latin letters' },
      anywhere: ['(?:^|\\n)([A-Z]{2,20},\\n?[A-Z]{2,30})(?=\\n|$)'],
      accept: 'never',
      sensitive: true,
    },
    { key: 'sex', names: { zh: '性别', en: 'Sex' }, labels: ['性别', '性别/Sex'], pattern: '[男女]', accept: 'never', validators: ['sex'] },
    {
      key: 'birthDate',
      names: { zh: '出生日期', en: 'Born' },
      labels: ['出生日期', '出生日期/DateofBirth'],
      below: true,
      pattern: day,
      accept: 'never',
      validators: ['date'],
      sensitive: true,
    },
    {
      key: 'nationality',
      names: { zh: '国籍', en: 'Nationality' },
      labels: ['国籍', '国籍/Nationality'],
      below: true,
      pattern: '\\p{Script=Han}{2,12}|[A-Z]{3}',
      accept: 'never',
    },
    {
      key: 'documentNumber',
      names: { zh: '证件号码', en: 'Card number' },
      labels: ['证件号码', '证件号码/CardNo.'],
      below: true,
      pattern: number,
      anywhere: [`(?<![A-Z\\d])(${number})(?![A-Z\\d])`],
      accept: 'never',
      required: true,
      sensitive: true,
    },
    {
      key: 'validFrom',
      names: { zh: '有效期起', en: 'Valid from' },
      labels: ['有效期限', '有效期限/PeriodofValidity'],
      below: true,
      pattern: `(${day})[-—–至]`,
      accept: 'never',
      validators: ['date'],
    },
    {
      key: 'validTo',
      names: { zh: '有效期止', en: 'Valid to' },
      labels: ['有效期限', '有效期限/PeriodofValidity'],
      below: true,
      pattern: `${day}[-—–至](${day}|长期)`,
      accept: 'never',
      validators: ['id-validity'],
    },
    {
      key: 'issuingAuthority',
      names: { zh: '签发机关', en: 'Issued by' },
      labels: ['签发机关', '签发机关/IssuingAuthority'],
      below: true,
      pattern: '^\\p{Script=Han}{4,30}',
      accept: 'never',
    },
  ],
});
