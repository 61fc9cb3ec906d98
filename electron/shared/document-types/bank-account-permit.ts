/** 开户许可证, 基本存款账户信息: the bank account of an organisation. */
import { defineDocumentType } from './schema.ts';

export const bankAccountPermit = defineDocumentType({
  id: 'bank-account-permit',
  names: { zh: '开户许可证', en: 'Bank account permit' },
  materialNames: [{ pattern: '开户许可|存款账户', rank: 80 }],
  evidence: {
    titles: [
      { text: '开户许可证', weight: 1 },
      { text: '基本存款账户信息', weight: 1 },
      { text: '开户许可', weight: 0.6 },
    ],
    words: [
      { text: '核准号', weight: 0.35 },
      { text: '基本存款账户', weight: 0.3 },
      { text: '账号', weight: 0.1 },
      { text: '开户银行', weight: 0.25 },
      { text: '存款人', weight: 0.2 },
      { text: '账户名称', weight: 0.25 },
      { text: '基本存款账户编号', weight: 0.5 },
    ],
    against: [
      { text: '发票', weight: 0.5 },
      { text: '申请书', weight: 0.4 },
      { text: '合同', weight: 0.4 },
    ],
  },
  fields: [
    {
      key: 'accountName',
      names: { zh: '账户名称', en: 'Account name' },
      labels: ['账户名称', '存款人名称'],
      reach: 'column',
      anywhere: ['经审核,([^,\\n]{3,60}?)符合开户条件'],
      pattern: '^[^:]{2,60}',
      required: true,
    },
    {
      key: 'legalRepresentative',
      names: { zh: '法定代表人', en: 'Legal representative' },
      labels: ['法定代表人(单位负责人)', '法定代表人', '法定代表人或单位负责人'],
      pattern: '^[\\p{Script=Han}·•.・]{2,20}',
      validators: ['person-name'],
      sensitive: true,
    },
    {
      key: 'bank',
      names: { zh: '开户银行', en: 'Bank' },
      labels: ['开户银行'],
      reach: 'column',
      pattern: '^[^:]{4,60}',
      accept: 'confident',
    },
    {
      key: 'accountNumber',
      names: { zh: '账号', en: 'Account number' },
      labels: ['账号', '银行账号', '账户号码'],
      pattern: '\\d{8,32}',
      required: true,
      sensitive: true,
    },
    {
      key: 'approvalNumber',
      names: { zh: '核准号', en: 'Approval number' },
      labels: ['核准号', '基本存款账户编号'],
      pattern: '[JZL]\\d{13}',
      anywhere: ['(?<![A-Z\\d])(J\\d{13})(?!\\d)'],
      validators: ['account-approval-number'],
      accept: 'confident',
    },
  ],
});
