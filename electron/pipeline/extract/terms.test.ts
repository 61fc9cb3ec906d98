/** Dates of terms are not the date of signing, the first date of a term is not its last, and words around a value are no part of it. */
import { expect, test } from 'vitest';
import { plainPreparation } from '../../../tests/fixtures/plain-preparation.ts';
import { printedLine } from '../../../tests/fixtures/printed-line.ts';
import { extractFields } from '../extract.ts';

/** `[x, y, text]` */
function read(documentType: string, placed: readonly [number, number, string][]): Record<string, string> {
  const lines = placed.map(([x, y, text]) => printedLine(text, x, y, 0.998));
  const fields = extractFields({ documentType, side: null, lines, preparation: plainPreparation(1000, 1400), today: '2026-11-20' });
  return Object.fromEntries(fields.map(({ key, value }) => [key, value]));
}

test('a term in the first line is not when a contract was signed', () => {
  const fields = read('contract', [
    [300, 50, '商品房买卖合同'],
    [100, 150, '使用年限自2009年3月24日至2079年3月23日。'],
    [100, 900, '2011年6月24日'],
    [600, 900, '2011年6月24日'],
  ]);
  expect(fields['signedDate']).toBe('2011-06-24');
});

test.each([
  ['before the second', 348],
  ['before the first', 302],
])('two dates of a term, one above the other, with the label %s', (_, labelY) => {
  const fields = read('organization-code-certificate', [
    [300, 50, '组织机构代码证'],
    [100, labelY, '有效期:'],
    [260, 300, '自2014年08月19日'],
    [260, 350, '至2018年08月18日'],
  ]);
  expect([fields['validFrom'], fields['validTo']]).toEqual(['2014-08-19', '2018-08-18']);
});

test('a label with a word more, and what is told of the building', () => {
  const report = read('test-report', [
    [300, 50, '检测报告'],
    [100, 150, '受检单位名称'],
    [260, 150, '某某市样例食品有限公司'],
  ]);
  expect(report['client']).toBe('某某市样例食品有限公司');
  const marked = read('test-report', [
    [300, 50, '检测报告'],
    [100, 150, '委托单位'],
    [260, 150, '某某市样例食品有限公司'],
    [260, 176, 'Sample Food'],
  ]);
  expect(marked['client']).toBe('某某市样例食品有限公司');
  const lease = read('lease-contract', [
    [300, 50, '房屋租赁合同'],
    [100, 150, '房屋坐落于南宁市青秀区样例路435弄107号502室，共6层。'],
  ]);
  expect(lease['location']).toBe('南宁市青秀区样例路435弄107号502室');
});

test('characters of the upright titles behind the names of an invoice', () => {
  const invoice = read('vat-invoice', [
    [300, 50, '电子发票(增值税专用发票)'],
    [100, 150, '名称:样例一某某有限公司买售方方信'],
    [560, 150, '名称:样例二某某信息技术有限公司'],
    [100, 190, '统一社会信用代码/纳税人识别号:91450100MA5P000013'],
    [560, 190, '统一社会信用代码/纳税人识别号:91450100MA5P000021'],
  ]);
  expect([invoice['buyerName'], invoice['sellerName']]).toEqual(['样例一某某有限公司', '样例二某某信息技术有限公司']);
});

test('the edge of a card is no digit of its number', () => {
  // Check digit after Luhn (ISO/IEC 7812-1).
  expect(read('bank-card', [[100, 150, '16222021234567894']])['cardNumber']).toBe('6222021234567894');
});
