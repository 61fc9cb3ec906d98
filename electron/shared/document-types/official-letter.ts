/** 通知, 批复, 公函 and decisions with a document number, with and without a red head. */
import { defineDocumentType } from './schema.ts';

export const officialLetter = defineDocumentType({
  id: 'official-letter',
  names: { zh: '公文', en: 'Official letter' },
  materialNames: [{ pattern: '批复|批准文件|公函', rank: 20 }],
  severalPages: true,
  evidence: {
    titles: [
      { text: '关于', weight: 0.1 },
      { text: '通知', weight: 0.35 },
      { text: '批复', weight: 0.5 },
      { text: '公函', weight: 0.5 },
      { text: '通告', weight: 0.4 },
      { text: '公告', weight: 0.4 },
      { text: '决定', weight: 0.25 },
      { text: '文件', weight: 0.3 },
      { text: '受理通知书', weight: 0.7 },
      { text: '通知书', weight: 0.5 },
      { text: '告知书', weight: 0.5 },
      { text: '决定书', weight: 0.7 },
      { text: '意见书', weight: 0.4 },
      { text: '复函', weight: 0.6 },
    ],
    words: [
      { text: '抄送', weight: 0.3 },
      { text: '印发', weight: 0.25 },
      { text: '主送', weight: 0.2 },
      { text: '特此通知', weight: 0.4 },
      { text: '此复', weight: 0.4 },
      { text: '特此函告', weight: 0.4 },
      { text: '当事人', weight: 0.1 },
      { text: '行政复议', weight: 0.2 },
      { text: '特此函复', weight: 0.4 },
      { text: '各有关单位', weight: 0.15 },
    ],
    patterns: [{ pattern: '\\p{Script=Han}{1,8}[〔\\[(【]\\d{4}[〕\\])】]\\d{1,5}号', name: '文号', weight: 0.5 }],
    against: [
      { text: '缴费', weight: 0.8 },
      { text: '通知单', weight: 0.6 },
      { text: '合同', weight: 0.4 },
      { text: '申请书', weight: 0.4 },
      { text: '申请表', weight: 0.4 },
      { text: '委托书', weight: 0.5 },
      { text: '证书', weight: 0.3 },
      { text: '不动产权', weight: 0.6 },
      { text: '发票', weight: 0.5 },
    ],
  },
  fields: [
    {
      key: 'title',
      names: { zh: '标题', en: 'Title' },
      anywhere: [
        '(?:^|\\n)(关于[^\\n]{4,60}?的?(?:通知|批复|函|公告|通告|决定|意见))(?=\\n|$)',
        '(?:^|\\n)(关于[^\\n,。:]{2,40}\\n[^\\n,。:]{0,40}?(?:通知|批复|函|公告|通告|决定|意见))(?=\\n|$)',
        '(?:^|\\n)([^\\n,。:]{2,30}(?:通知书|决定书|告知书|通知|批复|公告|通告))(?=\\n|$)',
      ],
      required: true,
    },
    {
      key: 'documentNumber',
      names: { zh: '文号', en: 'Document number' },
      anywhere: ['(\\p{Script=Han}{1,8}[〔\\[(【]\\d{4}[〕\\])】]\\d{1,5}号)'],
      validators: ['document-number'],
      accept: 'confident',
    },
    {
      key: 'issuer',
      names: { zh: '发文机关', en: 'Issuer' },
      onSeal: true,
      anywhere: [
        '(?:^|\\n)(\\p{Script=Han}{4,25}(?:局|委员会|办公室|人民政府|厅|部|中心))(?=\\n|$)',
        '(?:^|\\n)(\\p{Script=Han}{4,25}(?:局|委员会|办公室|人民政府|厅))文件(?=\\n|$)',
      ],
    },
    {
      key: 'issuedDate',
      names: { zh: '日期', en: 'Date' },
      anywhere: [
        '(?:^|\\n)[^\\n]{0,8}?(\\d{4}年\\d{1,2}月\\d{1,2}日|[二〇○零一三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)(?=\\n|$|印发)',
      ],
      validators: ['date'],
    },
  ],
});
