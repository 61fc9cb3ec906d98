/** 残疾人证: its number is the ID number, a digit for the kind and one for the level (中华人民共和国残疾人证管理办法). */
import { holderName, holderSex } from './personal-fields.ts';
import { defineDocumentType } from './schema.ts';

const kinds = ['视力', '听力', '言语', '肢体', '智力', '精神', '多重'];
const levels = ['一级', '二级', '三级', '四级'];

export const disabilityCertificate = defineDocumentType({
  id: 'disability-certificate',
  names: { zh: '残疾人证', en: 'Disability certificate' },
  materialNames: [{ pattern: '残疾人?证', rank: 200 }],
  identity: ['certificateNumber'],
  evidence: {
    titles: [
      { text: '残疾人证', weight: 1.2 },
      { text: '中华人民共和国残疾人证', weight: 1.2 },
    ],
    words: [
      { text: '残疾类别', weight: 0.5 },
      { text: '残疾等级', weight: 0.5 },
      { text: '残疾人联合会', weight: 0.4 },
      { text: '监护人', weight: 0.1 },
    ],
    against: [
      { text: '申请', weight: 0.6 },
      { text: '评定表', weight: 0.6 },
    ],
  },
  otherLabels: ['监护人', '联系电话', '家庭住址', '批准残联', '签发日期', '签发机关'],
  fields: [
    { ...holderName(), required: true },
    holderSex(),
    {
      key: 'idNumber',
      names: { zh: '身份证号', en: 'ID number' },
      anywhere: ['(?<!\\d)(\\d{17}[\\dXx])(?:[1-7][1-4](?:B\\d)?)?(?![\\dXx])'],
      validators: ['id-number'],
      accept: 'proved',
      sensitive: true,
    },
    {
      key: 'certificateNumber',
      names: { zh: '残疾人证号', en: 'Certificate number' },
      labels: ['残疾人证号', '证号'],
      pattern: '\\d{17}[\\dXx][1-7][1-4](?:B\\d)?',
      anywhere: ['(?<!\\d)(\\d{17}[\\dXx][1-7][1-4](?:B\\d)?)(?!\\d)'],
      accept: 'never',
      required: true,
      sensitive: true,
    },
    {
      key: 'category',
      names: { zh: '残疾类别', en: 'Kind' },
      labels: ['残疾类别'],
      usual: kinds,
      pattern: `^(?:${kinds.join('|')})`,
      accept: 'never',
      sensitive: true,
    },
    {
      key: 'level',
      names: { zh: '残疾等级', en: 'Level' },
      labels: ['残疾等级'],
      usual: levels,
      pattern: `^(?:${levels.join('|')})`,
      accept: 'never',
      sensitive: true,
    },
    {
      key: 'validTo',
      names: { zh: '有效期至', en: 'Valid to' },
      labels: ['有效期至', '有效期'],
      pattern: '(\\d{4}年\\d{1,2}月\\d{1,2}日)$',
      accept: 'never',
      validators: ['date'],
    },
  ],
});
