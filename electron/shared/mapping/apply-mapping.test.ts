/** Mapping a case: sources, required values, conflicts, constants of empty objects, materials. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyMapping, casePaths } from './apply-mapping.ts';
import type { Case, CaseField, Document } from '../case.ts';
import type { Mapping, MappingRule, MappingSource, Transform } from './mapping.ts';
import { mappingSchema } from './mapping.ts';
import { serviceItemSchema } from '../service-item.ts';

const item = serviceItemSchema.parse({
  code: 'ITEM-1',
  catalogCode: 'CAT-1',
  handlingItemCode: 'ITEM-1-01',
  name: '样例事项',
  version: 3,
  departmentName: '样例局',
  departmentCode: 'D1',
  caseKind: 'instant',
  questions: [{ id: 'hasAgent', label: '是否委托代理人办理', kind: 'boolean', defaultValue: false }],
  materials: [
    material('M1', { name: '申请书', necessity: 'required', copies: { originals: 1, copies: 0 } }),
    material('M2', { name: '租赁合同', necessity: 'optional' }),
    material('M3', { name: '授权委托书', necessity: 'conditional', when: [{ question: 'hasAgent', equals: true }], deferrable: true }),
  ],
  formFields: ['operatorName', 'agentName', 'amount'].map((key) => ({ key, label: key, required: false, sources: [] })),
});

function material(id: string, change: object) {
  const base = { id, copies: { originals: 0, copies: 1 }, sourceKind: 'self', anyOf: [{ documentType: 'contract' }] };
  return { ...base, ...change };
}

const pageIds = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

function documentOf(slotId: string, change: Partial<Document> & { values?: Record<string, string> }): Document {
  const { values = {}, ...rest } = change;
  const fields = Object.entries(values).map(([key, value]): CaseField => ({
    key,
    value,
    raw: value,
    confidence: 1,
    status: 'accepted',
    problems: [],
    box: null,
    pageId: null,
    machineValue: value,
    reviewedBy: null,
    reviewedAt: null,
  }));
  return { id: pageIds[0]!, documentType: 'contract', pageIds: [], slotId, placedBy: 'machine', duplicateOf: null, fields, ...rest };
}

function caseOf(form: Record<string, string>, documents: Document[] = [], change: Partial<Case> = {}): Case {
  const staff = { account: 'li', displayName: '李核验', role: 'reviewer' as const };
  return {
    id: '33333333-3333-4333-8333-333333333333',
    revision: 1,
    state: 'ready',
    face: 'counter',
    itemCode: item.code,
    itemVersion: item.version,
    answers: { hasAgent: false },
    createdAt: '2026-03-02T00:30:00.000Z',
    createdBy: { ...staff, account: 'wang', displayName: '王收件', role: 'operator' },
    caseNumber: null,
    queryPassword: null,
    pages: [],
    documents,
    form: Object.fromEntries(
      Object.entries(form).map(([key, value]) => [key, { value, source: 'paper' as const, documentId: null, fieldKey: null }]),
    ),
    reviewer: staff,
    reviewedAt: '2026-03-02T01:00:00.000Z',
    submittedAt: null,
    receivedAt: null,
    approvalMessage: null,
    ...change,
  };
}

const rule = (target: string, source: MappingSource, required = false, transforms: Transform[] = []): MappingRule => ({
  target,
  source,
  transforms,
  required,
});
const form = (key: string): MappingSource => ({ kind: 'form', key });
const constant = (value: string): MappingSource => ({ kind: 'constant', value });
const mappingOf = (...rules: MappingRule[]): Mapping => ({ itemCode: item.code, version: 1, rules });
const codes = (mapped: { problems: { code: string; target: string }[] }) => mapped.problems.map(({ code, target }) => `${code} ${target}`);

test('values arrive at dotted targets, empty ones leave no trace', () => {
  const mapped = applyMapping(
    caseOf({ operatorName: ' 覃样例 ', amount: '' }),
    item,
    mappingOf(rule('applicant.name', form('operatorName')), rule('applicant.amount', form('amount')), rule('deep.er.path', constant('x'))),
  );
  expect(mapped.problems).toEqual([]);
  expect(mapped.payload).toEqual({ applicant: { name: '覃样例' }, deep: { er: { path: 'x' } }, materials: [] });
  expect(mapped.rows).toEqual([
    { target: 'applicant.name', sourceValue: '覃样例', sentValue: '覃样例' },
    { target: 'applicant.amount', sourceValue: '', sentValue: undefined },
    { target: 'deep.er.path', sourceValue: 'x', sentValue: 'x' },
  ]);
});

test('every problem is told at once, each with its target', () => {
  const mapped = applyMapping(
    caseOf({ amount: '约三万' }),
    item,
    mappingOf(
      rule('a', form('operatorName'), true),
      rule('b', form('noSuchKey')),
      rule('c', { kind: 'case', path: 'toString' }),
      rule('d', { kind: 'field', slotId: 'M9', fieldKey: 'x' }),
      rule('e', form('amount'), false, [{ name: 'number' }]),
      rule('f', form('amount'), false, [{ name: 'date', pattern: 'YYYY' }]),
      rule('g', form('amount'), false, [{ name: 'value-map', values: {}, otherwise: null }]),
    ),
  );
  expect(codes(mapped)).toEqual([
    'required-empty a',
    'unknown-source b',
    'unknown-source c',
    'unknown-source d',
    'not-a-number e',
    'not-a-date f',
    'not-in-value-map g',
  ]);
  expect(JSON.stringify(mapped.problems)).not.toContain('约三万');
});

test('a field of a slot comes from the first document that has it; a duplicate speaks last', () => {
  const documents = [
    documentOf('M2', { values: { title: '重复件' }, duplicateOf: pageIds[1]! }),
    documentOf('M2', { values: { title: '' } }),
    documentOf('M2', { values: { title: '正本' } }),
  ];
  const mapped = applyMapping(caseOf({}, documents), item, mappingOf(rule('t', { kind: 'field', slotId: 'M2', fieldKey: 'title' })));
  expect(mapped.payload['t']).toBe('正本');
});

test('a constant does not bring an otherwise empty object to life', () => {
  const rules = mappingOf(rule('agent.idType', constant('111')), rule('agent.name', form('agentName')), rule('kind', constant('x')));
  expect(applyMapping(caseOf({}), item, rules).payload).toEqual({ kind: 'x', materials: [] });
  expect(applyMapping(caseOf({ agentName: '黄样例' }), item, rules).payload).toMatchObject({ agent: { idType: '111', name: '黄样例' } });
});

test('conflicting, reserved and dangerous targets are refused; the earlier rule stands', () => {
  const mapped = applyMapping(
    caseOf({}),
    item,
    mappingOf(
      rule('a.b', constant('1')),
      rule('a.b', constant('2')),
      rule('a', constant('3')),
      rule('a.b.c', constant('4')),
      rule('materials', constant('5')),
      rule('__proto__.polluted', constant('6')),
    ),
  );
  expect(codes(mapped)).toEqual([
    'target-repeated a.b',
    'target-conflict a',
    'target-conflict a.b.c',
    'target-reserved materials',
    'target-unsafe __proto__.polluted',
  ]);
  expect(mapped.payload).toEqual({ a: { b: '1' }, materials: [] });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('what a person changed is listed by key, never by value', () => {
  const changed = documentOf('M1', { values: { partyA: '机器读的' } });
  changed.fields[0] = { ...changed.fields[0]!, value: '人改的' };
  const current = caseOf({ operatorName: '覃样例' }, [changed]);
  current.form['amount'] = { value: '3', source: 'staff', documentId: null, fieldKey: null };
  const mapped = applyMapping(current, item, mappingOf(rule('changed', { kind: 'case', path: 'changedFields' })));
  expect(mapped.payload['changed']).toEqual(['form.amount', 'contract.partyA']);
});

test('materials: pages of the slots without repeats, and what may follow later', () => {
  const documents = [
    documentOf('M1', { pageIds }),
    documentOf('M1', { pageIds: [pageIds[1]!] }),
    documentOf('M2', { duplicateOf: pageIds[0]!, pageIds }),
  ];
  const listed = (current: Case) => applyMapping(current, item, mappingOf()).payload['materials'];
  expect(listed(caseOf({}, documents))).toEqual([
    { materialCode: 'M1', name: '申请书', necessity: 'required', kind: 'original', copies: 1, collectionMethod: 'scan', pages: 2 },
  ]);
  expect(listed(caseOf({}, documents, { answers: { hasAgent: true } }))).toContainEqual({
    materialCode: 'M3',
    name: '授权委托书',
    necessity: 'required',
    kind: 'copy',
    copies: 1,
    collectionMethod: 'deferred',
    pages: 0,
  });
});

test('every case path can be read, and the situation is told in words', () => {
  const current = caseOf({});
  for (const [path, read] of Object.entries(casePaths)) {
    expect(() => read(current, item), path).not.toThrow();
  }
  expect(casePaths.situation(current, item)).toBe('是否委托代理人办理：否');
});

test('any valid mapping gives a payload or problems, alters nothing and never throws', () => {
  const name = fc.constantFrom('a', 'b', 'materials', '__proto__', 'constructor', 'x-1');
  const source = fc.oneof(
    fc.record({ kind: fc.constant('form' as const), key: fc.constantFrom('operatorName', 'amount', 'constructor', 'nope') }),
    fc.record({ kind: fc.constant('case' as const), path: fc.constantFrom(...Object.keys(casePaths), '__proto__') }),
    fc.record({ kind: fc.constant('constant' as const), value: fc.string() }),
    fc.record({ kind: fc.constant('field' as const), slotId: fc.constantFrom('M1', 'M9'), fieldKey: fc.string() }),
  );
  const transform = fc.constantFrom<Transform>(
    { name: 'upper' },
    { name: 'number' },
    { name: 'boolean' },
    { name: 'date', pattern: 'YYYY年MM月DD日' },
    { name: 'truncate', length: 2 },
    { name: 'value-map', values: { x: 'y' }, otherwise: null },
  );
  const anyRule = fc.record({
    target: fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.')),
    source,
    transforms: fc.array(transform, { maxLength: 2 }),
    required: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 12 }), fc.string(), (rules, value) => {
      const mapping = mappingSchema.parse({ itemCode: item.code, version: 1, rules });
      const current = caseOf({ operatorName: value, amount: '12' });
      const before = structuredClone(current);
      const { payload, rows, problems } = applyMapping(current, item, mapping);
      expect(current).toEqual(before);
      expect(Object.getPrototypeOf(payload)).toBe(Object.prototype);
      // A rule is either told as a conflict or has its row; a row without a value has left nothing behind.
      expect(rows.length + problems.filter(({ code }) => code.startsWith('target-')).length).toBe(rules.length);
      for (const row of rows) expect(at(payload, row.target)).toEqual(row.sentValue);
    }),
  );
});

function at(payload: unknown, target: string): unknown {
  return target
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        inner !== null && typeof inner === 'object' && Object.hasOwn(inner, key) ? (inner as Record<string, unknown>)[key] : undefined,
      payload,
    );
}
