/** 银行卡: number in embossed groups, bank, expiry. */
import { defineDocumentType } from './schema.ts';

export const bankCard = defineDocumentType({
  id: 'bank-card',
  names: { zh: '银行卡', en: 'Bank card' },
  materialNames: [{ pattern: '银行卡', rank: 70 }],
  identity: ['cardNumber'],
  printedOnly: true,
  evidence: {
    words: [
      { text: '银联', weight: 0.35 },
      { text: 'UnionPay', weight: 0.45 },
      { text: '借记卡', weight: 0.5 },
      { text: '信用卡', weight: 0.4 },
      { text: '储蓄卡', weight: 0.5 },
      { text: '银行卡', weight: 0.1 },
      { text: 'VALIDTHRU', weight: 0.35 },
      { text: 'MONTH/YEAR', weight: 0.35 },
      { text: 'DEBIT', weight: 0.15 },
      { text: '贷记卡', weight: 0.4 },
      { text: 'VISA', weight: 0.25 },
      { text: 'ATM', weight: 0.1 },
      { text: '银行', weight: 0.1 },
      { text: 'BANK', weight: 0.15 },
      { text: 'GOODTHRU', weight: 0.35 },
      { text: '有效期', weight: 0.1 },
    ],
    patterns: [
      { pattern: '(?<!\\d)(?:62\\d{14,17}|4\\d{15}|5[1-5]\\d{14})(?!\\d)', name: '卡号', weight: 0.45 },
      { pattern: '(?<!\\d)(?:0[1-9]|1[0-2])/\\d{2}(?!\\d)', name: '有效期', weight: 0.2 },
    ],
    against: [
      { text: '开户许可', weight: 1 },
      { text: '存款账户', weight: 1 },
      { text: '合同', weight: 0.6 },
      { text: '申请', weight: 0.5 },
      { text: '发票', weight: 0.6 },
      { text: '甲方', weight: 0.5 },
      { text: '凭证', weight: 0.5 },
      { text: '回单', weight: 0.6 },
    ],
  },
  fields: [
    {
      key: 'cardNumber',
      names: { zh: '卡号', en: 'Card number' },
      labels: ['卡号'],
      anywhere: [
        // The edge of the card or of its chip is read as a 1 before the number.
        '(?<!\\d)1?(62\\d{14,17}|[3459]\\d{14,18})(?!\\d)',
        '(?<!\\d)(\\d{16,19})(?!\\d)',
      ],
      validators: ['bank-card-number'],
      accept: 'proved',
      required: true,
      sensitive: true,
    },
    {
      key: 'issuingBank',
      names: { zh: '发卡行', en: 'Issuing bank' },
      anywhere: ['(?:^|\\n)(中国(?:工商|农业|建设|邮政储蓄|民生|光大)?银行|(?!中国银联)\\p{Script=Han}{2,10}银行)'],
      required: true,
    },
    { key: 'expiry', names: { zh: '有效期', en: 'Expiry' }, anywhere: ['(?<!\\d)((?:0[1-9]|1[0-2])/\\d{2})(?!\\d)'] },
  ],
  // ISO/IEC 7811: the number line stands 21.42 mm above the lower edge; the rest of the face is the bank's own.
  faces: [{ widthMm: 85.6, heightMm: 54, zones: { cardNumber: [0.04, 0.52, 0.97, 0.7] } }],
});
