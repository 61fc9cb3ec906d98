/** 台湾居民来往大陆通行证, card and booklet. Its numbers have no check digit: a person always looks. */
import { defineDocumentType } from './schema.ts';

/** 1990.05.06, also without its points where they are faint, or with characters. */
const day = '\\d{4}[.年-]?\\d{1,2}[.月-]?\\d{1,2}日?';

export const taiwanPermit = defineDocumentType({
  id: 'taiwan-permit',
  names: { zh: '台湾居民来往大陆通行证', en: 'Mainland travel permit for Taiwan residents' },
  materialNames: [{ pattern: '台湾居民来往大陆|台胞证', rank: 200 }],
  identity: ['documentNumber'],
  printedOnly: true,
  evidence: {
    titles: [{ text: '台湾居民来往大陆通行证', weight: 1.2 }],
    words: [
      { text: '签发次数', weight: 0.3 },
      { text: '台湾居民', weight: 0.4 },
      { text: '出入境管理局', weight: 0.3 },
      { text: '签发地点', weight: 0.15 },
      { text: '证件号码', weight: 0.1 },
    ],
    against: [
      { text: '申请', weight: 0.5 },
      { text: '证明', weight: 0.2 },
      { text: '居住证', weight: 0.6 },
    ],
  },
  fields: [
    {
      key: 'name',
      names: { zh: '姓名', en: 'Name' },
      labels: ['姓名'],
      pattern: '^[\\p{Script=Han}·]{2,20}',
      accept: 'never',
      validators: ['person-name'],
      required: true,
      sensitive: true,
    },
    {
      key: 'englishName',
      names: { zh: '英文姓名', en: 'Name in Latin letters' },
      anywhere: ['(?:^|\\n)([A-Z]{2,20},\\n?[A-Z]{2,30})(?=\\n|$)'],
      accept: 'never',
      sensitive: true,
    },
    { key: 'sex', names: { zh: '性别', en: 'Sex' }, labels: ['性别'], pattern: '[男女]', accept: 'never', validators: ['sex'] },
    {
      key: 'birthDate',
      names: { zh: '出生日期', en: 'Born' },
      labels: ['出生日期'],
      below: true,
      pattern: day,
      accept: 'never',
      validators: ['date'],
      sensitive: true,
    },
    {
      key: 'documentNumber',
      names: { zh: '证件号码', en: 'Document number' },
      labels: ['证件号码'],
      below: true,
      pattern: '\\d{8}(?:\\d{2})?',
      anywhere: ['(?<![A-Z\\d])(\\d{8}(?:\\d{2})?)(?![A-Z\\d])'],
      accept: 'never',
      required: true,
      sensitive: true,
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
    {
      key: 'issuingAuthority',
      names: { zh: '签发机关', en: 'Issued by' },
      labels: ['签发机关'],
      below: true,
      pattern: '^\\p{Script=Han}{4,30}',
      accept: 'never',
    },
  ],
  otherLabels: ['签发地点', '换证次数', '签发次数'],
});
