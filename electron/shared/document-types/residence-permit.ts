/** 居住证 of people who live away from where they are registered. */
import { defineDocumentType } from './schema.ts';

export const residencePermit = defineDocumentType({
  id: 'residence-permit',
  names: { zh: '居住证', en: 'Residence permit' },
  materialNames: [{ pattern: '居住证', rank: 130 }],
  printedOnly: true,
  inlineLabels: true,
  dropLatin: true,
  evidence: {
    titles: [
      { text: '居住证', weight: 0.9 },
      { text: '广西壮族自治区居住证', weight: 1 },
    ],
    words: [
      { text: '居住地址', weight: 0.4 },
      { text: '居住地住址', weight: 0.4 },
      { text: '常住户口住址', weight: 0.4 },
      { text: '户籍地址', weight: 0.2 },
      { text: '签发机关', weight: 0.1 },
      { text: '公民身份号码', weight: 0.2 },
    ],
    against: [
      { text: '申请', weight: 0.6 },
      { text: '申领', weight: 0.6 },
      { text: '登记表', weight: 0.6 },
      { text: '证明', weight: 0.3 },
      { text: '合同', weight: 0.5 },
    ],
  },
  fields: [
    {
      key: 'name',
      names: { zh: '姓名', en: 'Name' },
      labels: ['姓名'],
      pattern: '^[\\p{Script=Han}·•.・]{2,20}',
      validators: ['person-name'],
      sensitive: true,
    },
    { key: 'sex', names: { zh: '性别', en: 'Sex' }, labels: ['性别'], pattern: '[男女]', validators: ['sex'], accept: 'agreed' },
    {
      key: 'ethnicity',
      names: { zh: '民族', en: 'Ethnic group' },
      labels: ['民族'],
      pattern: '^\\p{Script=Han}{1,6}',
      validators: ['ethnicity'],
    },
    {
      key: 'birthDate',
      names: { zh: '出生', en: 'Born' },
      labels: ['出生', '出生日期'],
      pattern: '\\d{4}[年./-]\\d{1,2}[月./-]\\d{1,2}日?',
      validators: ['date'],
      accept: 'agreed',
      sensitive: true,
    },
    {
      key: 'address',
      names: { zh: '居住地住址', en: 'Address' },
      validators: ['address'],
      labels: ['居住地住址', '居住地址', '住址'],
      reach: 'column',
      sensitive: true,
    },
    {
      key: 'idNumber',
      names: { zh: '公民身份号码', en: 'Citizen number' },
      labels: ['公民身份号码'],
      pattern: '[\\dA-Za-z]{15,18}',
      anywhere: ['(?<![\\dA-Za-z])(\\d{17}[\\dXx])(?![\\dA-Za-z])'],
      validators: ['id-number'],
      accept: 'proved',
      sensitive: true,
    },
    {
      key: 'validTo',
      names: { zh: '有效期至', en: 'Valid to' },
      labels: ['有效期限', '有效期至'],
      pattern: '(\\d{4}[.年-]\\d{1,2}[.月-]\\d{1,2}日?)$',
      validators: ['date'],
    },
    { key: 'issuingAuthority', names: { zh: '签发机关', en: 'Issued by' }, labels: ['签发机关'], pattern: '^\\p{Script=Han}{4,30}' },
  ],
  agreements: [
    { kind: 'birth-date-of-id-number', left: 'birthDate', right: 'idNumber' },
    { kind: 'sex-of-id-number', left: 'sex', right: 'idNumber' },
  ],
});
