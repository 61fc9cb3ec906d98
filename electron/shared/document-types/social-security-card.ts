/** 社会保障卡, second and third generation; the number of the card itself has no check digit. */
import { citizenNumber, holderName } from './personal-fields.ts';
import { defineDocumentType } from './schema.ts';

export const socialSecurityCard = defineDocumentType({
  id: 'social-security-card',
  names: { zh: '社会保障卡', en: 'Social security card' },
  materialNames: [{ pattern: '社会保障卡|社保卡', rank: 200 }],
  identity: ['idNumber'],
  printedOnly: true,
  evidence: {
    titles: [
      { text: '社会保障卡', weight: 1.2 },
      { text: '中华人民共和国社会保障卡', weight: 1.2 },
    ],
    words: [
      { text: '社会保障号码', weight: 0.6 },
      { text: '社会保障号', weight: 0.3 },
      { text: 'SOCIALSECURITYCARD', weight: 0.5 },
      { text: '人力资源和社会保障', weight: 0.2 },
      { text: '发卡日期', weight: 0.2 },
    ],
    against: [
      { text: '申请', weight: 0.6 },
      { text: '证明', weight: 0.5 },
      { text: '参保', weight: 0.4 },
    ],
  },
  fields: [
    { ...holderName(), required: true },
    { ...citizenNumber(['社会保障号码', '社会保障号', '公民身份号码']), required: true },
    {
      key: 'cardNumber',
      names: { zh: '卡号', en: 'Card number' },
      labels: ['社会保障卡号', '卡号', '社保卡号'],
      pattern: '[A-Z\\d]{8,12}',
      accept: 'never',
      sensitive: true,
    },
    {
      key: 'issuedDate',
      names: { zh: '发卡日期', en: 'Issued on' },
      labels: ['发卡日期'],
      pattern: '\\d{4}年\\d{1,2}月(?:\\d{1,2}日)?',
      accept: 'never',
    },
    {
      key: 'issuingAuthority',
      names: { zh: '发卡机构', en: 'Issued by' },
      labels: ['发卡机构', '发卡机关'],
      anywhere: ['(?:^|\\n)(\\p{Script=Han}{2,16}人力资源和社会保障[局厅])(?=\\n|$)'],
      pattern: '^\\p{Script=Han}{4,30}',
      accept: 'never',
    },
  ],
});
