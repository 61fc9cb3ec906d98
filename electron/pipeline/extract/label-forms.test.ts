/** Labels in pieces, values in overlapping lines, tick boxes by pixels, and what a QR code adds. */
import { expect, test } from 'vitest';
import type { PageCode, Preparation, TextLine, TickBox } from '#shared/page.ts';
import { extractFields } from '../extract.ts';

const preparation: Preparation = {
  widthPx: 1600,
  heightPx: 2200,
  dpi: 200,
  rotationCw: 0,
  skewDegrees: 0,
  blank: false,
  inkCoverage: 0.1,
  qualityProblems: [],
  seals: [],
};
/** Chinese characters are 30 px wide, others 16, all 40 px high. */
function line(text: string, x: number, y: number, width = [...text].reduce((sum, char) => sum + (char < '~' ? 16 : 30), 0)): TextLine {
  const quad: TextLine['quad'] = [
    [x, y],
    [x + width, y],
    [x + width, y + 40],
    [x, y + 40],
  ];
  return { text, confidence: 0.999, quad, characterConfidences: [...text].map(() => 0.999) };
}

type More = { codes?: PageCode[]; tickBoxes?: TickBox[]; formLabels?: Record<string, string> };
function extract(documentType: string, lines: TextLine[], more: More = {}) {
  const fields = extractFields({ documentType, side: null, lines, preparation, today: '2026-11-20', ...more });
  return Object.fromEntries(fields.map((field) => [field.key, field]));
}

test('a label spread over its column is known by the characters that were found', () => {
  const lines = [line('营', 200, 300), line('业', 260, 300), line('所', 400, 300), line('广西南宁市青秀区样例路5号一层27号门面', 500, 300)];
  expect(extract('business-licence', lines).domicile?.value).toBe('广西南宁市青秀区样例路5号一层27号门面');
});

test('a label in two lines leads to the value between them', () => {
  const lines = [
    line('公民身份', 200, 300),
    line('450103199003070012', 500, 320),
    line('证件编号', 200, 342),
    line('常住人口登记卡', 500, 100),
  ];
  expect(extract('household-register', lines).idNumber?.value).toBe('450103199003070012');
});

test('characters that two pieces of one line both read count once', () => {
  const lines = [line('经营场所广西壮族自治区南宁市青', 260, 400, 945), line('宁市青秀区样例路139号', 1085, 400, 540)];
  expect(extract('food-permit', lines).premises?.value).toBe('广西壮族自治区南宁市青秀区样例路139号');
});

test('the second of two parties is read in its section of the form', () => {
  const lines = [
    line('权利人情况', 700, 100),
    line('姓名', 200, 180),
    line('张三', 400, 180),
    line('义务人情况', 700, 260),
    line('姓名', 200, 340),
    line('李四', 400, 340),
  ];
  const fields = extract('application-form', lines, { formLabels: { '权利人情况/姓名': 'to.name', '义务人情况/姓名': 'from.name' } });
  expect([fields['to.name']?.value, fields['from.name']?.value]).toEqual(['张三', '李四']);
});

test('boxes found on the page tell what is ticked where the text does not', () => {
  const lines = [line('组成形式', 100, 300), line('个人经营家庭经营', 400, 300, 400)];
  const tickBoxes: TickBox[] = [
    { box: [372, 306, 26, 26], ticked: false },
    { box: [600, 306, 26, 26], ticked: true },
  ];
  const formLabels = { 组成形式: 'formType' };
  expect(extract('application-form', lines, { formLabels, tickBoxes }).formType).toMatchObject({ value: '家庭经营', problems: [] });
  expect(extract('application-form', lines, { formLabels }).formType).toMatchObject({ value: '', status: 'review' });
});

const quad: PageCode['quad'] = [
  [1300, 100],
  [1400, 100],
  [1400, 200],
  [1300, 200],
];
const code = (text: string): PageCode => ({ format: 'qr', text, quad });
const invoice = [line('发票号码：26452822449198926344', 900, 100), line('开票日期：2026年03月25日', 900, 160)];

test('a QR code that agrees confirms the print, one that differs sends it to a person', () => {
  const agreeing = extract('vat-invoice', invoice, { codes: [code('01,32,,26452822449198926344,1578.00,20260325,,')] });
  expect(agreeing.invoiceNumber).toMatchObject({ value: '26452822449198926344', status: 'accepted', problems: [] });
  const differing = extract('vat-invoice', invoice, { codes: [code('01,32,,26452822449198926345,1578.00,20260325,,')] });
  expect(differing.invoiceNumber).toMatchObject({ status: 'review', problems: [{ code: 'field.disagrees-with-code' }] });
});

test('what only the QR code tells is offered for review', () => {
  const fields = extract('vat-invoice', invoice, { codes: [code('01,32,,26452822449198926344,1578.00,20260325,,')] });
  expect(fields.totalAmount).toMatchObject({
    value: '1578.00',
    status: 'review',
    problems: [{ code: 'field.from-code' }],
    box: [1300, 100, 100, 100],
  });
});
