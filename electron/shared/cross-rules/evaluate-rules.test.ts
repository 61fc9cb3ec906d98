/** Rules over several papers: what holds, what fails, what cannot be told, and with which values and places as evidence. */
import { expect, test } from 'vitest';
import type { Case, CaseField, Document, Page } from '../case.ts';
import type { Preparation } from '../page.ts';
import { serviceItemSchema } from '../service-item.ts';
import { crossRuleSchema } from './cross-rule.ts';
import type { CrossRule } from './cross-rule.ts';
import { addMonths, evaluateRules } from './evaluate-rules.ts';

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const today = '2026-11-20';

type Sketch = {
  type: string;
  slot?: string | null;
  values?: Record<string, string>;
  marks?: Partial<Preparation>;
  more?: Partial<Document>;
};

function caseOf(sketches: readonly Sketch[], change: Partial<Case> = {}): Case {
  const pages = sketches.map(({ marks }, index) => ({ id: uuid(index), index, preparation: { seals: [], ...marks } }) as unknown as Page);
  const documents = sketches.map(({ type, slot = null, values = {}, more }, index): Document => ({
    id: uuid(100 + index),
    documentType: type,
    pageIds: [uuid(index)],
    slotId: slot,
    placedBy: 'machine',
    duplicateOf: null,
    fields: Object.entries(values).map(
      ([key, value], row) => ({ key, value, box: [10, 20 * row, 100, 18], pageId: uuid(index), problems: [] }) as unknown as CaseField,
    ),
    ...more,
  }));
  return { answers: {}, pages, documents, form: {}, createdAt: '2026-11-18T01:00:00.000Z', ...change } as unknown as Case;
}

const material = (id: string, documentType: string, more: Record<string, unknown> = {}) => ({
  id,
  name: id,
  necessity: 'required',
  anyOf: [{ documentType }],
  copies: { originals: 1, copies: 0 },
  sourceKind: 'self',
  ...more,
});

function itemWith(rules: readonly CrossRule[], materials: Record<string, unknown>[] = []) {
  return serviceItemSchema.parse({
    code: 'X',
    catalogCode: '',
    handlingItemCode: '',
    name: 'X',
    version: 1,
    departmentName: '',
    departmentCode: '',
    caseKind: 'instant',
    questions: [{ id: 'hasAgent', label: '', kind: 'boolean', defaultValue: false }],
    materials: [material('card', 'id-card'), material('lease', 'lease-contract'), ...materials],
    formFields: [{ key: 'since', label: '', required: false, sources: [] }],
    crossRules: rules,
  });
}

const end = (slotId: string, fieldKey: string) => ({ slotId, fieldKey });
const rule = (input: Record<string, unknown>): CrossRule => crossRuleSchema.parse({ id: 'r', label: '规则', severity: 'error', ...input });
const resultOf = (input: Record<string, unknown>, current: Case) =>
  evaluateRules(itemWith([rule(input)]), { current, today }).map(({ result }) => result)[0] ?? 'silent';

const card = (values: Record<string, string>): Sketch => ({ type: 'id-card', slot: 'card', values });
const lease = (values: Record<string, string>): Sketch => ({ type: 'lease-contract', slot: 'lease', values });
const sameName = { kind: 'same', left: end('card', 'name'), right: end('lease', 'lesseeName') };

test.each([
  ['the same name', [card({ name: '覃小棠' }), lease({ lesseeName: '覃小棠' })], 'holds'],
  ['a spaced name', [card({ name: '覃小棠' }), lease({ lesseeName: '覃 小 棠' })], 'holds'],
  ['another name', [card({ name: '覃小棠' }), lease({ lesseeName: '覃小堂' })], 'fails'],
  ['a value that was not read', [card({ name: '覃小棠' }), lease({ lesseeName: '' })], 'open'],
  ['a value nobody looked for', [card({ name: '覃小棠' }), lease({})], 'open'],
  ['a paper that is not there', [card({ name: '覃小棠' })], 'silent'],
  ['a paper that cannot have the field', [card({ name: '覃小棠' }), { type: 'floor-plan', slot: 'lease' }], 'silent'],
  [
    'a paper that repeats another',
    [card({ name: '覃小棠' }), { ...lease({ lesseeName: '别人' }), more: { duplicateOf: uuid(9) } }],
    'silent',
  ],
] as const)('same: %s', (_, sketches, expected) => expect(resultOf(sameName, caseOf(sketches as readonly Sketch[]))).toBe(expected));

test.each([
  ['text', '样例路8号', '样例路8号', 'holds'],
  ['text', '样例路8号3栋', '样例路8号3号楼', 'fails'],
  ['address', '样例路8号3栋', '样例路8号3号楼', 'holds'],
  ['company', '样例（广西）有限责任公司', '样例(广西)有限公司', 'holds'],
])('same, compared as %s: %s and %s %s', (as, left, right, expected) =>
  expect(resultOf({ ...sameName, as }, caseOf([card({ name: left }), lease({ lesseeName: right })]))).toBe(expected),
);

const contains = { kind: 'contains', left: end('card', 'address'), right: end('lease', 'location') };
test.each([
  ['南宁市青秀区样例路12号3栋502室', '样例路12号', 'holds'],
  ['样例路12号', '南宁市青秀区样例路12号3栋502房', 'holds'],
  ['青秀区样例路12号', '青秀区样例路13号', 'fails'],
])('contains: %s and %s %s', (left, right, expected) =>
  expect(resultOf(contains, caseOf([card({ address: left }), lease({ location: right })]))).toBe(expected),
);

const notAfter = { kind: 'not-after', left: end('lease', 'leaseFrom'), right: end('lease', 'leaseTo') };
const notExpired = { kind: 'not-after', left: end('$case', 'today'), right: end('lease', 'leaseTo') };
const within = { kind: 'within', day: end('$case', 'today'), from: end('lease', 'leaseFrom'), until: end('lease', 'leaseTo') };
test.each([
  [notAfter, { leaseFrom: '2026-01-01', leaseTo: '2026-12-31' }, 'holds'],
  [notAfter, { leaseFrom: '2026-01-01', leaseTo: '2026-01-01' }, 'holds'],
  [notAfter, { leaseFrom: '2027-01-01', leaseTo: '2026-12-31' }, 'fails'],
  [notAfter, { leaseFrom: '长期', leaseTo: '2026-12-31' }, 'fails'],
  [notAfter, { leaseFrom: '2026-01-01', leaseTo: '长期' }, 'holds'],
  [notAfter, { leaseFrom: '2026年', leaseTo: '2026-12-31' }, 'open'],
  [notExpired, { leaseTo: '2026-11-20' }, 'holds'],
  [notExpired, { leaseTo: '2026-11-19' }, 'fails'],
  [within, { leaseFrom: '2026-01-01', leaseTo: '2026-12-31' }, 'holds'],
  [within, { leaseFrom: '2026-12-01', leaseTo: '2027-12-31' }, 'fails'],
  [within, { leaseFrom: '', leaseTo: '2026-11-19' }, 'fails'],
  [within, { leaseFrom: '', leaseTo: '2027-11-19' }, 'open'],
] as const)('dates: %o with %o %s', (input, values, expected) => expect(resultOf(input, caseOf([lease(values)]))).toBe(expected));

test('half a year is counted in months', () => {
  expect(addMonths('2025-08-31', 6)).toBe('2026-02-28');
  expect(addMonths('2026-12-15', 6)).toBe('2027-06-15');
  const halfYear = { kind: 'not-after', left: end('$form', 'since'), right: end('$case', 'today'), plusMonths: 6 };
  const since = (value: string) => caseOf([], { form: { since: { value, source: 'staff', documentId: null, fieldKey: null } } });
  expect(resultOf(halfYear, since('2026-05-20'))).toBe('holds');
  expect(resultOf(halfYear, since('2026-05-21'))).toBe('fails');
  expect(resultOf(halfYear, caseOf([]))).toBe('silent');
});

const nobodyElse = {
  kind: 'nobody-else',
  question: 'hasAgent',
  equals: false,
  owner: end('card', 'idNumber'),
  documentTypes: ['id-card', 'power-of-attorney'],
};
const own = card({ idNumber: '450103199003070012' });
test.each([
  ['only the own card', [own], false, 'silent'],
  ['a second scan of the own card', [own, { type: 'id-card', values: { idNumber: '450103199003070012' } }], false, 'silent'],
  ['a stranger’s card', [own, { type: 'id-card', values: { idNumber: '450102198506010029' } }], false, 'fails'],
  ['a power of attorney', [own, { type: 'power-of-attorney', values: { agentName: '黄样例' } }], false, 'fails'],
  ['a stranger’s card while an agent acts', [own, { type: 'id-card', values: { idNumber: '450102198506010029' } }], true, 'silent'],
] as const)('nobody else: %s', (_, sketches, hasAgent, expected) =>
  expect(resultOf(nobodyElse, caseOf(sketches as readonly Sketch[], { answers: { hasAgent } }))).toBe(expected),
);

test('the evidence names both values, their documents and where they stand', () => {
  const [outcome] = evaluateRules(itemWith([rule(sameName)]), {
    current: caseOf([card({ idNumber: '1', name: '覃小棠' }), lease({ lesseeName: '覃小堂' })]),
    today,
  });
  expect(outcome).toMatchObject({
    ruleId: 'r',
    result: 'fails',
    problem: { code: 'cross.same', severity: 'error' },
    ends: [
      { slotId: 'card', documentId: uuid(100), value: '覃小棠', pageId: uuid(0), box: [10, 20, 100, 18] },
      { slotId: 'lease', documentId: uuid(101), value: '覃小堂', pageId: uuid(1), box: [10, 0, 100, 18] },
    ],
  });
});

test('an e-licence speaks for its slot', () => {
  const eLicences = { card: { number: 'E1', fields: { name: '覃小棠' }, takenBy: 'li', takenAt: today } };
  expect(resultOf(sameName, caseOf([lease({ lesseeName: '覃小棠' })], { eLicences }))).toBe('holds');
  expect(resultOf(sameName, caseOf([lease({ lesseeName: '别人' })], { eLicences }))).toBe('fails');
});

const marks = itemWith(
  [],
  [
    material('form', 'application-form', { needsSeal: true, needsSignature: true }),
    material('deed', 'real-estate-certificate', { needsOriginal: true }),
  ],
);
const markResults = (sketches: readonly Sketch[]) =>
  evaluateRules(marks, { current: caseOf(sketches), today }).map(({ ruleId, result }) => `${ruleId} ${result}`);
const form = (change: Partial<Preparation>): Sketch => ({ type: 'application-form', slot: 'form', marks: change });
const seal = { box: [1, 2, 3, 4] as [number, number, number, number], colour: 'red' as const, confidence: 0.9 };
const place = (signed: boolean) => ({ label: '申请人签字', box: [5, 6, 70, 20] as [number, number, number, number], signed });

test('seal and signature are looked for on all pages of the line', () => {
  expect(markResults([form({ seals: [seal], signatures: [place(true)] })])).toEqual(['seal:form holds', 'signature:form holds']);
  expect(markResults([form({ signatures: [place(false)] })])).toEqual(['seal:form fails', 'signature:form fails']);
  expect(markResults([form({ seals: [{ ...seal, confidence: 0.2 }] })])).toEqual(['seal:form fails', 'signature:form open']);
  expect(markResults([])).toEqual([]);
});

test('a grey page where an original is asked for looks like a copy; a page scanned in grey cannot tell', () => {
  const deed = (colourfulness?: number): Sketch => ({ type: 'real-estate-certificate', slot: 'deed', marks: { colourfulness } });
  expect(markResults([deed(0.2)])).toEqual(['original:deed holds']);
  expect(markResults([deed(0.0005)])).toEqual(['original:deed fails']);
  expect(markResults([deed()])).toEqual(['original:deed open']);
});

const sealed = (text?: string) => ({ ...seal, ...(text === undefined ? {} : { text }) });
const sealRule = {
  kind: 'seal-name',
  slotId: 'lease',
  names: [end('lease', 'lessorName'), end('lease', 'lesseeName')],
  severity: 'warning',
};
const parties = { lessorName: '南宁市样例物业服务有限公司', lesseeName: '青秀区样例米粉店' };
const leaseWith = (...texts: (string | undefined)[]): Case => caseOf([{ ...lease(parties), marks: { seals: texts.map(sealed) } }]);

test.each([
  [['南宁市样例物业服务有限公司'], 'holds'],
  [['南宁市样例物业服务有限公司合同专用章', '青秀区样例米粉店'], 'holds'],
  [['柳州市别家商贸有限公司'], 'fails'],
  [['南宁市样例物业服务有限公司', '柳州市别家商贸有限公司'], 'fails'],
  [['南宁市样例物业眼务有限公司'], 'open'],
  [['南宁市青秀区住房保障局'], 'silent'],
  [[undefined], 'silent'],
  [[], 'silent'],
] as const)('seals %o on a lease: %s', (texts, expected) => expect(resultOf(sealRule, leaseWith(...texts))).toBe(expected));

test('a seal of somebody else is shown with its place beside the name that it differs from', () => {
  const item = itemWith([rule(sealRule)]);
  const [found] = evaluateRules(item, { current: leaseWith('柳州市别家商贸有限公司'), today });
  expect(found).toMatchObject({ kind: 'seal-name', severity: 'warning', problem: { code: 'cross.seal-name' } });
  expect(found?.ends).toMatchObject([
    { value: '柳州市别家商贸有限公司', box: [1, 2, 3, 4], fieldKey: '' },
    { value: parties.lessorName, fieldKey: 'lessorName', box: [10, 0, 100, 18] },
  ]);
});

test('a printed name in the place of the signature is for a person to judge', () => {
  const printed = { ...place(true), handwritten: false };
  expect(markResults([form({ seals: [seal], signatures: [printed] })])).toEqual(['seal:form holds', 'signature:form open']);
  expect(markResults([form({ seals: [seal], signatures: [printed, place(true)] })])).toEqual(['seal:form holds', 'signature:form holds']);
});
