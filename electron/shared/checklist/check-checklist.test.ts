/** What a checklist says about a case: sides, alternatives, conditions, seals, findings between papers, and the form. */
import { expect, test } from 'vitest';
import type { Case, CaseField, Document, Page } from '../case.ts';
import { checkChecklist, fillForm } from './check-checklist.ts';
import type { Problem, Side } from '../page.ts';
import { individualBusinessRegistration as item } from '../service-items/individual-business-registration.ts';

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const field = (key: string, value: string, problems: Problem[] = [], reviewedBy: string | null = null): CaseField => ({
  key,
  value,
  raw: value,
  confidence: 1,
  status: 'accepted',
  problems,
  box: null,
  pageId: null,
  machineValue: value,
  reviewedBy,
  reviewedAt: null,
});

type Sketch = Partial<Document> & { documentType: string; side?: Side; values?: Record<string, string> };

function caseOf(sketches: readonly Sketch[], answers: Case['answers'] = {}): Case {
  const pages = sketches.map(
    ({ side }, index) =>
      ({
        id: uuid(index),
        index,
        preparation: { blank: false, seals: [] },
        classification: { documentType: '', side: side ?? null },
      }) as unknown as Page,
  );
  const documents = sketches.map(({ side: _side, values = {}, ...document }, index): Document => ({
    id: uuid(100 + index),
    pageIds: [uuid(index)],
    slotId: null,
    placedBy: 'machine',
    duplicateOf: null,
    fields: Object.entries(values).map(([key, value]) => field(key, value)),
    ...document,
  }));
  const defaults = Object.fromEntries(item.questions.map(({ id, defaultValue }) => [id, defaultValue]));
  return { answers: { ...defaults, ...answers }, pages, documents, form: {}, createdAt: '2026-11-20T01:00:00.000Z' } as unknown as Case;
}

const slot = (current: Case, id: string) => checkChecklist(item, current).slots.find(({ slotId }) => slotId === id);

test('an empty case lacks what is required and nothing else', () => {
  const { slots, complete, missingFormKeys } = checkChecklist(item, caseOf([]));
  expect(Object.fromEntries(slots.map(({ slotId, state }) => [slotId, state]))).toEqual({
    application: 'missing',
    'operator-id': 'missing',
    premises: 'missing',
    'lessor-licence': 'not-applicable',
    authorization: 'not-applicable',
    'agent-id': 'not-applicable',
    'prior-licence': 'not-applicable',
  });
  expect(complete).toBe(false);
  expect(missingFormKeys).toContain('operatorName');
});

test('answers make conditional lines required', () => {
  const current = caseOf([], { hasAgent: true });
  expect(slot(current, 'authorization')).toMatchObject({ state: 'missing', required: true });
  expect(slot(current, 'lessor-licence')).toMatchObject({ state: 'not-applicable', required: false });
});

test('one side of a card is partial and says which side is missing; two sides on two pages or on one fill the line', () => {
  const portrait = { documentType: 'id-card', side: 'portrait' as const, slotId: 'operator-id' };
  expect(slot(caseOf([portrait]), 'operator-id')).toMatchObject({
    state: 'partial',
    problems: [{ code: 'slot.side-missing', details: { side: 'emblem' } }],
  });
  expect(slot(caseOf([portrait, { ...portrait, side: 'emblem' }]), 'operator-id')?.state).toBe('filled');
  expect(slot(caseOf([{ ...portrait, side: 'both' }]), 'operator-id')?.state).toBe('filled');
});

test.each(['real-estate-certificate', 'lease-contract', 'commitment-letter'])('%s proves the premises', (documentType) =>
  expect(slot(caseOf([{ documentType, slotId: 'premises' }]), 'premises')?.state).toBe('filled'),
);

test('what a person puts into a line fills it, what the machine puts there must be of an accepted type', () => {
  expect(slot(caseOf([{ documentType: 'other', slotId: 'premises', placedBy: 'person' }]), 'premises')?.state).toBe('filled');
  expect(slot(caseOf([{ documentType: 'other', slotId: 'premises' }]), 'premises')?.state).toBe('partial');
});

test('duplicates and documents without a line are told apart; blank pages are listed', () => {
  const current = caseOf([
    { documentType: 'lease-contract', slotId: 'premises' },
    { documentType: 'lease-contract', duplicateOf: uuid(100) },
    { documentType: 'other' },
  ]);
  current.pages.push({ id: uuid(9), preparation: { blank: true }, classification: null } as unknown as Page);
  expect(checkChecklist(item, current)).toMatchObject({
    duplicateDocumentIds: [uuid(101)],
    extraDocumentIds: [uuid(102)],
    blankPageIds: [uuid(9)],
  });
});

test('a line that asks for a seal says when none was found', () => {
  const sealed = { ...item, materials: item.materials.map((material) => ({ ...material, needsSeal: true })) };
  const current = caseOf([{ documentType: 'lease-contract', slotId: 'premises' }]);
  const problems = () => checkChecklist(sealed, current).slots.find(({ slotId }) => slotId === 'premises')?.problems;
  expect(problems()).toEqual([{ code: 'slot.seal-missing', severity: 'warning' }]);
  current.pages[0]?.preparation?.seals.push({ box: [0, 0, 1, 1], colour: 'red', confidence: 1 });
  expect(problems()).toEqual([]);
});

test('an expired card is a problem of its line', () => {
  const current = caseOf([{ documentType: 'id-card', side: 'both', slotId: 'operator-id' }]);
  current.documents[0]?.fields.push(field('validTo', '2020-01-05', [{ code: 'id-validity.expired', severity: 'error' }]));
  expect(slot(current, 'operator-id')?.problems).toEqual([{ code: 'id-validity.expired', severity: 'error' }]);
});

const findings = (sketches: readonly Sketch[]) => checkChecklist(item, caseOf(sketches)).crossFindings.map(({ ruleId }) => ruleId);
const card = (name: string): Sketch => ({ documentType: 'id-card', side: 'both', slotId: 'operator-id', values: { name, idNumber: '1' } });

test('findings between papers carry both values; what is missing or the same finds nothing', () => {
  expect(
    findings([card('黄玉梅'), { documentType: 'application-form', slotId: 'application', values: { 'operator.name': '黄玉梅' } }]),
  ).toEqual([]);
  expect(findings([card('黄玉梅'), { documentType: 'application-form', slotId: 'application' }])).toEqual([]);
  const current = caseOf([
    card('黄玉梅'),
    { documentType: 'application-form', slotId: 'application', values: { 'operator.name': '黄玉海' } },
  ]);
  expect(checkChecklist(item, current).crossFindings).toMatchObject([
    {
      ruleId: 'operator-name-on-form',
      label: '申请书与身份证的经营者姓名一致',
      severity: 'error',
      ends: [
        { documentId: uuid(101), fieldKey: 'operator.name', value: '黄玉海' },
        { documentId: uuid(100), fieldKey: 'name', value: '黄玉梅' },
      ],
    },
  ]);
});

test('addresses agree when one contains the other; a lease must run today and in order', () => {
  const lease = (values: Record<string, string>): Sketch => ({ documentType: 'lease-contract', slotId: 'premises', values });
  const form: Sketch = {
    documentType: 'application-form',
    slotId: 'application',
    values: { premisesAddress: '南宁市江南区亭洪路120号1幢（2层）' },
  };
  expect(findings([form, lease({ location: '江南区亭洪路120号1栋2层' })])).toEqual([]);
  expect(findings([form, lease({ location: '江南区亭洪路12号' })])).toEqual(['premises-address']);
  expect(findings([lease({ leaseFrom: '2026-11-01', leaseTo: '2026-11-20' })])).toEqual([]);
  expect(findings([lease({ leaseTo: '2026-11-19' })])).toEqual(['lease-running']);
  expect(findings([lease({ leaseFrom: '2027-11-01', leaseTo: '2027-10-31' })])).toEqual(['lease-started', 'lease-order']);
  expect(findings([lease({ leaseTo: '长期' })])).toEqual([]);
});

test('the form takes the first sound source; typed values win; duplicates and extra papers give nothing', () => {
  const current = caseOf([
    { documentType: 'application-form', slotId: 'application', values: { 'operator.name': '黄王梅', businessScope: '零售' } },
    card('黄玉梅'),
    { documentType: 'application-form', values: { name: '别人的店' } },
  ]);
  const number = current.documents[1]?.fields.find(({ key }) => key === 'idNumber');
  number?.problems.push({ code: 'id-number.bad-check-digit', severity: 'error' });
  current.documents[0]?.fields.push(field('operator.idNumber', '450105197803185807'));
  const form = fillForm(item, {
    ...current,
    form: {
      businessScope: { value: '批发', source: 'staff', documentId: null, fieldKey: null },
      premisesAddress: { value: '旧地址', source: 'paper', documentId: uuid(100), fieldKey: 'premisesAddress' },
    },
  });
  expect(form).toEqual({
    businessScope: { value: '批发', source: 'staff', documentId: null, fieldKey: null },
    operatorName: { value: '黄玉梅', source: 'paper', documentId: uuid(101), fieldKey: 'name' },
    operatorIdNumber: { value: '450105197803185807', source: 'paper', documentId: uuid(100), fieldKey: 'operator.idNumber' },
  });
});

test('an e-licence meets a line without paper and feeds the form before paper', () => {
  const eLicences = { 'lessor-licence': { number: 'E-1', fields: { name: '样例物业有限公司' }, takenBy: 'li', takenAt: '2026-11-20' } };
  const current = { ...caseOf([], { lessorIsCompany: true }), eLicences };
  expect(slot(caseOf([], { lessorIsCompany: true }), 'lessor-licence')).toMatchObject({ state: 'missing' });
  expect(slot(current, 'lessor-licence')).toMatchObject({ state: 'filled', eLicence: true, documentIds: [] });
  const source = { documentType: 'business-licence', slotId: 'lessor-licence', fieldKey: 'name' };
  const fed = { ...item, formFields: [{ ...item.formFields[0]!, key: 'lessor', sources: [source] }] };
  const onPaper = caseOf([{ documentType: 'business-licence', slotId: 'lessor-licence', values: { name: '样例物业' } }]);
  expect(fillForm(fed, onPaper)['lessor']).toMatchObject({ value: '样例物业', source: 'paper' });
  expect(fillForm(fed, { ...onPaper, eLicences })['lessor']).toMatchObject({ value: '样例物业有限公司', source: 'e-licence' });
  const typed = { lessor: { value: '手填', source: 'staff' as const, documentId: null, fieldKey: null } };
  expect(fillForm(fed, { ...onPaper, eLicences, form: typed })['lessor']).toMatchObject({ value: '手填', source: 'staff' });
});

test('a paper past its last day is a problem of its line on the day it is handled', () => {
  const permit: Sketch = { documentType: 'food-permit', slotId: 'prior-licence', values: { validTo: '2026-11-25' } };
  const current = caseOf([permit], { listedTrade: true });
  const problems = (today: string) =>
    checkChecklist(item, current, today)
      .slots.find(({ slotId }) => slotId === 'prior-licence')
      ?.problems.map(({ code }) => code);
  expect(problems('2026-11-25')).toEqual([]);
  expect(problems('2026-11-26')).toEqual(['slot.expired']);
});

test('a power of attorney that nobody filled in leaves its line open, until it is signed or one that is filled in lies beside it', () => {
  const blankForm = { documentType: 'power-of-attorney', slotId: 'authorization' };
  const empty = (current: Case): Case => {
    current.documents[0]!.fields = [
      field('principalName', '', [{ code: 'field.slot-empty', severity: 'warning' }]),
      field('agentName', ''),
    ];
    return current;
  };
  const answers = { hasAgent: true };
  expect(slot(empty(caseOf([blankForm], answers)), 'authorization')).toMatchObject({
    state: 'partial',
    problems: [{ code: 'slot.form-not-filled-in' }],
  });
  const signed = empty(caseOf([blankForm], answers));
  Object.assign(signed.pages[0]!, {
    preparation: { blank: false, seals: [], signatures: [{ label: '', box: [0, 0, 1, 1], signed: true }] },
  });
  expect(slot(signed, 'authorization')?.state).toBe('filled');
  const filled = { ...blankForm, values: { principalName: '韦小山' } };
  expect(slot(empty(caseOf([blankForm, filled], answers)), 'authorization')).toMatchObject({
    state: 'filled',
    documentIds: [uuid(100), uuid(101)],
  });
});
