/** 健康证 of people who work with food or the public. */
import { defineDocumentType } from './schema.ts';

export const healthCertificate = defineDocumentType({
  id: 'health-certificate',
  names: { zh: '健康证', en: 'Health certificate' },
  materialNames: [{ pattern: '健康(?:证|合格证)', rank: 140 }],
  evidence: {
    titles: [
      { text: '健康证', weight: 0.9 },
      { text: '健康证明', weight: 0.9 },
      { text: '从业人员健康证明', weight: 1 },
      { text: '健康合格证', weight: 1 },
      { text: '从业人员健康证', weight: 1 },
    ],
    words: [
      { text: '体检', weight: 0.15 },
      { text: '工种', weight: 0.25 },
      { text: '体检日期', weight: 0.3 },
      { text: '从业类别', weight: 0.3 },
      { text: '体检单位', weight: 0.3 },
      { text: '健康检查', weight: 0.25 },
    ],
    against: [
      { text: '申请', weight: 0.4 },
      { text: '出生', weight: 0.1 },
      { text: '制度', weight: 0.4 },
      { text: '委托书', weight: 0.4 },
    ],
  },
  fields: [
    {
      key: 'name',
      names: { zh: '姓名', en: 'Name' },
      labels: ['姓名'],
      pattern: '^[\\p{Script=Han}·•.・]{2,20}',
      validators: ['person-name'],
      required: true,
      sensitive: true,
    },
    { key: 'sex', names: { zh: '性别', en: 'Sex' }, labels: ['性别'], pattern: '[男女]', validators: ['sex'] },
    {
      key: 'idNumber',
      names: { zh: '身份证号', en: 'ID number' },
      labels: ['身份证号码', '身份证号', '公民身份号码'],
      pattern: '[\\dA-Za-z]{15,18}',
      anywhere: ['(?<![\\dA-Za-z])(\\d{17}[\\dXx])(?![\\dA-Za-z])'],
      validators: ['id-number'],
      accept: 'proved',
      sensitive: true,
    },
    {
      key: 'certificateNumber',
      names: { zh: '编号', en: 'Number' },
      labels: ['证件编号', '健康证号', '编号', '证号'],
      pattern: '[\\dA-Z-]{5,25}',
    },
    {
      key: 'issuedDate',
      names: { zh: '发证日期', en: 'Issued on' },
      labels: ['发证日期', '体检日期', '签发日期'],
      pattern: '\\d{4}[年./-]\\d{1,2}[月./-]\\d{1,2}日?',
      validators: ['date'],
    },
    {
      key: 'validTo',
      names: { zh: '有效期至', en: 'Valid to' },
      labels: ['有效期至', '有效期限至', '有效期'],
      pattern: '\\d{4}[年./-]\\d{1,2}[月./-]\\d{1,2}日?',
      validators: ['date'],
    },
  ],
});
