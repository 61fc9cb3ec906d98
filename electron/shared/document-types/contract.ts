/** Contracts other than leases of rooms. */
import { defineDocumentType } from './schema.ts';

/** The roles of contracts, with the sign that ends a label: in running text the same words stand without it. */
const roles = (side: string, words: readonly string[]): string[] => [
  `${side}:`,
  ...words.flatMap((word) => [`${word}(${side}):`, `${side}(${word}):`, `${word}:`]),
];
const partyLabels = {
  a: roles('甲方', ['发包方', '发包人', '转让方', '转让人', '出卖人', '出让方', '卖方', '委托方', '供方', '出借人', '采购方', '买方', '用人单位', '单位']),
  b: roles('乙方', ['承包方', '承包人', '受让方', '受让人', '买受人', '购买方', '受托方', '需方', '借款人', '供应商', '劳动者', '员工', '职工']),
};
/** What stands in brackets after the label is for the seal or the signature and is no name. */
const partyName = '^[\\p{Script=Han}·•A-Za-z][\\p{Script=Han}·•A-Za-z()]{1,39}';

export const contract = defineDocumentType({
  id: 'contract',
  names: { zh: '合同', en: 'Contract' },
  signatureExpected: true,
  otherLabels: ['法定代表人', '联系电话', '地址', '身份证号码', '性别', '签约代表', '委托代理人'],
  evidence: {
    titles: [
      { text: '合同', weight: 0.75 },
      { text: '协议', weight: 0.6 },
      { text: '劳动合同', weight: 1 },
      { text: '劳动合同书', weight: 1 },
      { text: '买卖合同', weight: 1 },
      { text: '服务合同', weight: 1 },
      { text: '购销合同', weight: 1 },
      { text: '合同书', weight: 0.8 },
      { text: '协议书', weight: 0.75 },
      { text: '施工合同', weight: 1 },
      { text: '采购合同', weight: 1 },
      { text: '承包合同', weight: 1 },
      { text: '合作协议', weight: 0.9 },
      { text: '借款合同', weight: 1 },
      { text: '委托合同', weight: 0.9 },
    ],
    words: [
      { text: '甲方', weight: 0.15 },
      { text: '乙方', weight: 0.15 },
      { text: '违约责任', weight: 0.2 },
      { text: '甲乙双方', weight: 0.15 },
      { text: '双方协商', weight: 0.1 },
      { text: '本合同', weight: 0.2 },
      { text: '本协议', weight: 0.15 },
      { text: '合同期限', weight: 0.15 },
      { text: '用人单位', weight: 0.1 },
      { text: '劳动报酬', weight: 0.15 },
      { text: '解除合同', weight: 0.1 },
      { text: '一式两份', weight: 0.1 },
      { text: '一式三份', weight: 0.1 },
    ],
    against: [
      { text: '租赁', weight: 0.3 },
      { text: '租金', weight: 0.5 },
      { text: '转租', weight: 0.4 },
      { text: '出租', weight: 0.3 },
      { text: '承租', weight: 0.3 },
      { text: '委托书', weight: 0.4 },
      { text: '申请书', weight: 0.3 },
      { text: '申请表', weight: 0.3 },
    ],
    continuation: ['甲方', '乙方', '违约', '本合同', '签字', '盖章', '争议'],
  },
  fields: [
    {
      key: 'title',
      names: { zh: '标题', en: 'Title' },
      anywhere: ['(?:^|\\n)([^\\n,。:;]{0,25}(?:合同书|合同|协议书|协议))(?=\\n|$|\\()'],
      required: true,
    },
    {
      key: 'partyA',
      names: { zh: '甲方', en: 'Party A' },
      labels: ['甲方(用人单位)', '用人单位(甲方)', '甲方(单位)', '甲方名称', ...partyLabels.a],
      pattern: partyName,
      required: true,
      sensitive: true,
    },
    {
      key: 'partyB',
      names: { zh: '乙方', en: 'Party B' },
      labels: ['乙方(劳动者)', '劳动者(乙方)', '乙方(员工)', '乙方名称', ...partyLabels.b],
      pattern: partyName,
      required: true,
      sensitive: true,
    },
    {
      key: 'signedDate',
      names: { zh: '签订日期', en: 'Signed on' },
      labels: ['签订日期', '签约日期', '签订时间', '日期'],
      pattern: '\\d{4}[年./-]\\d{1,2}[月./-]\\d{1,2}日?',
      anywhere: ['(?:^|\\n)[^\\n\\d]{0,8}(\\d{4}年\\d{1,2}月\\d{1,2}日)(?=\\n|$|\\d{4}|\\D{0,8}\\d{4}年|第)'],
      validators: ['date'],
    },
  ],
});
