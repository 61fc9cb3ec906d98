/** Forms that were left half done: what follows an empty slot is no value, and a number belongs to the person before it. */
import { expect, test } from 'vitest';
import type { Field } from '#shared/page.ts';
import { plainPreparation } from '../../../tests/fixtures/plain-preparation.ts';
import { printedLine as line } from '../../../tests/fixtures/printed-line.ts';
import { extractFields } from '../extract.ts';

const holder = '450103199003070012';
const stranger = '450102198506010029';

/** Every text a row of its own; `[x, text]` stands elsewhere than at the left. */
function read(documentType: string, rows: readonly (string | [number, string][])[]): Record<string, Field> {
  const lines = rows.flatMap((row, index) =>
    typeof row === 'string' ? [line(row, 100, 100 + index * 50)] : row.map(([x, text]) => line(text, x, 100 + index * 50)),
  );
  const fields = extractFields({ documentType, side: null, lines, preparation: plainPreparation(1000, 1400), today: '2026-11-20' });
  return Object.fromEntries(fields.map((field) => [field.key, field]));
}

const accepted = (fields: Record<string, Field>): Record<string, string> =>
  Object.fromEntries(Object.values(fields).flatMap(({ key, status, value }) => (status === 'accepted' ? [[key, value]] : [])));
const codes = (field: Field | undefined): string[] => field?.problems.map(({ code }) => code) ?? [];

test.each([
  [
    'power-of-attorney',
    ['授权委托书', '委托人：', '公民身份号码：', '受托人：', '公民身份号码：', '兹委托上述受托人办理登记手续。', '委托人（签字）：'],
  ],
  ['power-of-attorney', ['授权委托书', '委托单位：', '法定代表人：', '受托人姓名：', '工作单位：', '现委托上列受托人办理登记事宜。']],
  ['power-of-attorney', ['授权委托书', '委托人：／', '身份证号码：——', '受托人：无', '身份证号码：/']],
  ['lease-contract', ['租房协议', '出租方：', '承租方：', '双方协商一致，订立本协议：', '出租方签名：', '承租方签名：', '日期：']],
])('nothing is read from an unfilled %s', (type, rows) => {
  const fields = read(type, rows);
  expect(accepted(fields)).toEqual({});
  const names = Object.values(fields).filter(({ key }) => key.endsWith('Name'));
  expect(names.map(({ value }) => value)).toEqual(['', '']);
  expect(names.map((field) => codes(field))).toEqual([['field.slot-empty'], ['field.slot-empty']]);
});

test('an unfilled letter names nobody, an unfilled promise has no signer', () => {
  const letter = read('certificate-letter', [
    '收入证明',
    '兹证明          系我单位职工，身份证号码',
    '特此证明。',
    '单位名称：',
    '单位地址：',
  ]);
  expect(accepted(letter)).toEqual({ title: '收入证明' });
  const promise = read('commitment-letter', ['承诺书', '承诺人：', '身份证号码：', '联系电话：']);
  expect(accepted(promise)).toEqual({ title: '承诺书' });
  expect(codes(promise['signer'])).toEqual(['field.slot-empty']);
});

test.each(['配偶', '经办人', '代理人', '法定代表人', '联系人'])('the number of the %s is not the signer’s', (other) => {
  const beside = read('commitment-letter', ['承诺书', '承诺人：韦小山', '身份证号码：', `${other}：农小河 身份证号码：${stranger}`]);
  expect(beside['idNumber']).toMatchObject({ value: '', status: 'review' });
  const before = read('commitment-letter', [
    '承诺书',
    `${other}：农小河 身份证号码：${stranger}`,
    '承诺人：韦小山',
    `身份证号码：${holder}`,
  ]);
  expect(accepted(before)).toMatchObject({ signer: '韦小山', idNumber: holder });
});

test('a number behind a name whose label cannot be read goes to a person', () => {
  const fields = read('power-of-attorney', ['授权委托书', '委托人：韦小山', '身份证号码：', [[220, '农小河']], `身份证号码：${stranger}`]);
  expect(fields['principalIdNumber']?.status).toBe('review');
  expect(codes(fields['principalIdNumber'])).toContain('field.owner-unclear');
});

test('a number that only stands somewhere on the page goes to a person', () => {
  const fields = read('commitment-letter', ['承诺书', '以上材料真实有效。', holder]);
  expect(fields['idNumber']).toMatchObject({ value: holder, status: 'review' });
});

test('a lease: the number of the agent is not the lessor’s, each party keeps its own', () => {
  const rows = [
    '租房协议',
    '出租方：韦小山',
    '身份证号：',
    `委托代理人：农小河 身份证号：${stranger}`,
    '承租方：黄小梅',
    `身份证号：${holder}`,
  ];
  expect(accepted(read('lease-contract', rows))).toMatchObject({ lessorName: '韦小山', lesseeName: '黄小梅', lesseeIdNumber: holder });
  expect(read('lease-contract', rows)['lessorIdNumber']?.value).toBe('');
});

test('two people side by side', () => {
  const fields = read('power-of-attorney', [
    '授权委托书',
    [
      [100, '委托人'],
      [600, '受托人'],
    ],
    [
      [100, '姓名：韦小山'],
      [600, '姓名：农小河'],
    ],
    [
      [100, `身份证号：${holder}`],
      [600, `身份证号：${stranger}`],
    ],
    '委托事项：办理登记。',
  ]);
  expect(accepted(fields)).toMatchObject({
    principalName: '韦小山',
    principalIdNumber: holder,
    agentName: '农小河',
    agentIdNumber: stranger,
  });
});

test('with its label broken into two lines, the number of the other column is nobody’s', () => {
  const fields = read('power-of-attorney', [
    '委托书',
    [
      [100, '委托人'],
      [600, '受托人'],
    ],
    [
      [100, '姓名：韦小山'],
      [600, '姓名：农小河'],
    ],
    [
      [100, '公民身份号'],
      [600, '公民身份号'],
    ],
    [
      [100, `码：${holder}`],
      [600, `码：${stranger}`],
    ],
    '特委托受托人代为办理手续。',
  ]);
  const { principalIdNumber, agentIdNumber } = accepted(fields);
  expect([undefined, holder]).toContain(principalIdNumber);
  expect([undefined, stranger]).toContain(agentIdNumber);
});

test('an amount may begin with the currency', () => {
  expect(read('business-licence', ['名称 某某有限公司', '注册资本 人民币伍拾万元整'])['registeredCapital']?.value).toBe('人民币伍拾万元整');
});

test('a value ends where the next label begins, and begins where its own has ended', () => {
  const tail = read('business-licence', ['名称 某某有限公司', '类型 有限责任公司', '法定代表人 韦小山成立日期2021年06月08日']);
  expect(tail['legalRepresentative']?.value).toBe('韦小山');
  expect(read('certificate-letter', ['在职证明', '单位名称（盖章）：'])['issuer']).toBeUndefined();
  expect(read('certificate-letter', ['在职证明', '单位名称（盖章）：某某商贸有限公司'])['issuer']?.value).toBe('某某商贸有限公司');
  const head = read('business-licence', [
    [
      [100, '名'],
      [180, '称'],
      [300, '某某有限公司'],
    ],
    [
      [100, '经'],
      [300, '者'],
      [420, '韦小山'],
    ],
  ]);
  expect(head['name']?.value).toBe('某某有限公司');
});

test.each([
  ['二〇二六年三月十二日', '2026-03-12'],
  ['2026年元月8日', '2026-01-08'],
])('a promise dated %s', (printed, date) => {
  const fields = read('commitment-letter', ['承诺书', '承诺人：韦小山', `身份证号码：${holder}`, [[500, printed]]]);
  expect(fields['signedDate']?.value).toBe(date);
});

test('a street named after the label stays in the address', () => {
  const fields = read('id-card', [
    '姓名 韦小山',
    '性别 男 民族 壮',
    [
      [100, '住址'],
      [200, '广西南宁市青秀区民族大道12号'],
    ],
    `公民身份号码 ${holder}`,
  ]);
  expect(fields['address']?.value).toBe('广西南宁市青秀区民族大道12号');
});
