/** 结婚证: holder, date, number, and both parties with the same labels. */
import { defineDocumentType } from './schema.ts';

export const marriageCertificate = defineDocumentType({
  id: 'marriage-certificate',
  names: { zh: '结婚证', en: 'Marriage certificate' },
  materialNames: [{ pattern: '结婚证|离婚证|婚姻', rank: 160 }],
  otherLabels: ['姓名', '性别', '国籍', '出生日期', '身份证件号', '备注'],
  evidence: {
    titles: [
      { text: '结婚证', weight: 0.9 },
      { text: '离婚证', weight: 0.6 },
    ],
    words: [
      { text: '结婚证字号', weight: 0.6 },
      { text: '持证人', weight: 0.3 },
      { text: '结婚登记', weight: 0.3 },
      { text: '婚姻登记', weight: 0.3 },
      { text: '婚姻登记专用章', weight: 0.3 },
      { text: '符合《中华人民共和国民法典》', weight: 0.1 },
      { text: '国籍', weight: 0.05 },
      { text: '登记日期', weight: 0.1 },
    ],
    patterns: [{ pattern: 'B?[JL]\\d{6}-\\d{4}-\\d{6}', name: '结婚证字号', weight: 0.5 }],
    against: [
      { text: '户口', weight: 0.3 },
      { text: '证明', weight: 0.1 },
      { text: '申请', weight: 0.4 },
    ],
  },
  fields: [
    {
      key: 'holder',
      names: { zh: '持证人', en: 'Holder' },
      labels: ['持证人'],
      pattern: '^[\\p{Script=Han}·•.・]{2,20}',
      validators: ['person-name'],
      sensitive: true,
    },
    {
      key: 'registeredDate',
      names: { zh: '登记日期', en: 'Registered on' },
      labels: ['登记日期'],
      pattern: '\\d{4}[年./-]\\d{1,2}[月./-]\\d{1,2}日?',
      validators: ['date'],
      accept: 'confident',
    },
    {
      key: 'certificateNumber',
      names: { zh: '结婚证字号', en: 'Certificate number' },
      labels: ['结婚证字号'],
      pattern: 'B?[JL]\\d{6}-?\\d{4}-?\\d{6}',
      anywhere: ['(B?[JL]\\d{6}-\\d{4}-\\d{6})'],
      validators: ['marriage-certificate-number'],
      accept: 'confident',
    },
    {
      key: 'partyAName',
      names: { zh: '姓名（一）', en: 'First party' },
      anywhere: ['姓名:?([\\p{Script=Han}·]{2,10}?)(?=性别|国籍|\\n)'],
      validators: ['person-name'],
      sensitive: true,
    },
    {
      key: 'partyAIdNumber',
      names: { zh: '身份证件号（一）', en: 'First party ID number' },
      anywhere: ['身份证件?号:?(\\d{17}[\\dXx])'],
      validators: ['id-number'],
      accept: 'proved',
      sensitive: true,
    },
    {
      key: 'partyBName',
      names: { zh: '姓名（二）', en: 'Second party' },
      anywhere: ['姓名[\\s\\S]*姓名:?([\\p{Script=Han}·]{2,10}?)(?=性别|国籍|\\n)'],
      validators: ['person-name'],
      sensitive: true,
    },
    {
      key: 'partyBIdNumber',
      names: { zh: '身份证件号（二）', en: 'Second party ID number' },
      anywhere: ['身份证件?号[\\s\\S]*身份证件?号:?(\\d{17}[\\dXx])'],
      validators: ['id-number'],
      accept: 'proved',
      sensitive: true,
    },
  ],
});
