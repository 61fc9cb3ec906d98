/** 食品经营许可证. */
import { defineDocumentType } from './schema.ts';

export const foodPermit = defineDocumentType({
  id: 'food-permit',
  names: { zh: '食品经营许可证', en: 'Food permit' },
  otherLabels: ['日常监督管理机构', '日常监督管理人员', '投诉举报电话', '签发人', '社会信用代码'],
  evidence: {
    titles: [
      { text: '食品经营许可证', weight: 1 },
      { text: '食品流通许可证', weight: 0.9 },
      { text: '食品生产许可证', weight: 0.7 },
      { text: '餐饮服务许可证', weight: 0.9 },
      { text: '食品小作坊登记证', weight: 0.6 },
    ],
    words: [
      { text: '许可证编号', weight: 0.3 },
      { text: '主体业态', weight: 0.4 },
      { text: '经营项目', weight: 0.25 },
      { text: '经营者名称', weight: 0.25 },
      { text: '日常监督管理机构', weight: 0.4 },
      { text: '日常监督管理人员', weight: 0.3 },
      { text: '投诉举报电话', weight: 0.2 },
    ],
    patterns: [{ pattern: 'JY[123]\\d{13}', name: '许可证编号', weight: 0.5 }],
    against: [
      { text: '申请书', weight: 0.8 },
      { text: '申请表', weight: 0.8 },
    ],
  },
  fields: [
    {
      key: 'permitNumber',
      names: { zh: '许可证编号', en: 'Permit number' },
      labels: ['许可证编号'],
      pattern: 'JY[123]\\d{13}',
      anywhere: ['(JY[123]\\d{13})'],
      accept: 'confident',
      required: true,
    },
    {
      key: 'operatorName',
      names: { zh: '经营者名称', en: 'Operator' },
      labels: ['经营者名称'],
      reach: 'column',
      pattern: '^[^:]{2,60}',
      required: true,
    },
    {
      key: 'uscc',
      names: { zh: '统一社会信用代码', en: 'Credit code' },
      labels: ['统一社会信用代码(身份证号码)', '社会信用代码(身份证号码)', '统一社会信用代码', '社会信用代码'],
      pattern: '[0-9A-Za-z]{18}',
      validators: ['person-or-organization-number'],
      accept: 'proved',
    },
    {
      key: 'legalRepresentative',
      names: { zh: '法定代表人', en: 'Legal representative' },
      labels: ['法定代表人(负责人)', '法定代表人', '负责人'],
      pattern: '^[\\p{Script=Han}·•.・]{2,20}',
      validators: ['person-name'],
      sensitive: true,
    },
    { key: 'domicile', names: { zh: '住所', en: 'Domicile' }, labels: ['住所'], reach: 'column' },
    { key: 'premises', names: { zh: '经营场所', en: 'Premises' }, labels: ['经营场所'], reach: 'column' },
    { key: 'businessType', names: { zh: '主体业态', en: 'Kind of business' }, labels: ['主体业态'], reach: 'column' },
    { key: 'items', names: { zh: '经营项目', en: 'Items' }, labels: ['经营项目'], reach: 'column' },
    {
      key: 'validTo',
      names: { zh: '有效期至', en: 'Valid to' },
      labels: ['有效期至'],
      pattern: '\\d{4}[年./-]\\d{1,2}[月./-]\\d{1,2}日?',
      validators: ['date'],
      accept: 'confident',
    },
    { key: 'issuingAuthority', names: { zh: '发证机关', en: 'Issued by' }, labels: ['发证机关'], pattern: '^\\p{Script=Han}{4,30}' },
  ],
  otherLabels: ['日常监督管理机构', '日常监督管理人员', '投诉举报电话', '签发人', '发证日期'],
  codes: [
    '(?<![0-9A-Z])(?<permitNumber>JY[123]\\d{13})(?!\\d)',
  ],
});
