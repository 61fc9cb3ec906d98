/** 增值税发票, on paper and fully digital. */
import { defineDocumentType } from './schema.ts';

/** Buyer and seller stand one above the other, or side by side in one row. */
const partyName = '(?:(?!名称)[^\\n:]){2,40}?';
// The titles of both parties stand upright beside the names: 购买方信息 and 销售方信息, character by character.
const nameEnd = '(?:[购买方]{0,2}|[购买销售方信息]{3,8})(?:\\n|[销售方信息]{0,5}名称:|统一社会|纳税人)';
/** A credit code ends after 18 characters, whatever stands beside it; older numbers have 15 or 20. */
const taxNumber = '9[0-9A-Z]{17}|[0-9A-Z]{20}|[0-9A-Z]{15}';

export const vatInvoice = defineDocumentType({
  id: 'vat-invoice',
  names: { zh: '增值税发票', en: 'VAT invoice' },
  materialNames: [{ pattern: '发票', rank: 60 }],
  identity: ['invoiceNumber'],
  printedOnly: true,
  otherLabels: [
    '地址、电话',
    '开户行及账号',
    '税率',
    '税额',
    '规格型号',
    '单位',
    '数量',
    '单价',
    '密码区',
    '机器编号',
    '收款人',
    '复核',
    '开票人',
    '备注',
    '货物或应税劳务',
    '价税合计',
  ],
  sections: [
    { id: 'buyer', starts: ['购买方', '购货单位', '购方'] },
    { id: 'seller', starts: ['销售方', '销货单位', '销方'] },
  ],
  evidence: {
    titles: [
      { text: '增值税专用发票', weight: 1 },
      { text: '增值税普通发票', weight: 1 },
      { text: '增值税电子普通发票', weight: 1 },
      { text: '增值税电子专用发票', weight: 1 },
      { text: '电子发票(普通发票)', weight: 1 },
      { text: '电子发票(增值税专用发票)', weight: 1 },
    ],
    words: [
      { text: '价税合计', weight: 0.45 },
      { text: '纳税人识别号', weight: 0.3 },
      { text: '购买方', weight: 0.15 },
      { text: '销售方', weight: 0.15 },
      { text: '购货单位', weight: 0.25 },
      { text: '销货单位', weight: 0.25 },
      { text: '税率', weight: 0.15 },
      { text: '税额', weight: 0.15 },
      { text: '规格型号', weight: 0.15 },
      { text: '发票代码', weight: 0.15 },
      { text: '发票号码', weight: 0.15 },
      { text: '开票日期', weight: 0.2 },
      { text: '密码区', weight: 0.3 },
      { text: '机器编号', weight: 0.2 },
      { text: '校验码', weight: 0.2 },
      { text: '开票人', weight: 0.15 },
      { text: '货物或应税劳务', weight: 0.3 },
      { text: '税控', weight: 0.1 },
    ],
    against: [
      { text: '定额发票', weight: 1 },
      { text: '通用机打', weight: 0.8 },
      { text: '出租汽车', weight: 0.8 },
      { text: '合同', weight: 0.3 },
      { text: '通知单', weight: 0.4 },
      { text: '火车票', weight: 1 },
      { text: '行程单', weight: 0.6 },
    ],
  },
  fields: [
    {
      key: 'invoiceCode',
      names: { zh: '发票代码', en: 'Invoice code' },
      labels: ['发票代码'],
      pattern: '(?<!\\d)\\d{10}(?:\\d{2})?(?!\\d)',
      anywhere: ['(?:^|\\n)[^\\n]{0,10}?(?<!\\d)(\\d{10}|\\d{12})(?!\\d)'],
      validators: ['invoice-code'],
    },
    {
      key: 'invoiceNumber',
      names: { zh: '发票号码', en: 'Invoice number' },
      labels: ['发票号码', 'No', 'No.'],
      pattern: '(?<!\\d)(?:\\d{8}|\\d{20})(?!\\d)',
      anywhere: ['[Nn][oO0][.:]?(\\d{8})(?!\\d)', '(?<!\\d)(\\d{8})(?!\\d)'],
      validators: ['invoice-number'],
    },
    {
      key: 'invoiceDate',
      names: { zh: '开票日期', en: 'Invoice date' },
      labels: ['开票日期'],
      pattern: '\\d{4}年\\d{1,2}月\\d{1,2}日',
      anywhere: ['(\\d{4}年\\d{1,2}月\\d{1,2}日)'],
      validators: ['date'],
      accept: 'confident',
    },
    {
      key: 'buyerName',
      names: { zh: '购买方名称', en: 'Buyer' },
      anywhere: [`名称:?(${partyName})(?=${nameEnd}|密码区|密|[\\d+*<>/-]{4})`],
    },
    {
      key: 'buyerTaxId',
      names: { zh: '购买方纳税人识别号', en: 'Buyer tax number' },
      anywhere: [`纳税人识别号:?(${taxNumber})`],
      validators: ['tax-number'],
    },
    {
      key: 'sellerName',
      names: { zh: '销售方名称', en: 'Seller' },
      anywhere: [`名称:[\\s\\S]*名称:?(${partyName})(?=${nameEnd}|备注|备)`],
    },
    {
      key: 'sellerTaxId',
      names: { zh: '销售方纳税人识别号', en: 'Seller tax number' },
      anywhere: [`纳税人识别号[\\s\\S]*纳税人识别号:?(${taxNumber})`],
      validators: ['tax-number'],
    },
    {
      key: 'amount',
      names: { zh: '合计金额', en: 'Net amount' },
      anywhere: ['(?:^|\\n)合计[^\\d\\n]{0,6}([\\d,]+\\.\\d{2})'],
      validators: ['amount'],
    },
    {
      key: 'taxAmount',
      names: { zh: '合计税额', en: 'Tax' },
      anywhere: ['(?:^|\\n)合计[^\\d\\n]{0,6}[\\d,]+\\.\\d{2}[^\\d\\n]{0,6}([\\d,]+\\.\\d{2})'],
      validators: ['amount'],
    },
    {
      key: 'totalAmount',
      names: { zh: '价税合计', en: 'Total' },
      anywhere: ['价税合计[^\\n]*?小写[^\\d\\n]{0,6}([\\d,]+\\.\\d{2})', '小写[^\\d\\n]{0,6}([\\d,]+\\.\\d{2})'],
      validators: ['amount'],
    },
    { key: 'checkCode', names: { zh: '校验码', en: 'Check code' }, labels: ['校验码'], pattern: '\\d{20}' },
  ],
  agreements: [{ kind: 'sum', left: 'amount', right: 'taxAmount', total: 'totalAmount' }],
  codes: [
    '^01,\\d{2},(?<invoiceCode>\\d{10,12}),(?<invoiceNumber>\\d{8}),(?<amount>\\d+(?:\\.\\d+)?),(?<invoiceDate>\\d{8}),(?<checkCode>\\d{5,20})?',
    '^01,3[12],,(?<invoiceNumber>\\d{20}),(?<totalAmount>\\d+(?:\\.\\d+)?),(?<invoiceDate>\\d{8}),',
  ],
});
