/** 出生医学证明. */
import { defineDocumentType } from './schema.ts';

export const birthCertificate = defineDocumentType({
  id: 'birth-certificate',
  names: { zh: '出生医学证明', en: 'Birth certificate' },
  materialNames: [{ pattern: '出生医学证明', rank: 150 }],
  evidence: {
    titles: [{ text: '出生医学证明', weight: 1 }],
    words: [
      { text: '新生儿姓名', weight: 0.5 },
      { text: '母亲姓名', weight: 0.4 },
      { text: '父亲姓名', weight: 0.4 },
      { text: '出生孕周', weight: 0.3 },
      { text: '接生机构', weight: 0.3 },
      { text: '出生时间', weight: 0.2 },
      { text: '签发机构', weight: 0.1 },
    ],
  },
  // English labels stand beside or below the Chinese ones.
  dropLatin: true,
  fields: [
    {
      key: 'certificateNumber',
      names: { zh: '编号', en: 'Number' },
      labels: ['出生证编号', '编号'],
      pattern: '[A-Z]\\d{9}',
      anywhere: ['(?<![A-Z\\d])([A-Z]\\d{9})(?!\\d)'],
      validators: ['birth-certificate-number'],
    },
    {
      key: 'name',
      names: { zh: '新生儿姓名', en: 'Name' },
      labels: ['新生儿姓名'],
      reach: 'column',
      pattern: '[\\p{Script=Han}·•.・]{2,20}$',
      validators: ['person-name'],
      sensitive: true,
    },
    { key: 'sex', names: { zh: '性别', en: 'Sex' }, labels: ['性别'], pattern: '[男女]', validators: ['sex'] },
    {
      key: 'birthTime',
      names: { zh: '出生时间', en: 'Born at' },
      labels: ['出生时间'],
      reach: 'column',
      pattern: '\\d{4}年\\d{1,2}月\\d{1,2}日(?:\\d{1,2}时\\d{1,2}分)?',
    },
    {
      key: 'motherName',
      names: { zh: '母亲姓名', en: 'Mother' },
      labels: ['母亲姓名'],
      reach: 'column',
      pattern: '[\\p{Script=Han}·•.・]{2,20}$',
      validators: ['person-name'],
      sensitive: true,
    },
    {
      key: 'motherIdNumber',
      names: { zh: '母亲证件号码', en: 'Mother ID number' },
      anywhere: ['母亲[\\s\\S]{0,120}?(\\d{17}[\\dXx])'],
      validators: ['id-number'],
      accept: 'proved',
      sensitive: true,
    },
    {
      key: 'fatherName',
      names: { zh: '父亲姓名', en: 'Father' },
      labels: ['父亲姓名'],
      reach: 'column',
      pattern: '[\\p{Script=Han}·•.・]{2,20}$',
      validators: ['person-name'],
      sensitive: true,
    },
    {
      key: 'fatherIdNumber',
      names: { zh: '父亲证件号码', en: 'Father ID number' },
      anywhere: ['父亲[\\s\\S]{0,120}?(\\d{17}[\\dXx])'],
      validators: ['id-number'],
      accept: 'proved',
      sensitive: true,
    },
  ],
});
