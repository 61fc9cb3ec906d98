/** 临时居民身份证 (GA 448): the side with the title carries authority and period; the other prints what an ID card prints. */
import { defineDocumentType } from './schema.ts';

/** 1990.05.06, also without its points where they are faint, or with characters. */
const day = '\\d{4}[.年-]?\\d{1,2}[.月-]?\\d{1,2}日?';

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
    {
      key: 'name',
      names: { zh: '姓名', en: 'Name' },
      labels: ['姓名'],
      pattern: '^[\\p{Script=Han}·]{2,20}',
      accept: 'never',
      validators: ['person-name'],
      sensitive: true,
    },
    { key: 'sex', names: { zh: '性别', en: 'Sex' }, labels: ['性别'], pattern: '[男女]', accept: 'never', validators: ['sex'] },
    {
      key: 'ethnicity',
      names: { zh: '民族', en: 'Ethnic group' },
      labels: ['民族'],
      pattern: '^\\p{Script=Han}{1,6}',
      accept: 'never',
      validators: ['ethnicity'],
    },
    {
      key: 'birthDate',
      names: { zh: '出生日期', en: 'Born' },
      labels: ['出生'],
      below: true,
      pattern: day,
      accept: 'never',
      validators: ['date'],
      sensitive: true,
    },
    {
      key: 'address',
      names: { zh: '住址', en: 'Address' },
      labels: ['住址'],
      reach: 'column',
      pattern: '\\p{Script=Han}[\\s\\S]+',
      stops: ['公民身份号码'],
      accept: 'never',
      validators: ['address'],
      sensitive: true,
    },
    {
      key: 'idNumber',
      names: { zh: '公民身份号码', en: 'ID number' },
      labels: ['公民身份号码'],
      below: true,
      pattern: '\\d{17}[\\dXx]',
      anywhere: ['(?<!\\d)(\\d{17}[\\dXx])(?!\\d)'],
      validators: ['id-number'],
      accept: 'proved',
      sensitive: true,
    },
    {
      key: 'issuingAuthority',
      names: { zh: '签发机关', en: 'Issued by' },
      labels: ['签发机关'],
      below: true,
      pattern: '^\\p{Script=Han}{4,30}',
      accept: 'never',
    },
    {
      key: 'validFrom',
      names: { zh: '有效期起', en: 'Valid from' },
      labels: ['有效期限'],
      below: true,
      pattern: `(${day})[-—–至]`,
      accept: 'never',
      validators: ['date'],
    },
    {
      key: 'validTo',
      names: { zh: '有效期止', en: 'Valid to' },
      labels: ['有效期限'],
      below: true,
      pattern: `${day}[-—–至](${day}|长期)`,
      accept: 'never',
      validators: ['id-validity'],
    },
  ],
  agreements: [
    { kind: 'birth-date-of-id-number', left: 'birthDate', right: 'idNumber' },
    { kind: 'sex-of-id-number', left: 'sex', right: 'idNumber' },
  ],
});
