/** Fields from text lines: the demo stack as OCR read it, and the layouts that papers come in. */
import { expect, test } from 'vitest';
import { fieldDefinitionSchema } from '#shared/document-types/schema.ts';
import { findDocumentType } from '#shared/document-types/index.ts';
import type { Field, Side, TextLine } from '#shared/page.ts';
import { individualBusinessRegistration } from '#shared/service-items/individual-business-registration.ts';
import { readLineFixture } from '../../tests/fixtures/lines/read-line-fixture.ts';
import { extractFields } from './extract.ts';
import { plainPreparation } from '../../tests/fixtures/plain-preparation.ts';
import { printedLine as line } from '../../tests/fixtures/printed-line.ts';

const today = '2026-11-20';
const formLabels = individualBusinessRegistration.applicationForm?.labels ?? {};
const preparation = plainPreparation(1000, 1000);

function extract(documentType: string, lines: readonly TextLine[], side: Side | null = null): Record<string, Field> {
  const fields = extractFields({ documentType, side, lines, preparation, formLabels, today });
  return Object.fromEntries(fields.map((field) => [field.key, field]));
}

function fromFixture(name: string, documentType: string, side: Side | null = null): Record<string, Field> {
  const { lines, preparation: prepared } = readLineFixture(name);
  const fields = extractFields({ documentType, side, lines, preparation: prepared, formLabels, today });
  return Object.fromEntries(fields.map((field) => [field.key, field]));
}

const valuesOf = (fields: Record<string, Field>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([key, { value }]) => [key, value]));
const acceptedOf = (fields: Record<string, Field>): string[] =>
  Object.values(fields)
    .filter(({ status }) => status === 'accepted')
    .map(({ key }) => key);

const operator = { name: '黄玉梅', idNumber: '450105197803185807', address: '广西南宁市江南区星光大道51号朝晖新村8栋3单元1501号' };

test('both sides of an ID card on one sheet, with Zhuang beside the Chinese', () => {
  const fields = fromFixture('08-id-card-agent', 'id-card', 'both');
  expect(valuesOf(fields)).toEqual({
    name: '农春梅',
    sex: '女',
    ethnicity: '壮',
    birthDate: '1976-04-07',
    address: '广西柳州市鱼峰区屏山大道73号朝晖新村9栋2单元1402号',
    idNumber: '450203197604072589',
    issuingAuthority: '柳州市公安局鱼峰分局',
    validFrom: '2023-02-14',
    validTo: '长期',
  });
  expect(acceptedOf(fields)).toEqual(expect.arrayContaining(['idNumber', 'birthDate', 'sex']));
  // An address over several lines may have lost a character at a line's end; 长期 proves no starting date.
  expect(acceptedOf(fields)).not.toEqual(expect.arrayContaining(['address', 'validFrom']));
});

test('what OCR lost is never invented: it follows from the proved number and goes to a person', () => {
  const fields = fromFixture('03-id-card-operator', 'id-card', 'both');
  expect(valuesOf(fields)).toMatchObject({
    name: operator.name,
    idNumber: operator.idNumber,
    birthDate: '1978-03-18',
    address: operator.address,
  });
  expect(fields.sex).toMatchObject({ value: '女', raw: '', status: 'review', box: null, problems: [{ code: 'field.from-number' }] });
});

test('a business licence in two columns', () => {
  const fields = fromFixture('07-lessor-business-licence', 'business-licence');
  expect(valuesOf(fields)).toMatchObject({
    uscc: '91450105MA5KJX4Y19',
    name: '南宁邕畔资产管理有限公司',
    type: '有限责任公司（自然人投资或控股）',
    legalRepresentative: '周建华',
    registeredCapital: '壹仟万元整',
    establishedDate: '2021-04-16',
    businessTermFrom: '2021-04-16',
    businessTermTo: '2051-04-15',
    domicile: '南宁市江南区星光大道176号A座1507号',
  });
  expect(fields.businessScope?.value).toMatch(/^一般项目：非居住房地产租赁；.*自主开展经营活动[)）]$/);
  expect(fields.uscc?.status).toBe('accepted');
});

test('a lease with the same labels for both parties and its terms in prose', () => {
  const fields = fromFixture('01-lease-contract-page-1', 'lease-contract');
  expect(valuesOf(fields)).toEqual({
    lessorName: '南宁邕畔资产管理有限公司',
    lessorIdNumber: '91450105MA5KJX4Y19',
    lesseeName: operator.name,
    lesseeIdNumber: operator.idNumber,
    location: '南宁市江南区亭洪路120号1栋2层114号商铺',
    area: '60.5',
    leaseFrom: '2026-11-01',
    leaseTo: '2028-10-31',
    rent: '2300.00',
  });
  expect(acceptedOf(fields)).toEqual(expect.arrayContaining(['lessorIdNumber', 'lesseeIdNumber']));
});

test('a power of attorney: principal and agent apart', () => {
  expect(valuesOf(fromFixture('05-power-of-attorney', 'power-of-attorney'))).toEqual({
    principalName: operator.name,
    principalIdNumber: operator.idNumber,
    agentName: '农春梅',
    agentIdNumber: '450203197604072589',
    agentPhone: '18800009063',
    matter: '办理个体工商户设立登记',
    validFrom: '2026-11-17',
    validTo: '2027-11-16',
    signedDate: '2026-11-17',
  });
});

test('a form in table cells, its labels given by the service item', () => {
  const fields = fromFixture('06-application-form', 'application-form');
  expect(valuesOf(fields)).toMatchObject({
    formTitle: '个体工商户登记（备案）申请书',
    name: '南宁市江南区小满水暖五金店',
    phone: '13500007728',
    postcode: '530031',
    premisesAddress: '南宁市江南区亭洪路120号1栋2层114号商铺',
    employees: '6',
    fundingAmount: '3',
    licenceCopies: '1',
    businessScope: '一般项目：五金产品零售；建筑材料销售；卫生洁具销售；灯具销售；电线、电缆经营；家用电器安装服务',
    'operator.name': operator.name,
    'operator.idNumber': operator.idNumber,
    'operator.birthDate': '1978-03-18',
    'operator.ethnicity': '壮',
    'operator.address': operator.address,
  });
  // Ticked boxes are read badly: a guess is shown, never accepted.
  expect(fields.formType).toMatchObject({ value: '个人经营', status: 'review' });
  expect(fields.isEcommerce).toMatchObject({ status: 'review', problems: [{ code: 'field.choice-unclear' }] });
});

test('the order of the fields is the order of the document type', () => {
  const keys = Object.keys(fromFixture('08-id-card-agent', 'id-card', 'both'));
  expect(keys).toEqual(findDocumentType('id-card')?.fields.map(({ key }) => key));
});

test('only the fields of the side that is shown', () => {
  const lines = [line('签发机关 某某市公安局', 100, 100), line('有效期限 2020.01.05-2040.01.05', 100, 140)];
  expect(Object.keys(extract('id-card', lines, 'emblem'))).toEqual(['issuingAuthority', 'validFrom', 'validTo']);
});

const portrait = (idNumber: string, sex = '男', birth = '1990年3月7日'): TextLine[] => [
  line('姓名 韦小山', 100, 100),
  line(`性别 ${sex} 民族 壮`, 100, 140),
  line(`出生 ${birth}`, 100, 180),
  line('住址 某市某路1号', 100, 220),
  line(`公民身份号码 ${idNumber}`, 100, 300),
];

test('birth date and sex are accepted because the proved number agrees', () => {
  const fields = extract('id-card', portrait('450103199003070012'), 'portrait');
  expect(acceptedOf(fields)).toEqual(expect.arrayContaining(['idNumber', 'birthDate', 'sex']));
});

test('a wrong check digit, or a number that says otherwise, sends all of them to a person', () => {
  expect(acceptedOf(extract('id-card', portrait('450103199003070011'), 'portrait'))).not.toEqual(expect.arrayContaining(['idNumber']));
  const other = extract('id-card', portrait('450103199003070012', '女', '1990年3月8日'), 'portrait');
  expect(other.sex).toMatchObject({ status: 'review', problems: [{ code: 'field.disagrees' }] });
  expect(other.birthDate).toMatchObject({ status: 'review', problems: [{ code: 'field.disagrees' }] });
});

test('a repaired number is right and still looked at', () => {
  const fields = extract('id-card', portrait('45O1031990O3O7OO12'), 'portrait');
  expect(fields.idNumber).toMatchObject({ value: '450103199003070012', raw: '45O1031990O3O7OO12', status: 'review' });
  expect(fields.idNumber?.problems[0]?.code).toBe('id-number.repaired');
});

test('low character confidence keeps a name from being accepted', () => {
  const sure = extract('id-card', portrait('450103199003070012'), 'portrait');
  expect(sure.name?.status).toBe('accepted');
  const unsure = portrait('450103199003070012').map((entry) => (entry.text.startsWith('姓名') ? { ...entry, confidence: 0.85 } : entry));
  expect(extract('id-card', unsure, 'portrait').name?.status).toBe('review');
});

test('one weak character among sure ones keeps a name from being accepted', () => {
  const [first, ...rest] = portrait('450103199003070012') as [TextLine, ...TextLine[]];
  const weak = { ...first, characterConfidences: [1, 1, 1, 1, 1, 0.6] };
  expect(extract('id-card', [weak, ...rest], 'portrait').name?.status).toBe('review');
});

test('label and value in separate lines, spaced labels, any order of the lines', () => {
  const lines = [
    line('某某有限公司', 300, 102),
    line('称', 180, 100),
    line('名', 100, 100),
    line('住', 100, 150),
    line('所', 180, 150),
    line('某市某区某路', 300, 150),
    line('1号', 300, 174),
    line('法定代表人', 100, 220),
    line('韦小山', 300, 221),
  ];
  expect(valuesOf(extract('business-licence', lines.toReversed()))).toEqual({
    name: '某某有限公司',
    legalRepresentative: '韦小山',
    domicile: '某市某区某路1号',
  });
});

test('an individual business has an operator and premises', () => {
  const lines = [
    line('统一社会信用代码', 100, 60),
    line('92450103MA5K000040', 100, 90),
    line('名称 某某店', 100, 130),
    line('类型 个体工商户', 100, 170),
    line('经营者 韦小山', 100, 210),
    line('经营场所 某市某路1号', 100, 250),
    line('组成形式 个人经营', 500, 130),
    line('注册日期 2021年06月08日', 500, 170),
  ];
  const fields = extract('business-licence', lines);
  expect(valuesOf(fields)).toEqual({
    uscc: '92450103MA5K000040',
    name: '某某店',
    type: '个体工商户',
    operator: '韦小山',
    registeredDate: '2021-06-08',
    premises: '某市某路1号',
    organizationForm: '个人经营',
  });
  expect(fields.uscc?.status).toBe('accepted');
});

test('a power of attorney in one sentence', () => {
  const lines = [
    line('授权委托书', 300, 60),
    line('本人韦小山（身份证号：450103199003070012），现委托', 100, 120),
    line('农小河（身份证号：450102198506010029）办理个体工商户设立登记事宜。', 100, 150),
  ];
  expect(valuesOf(extract('power-of-attorney', lines))).toMatchObject({ principalName: '韦小山', agentName: '农小河' });
});

test('ticked boxes', () => {
  const lines = [line('个体工商户登记申请书', 300, 40), line('组成形式', 100, 100), line('□个人经营 ☑家庭经营', 300, 100)];
  expect(extract('application-form', lines).formType).toMatchObject({ value: '家庭经营', status: 'review', problems: [] });
  const yes = [line('电子商务经营者', 100, 100), line('√是 □否', 300, 100)];
  expect(extract('application-form', yes).isEcommerce?.value).toBe('true');
});

test('noise of a seal does not end up in a value', () => {
  const seals = [{ box: [300, 90, 200, 60] as [number, number, number, number], colour: 'red' as const, confidence: 0.9 }];
  const lines = [line('名称 某某店', 100, 100), line('督', 320, 100, 0.6)];
  const fields = extractFields({ documentType: 'business-licence', side: null, lines, preparation: { ...preparation, seals } });
  expect(fields.find(({ key }) => key === 'name')?.value).toBe('某某店');
});

test('a box holds the value and not its label', () => {
  const { name } = extract('business-licence', [line('名称', 100, 100), line('某某店', 300, 100)]);
  expect(name?.box).toEqual([300, 100, 60, 22]);
});

test('a type taught by IT staff is read like any other', () => {
  const taught = {
    ...(findDocumentType('other') as NonNullable<ReturnType<typeof findDocumentType>>),
    id: 'stall-permit',
    fields: [fieldDefinitionSchema.parse({ key: 'stall', names: { zh: '摊位号', en: 'Stall' }, labels: ['摊位号'], pattern: '[A-Z]\\d+' })],
  };
  const fields = extractFields({
    documentType: 'stall-permit',
    side: null,
    lines: [line('摊位号：A12', 100, 100)],
    preparation,
    type: taught,
  });
  expect(fields).toMatchObject([{ key: 'stall', value: 'A12', status: 'review' }]);
});

test('a passport is read from its machine readable zone and proved by its check digits', () => {
  const lines = [
    line('P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 50, 400),
    line('L898902C36UTO7408122F1204159ZE184226B<<<<<10', 50, 430),
  ];
  const fields = extract('passport', lines);
  expect(valuesOf(fields)).toEqual({
    passportNumber: 'L898902C3',
    surname: 'ERIKSSON',
    givenNames: 'ANNA MARIA',
    nationality: 'UTO',
    birthDate: '1974-08-12',
    sex: '女',
    expiryDate: '2012-04-15',
  });
  expect(acceptedOf(fields)).toEqual(expect.arrayContaining(['passportNumber', 'birthDate', 'expiryDate']));
});

test('no lines, unknown types and types without fields give nothing', () => {
  expect(extract('id-card', [])).toEqual({});
  expect(extract('never-heard-of', [line('姓名', 0, 0)])).toEqual({});
  expect(extract('other', [line('姓名', 0, 0)])).toEqual({});
});
