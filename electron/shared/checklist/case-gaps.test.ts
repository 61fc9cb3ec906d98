/** What is missing, expired, defective, contradictory, doubtful and surplus, told once each and in words for paper. */
import { expect, test } from 'vitest';
import type { Case, CaseField, Document, Page } from '../case.ts';
import { isForApplicant, listGaps } from './case-gaps.ts';
import { checkChecklist } from './check-checklist.ts';
import { individualBusinessRegistration as item } from '../service-items/individual-business-registration.ts';

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
type Sketch = {
  type: string;
  slot?: string;
  values?: Record<string, string>;
  change?: Partial<CaseField>;
  duplicateOf?: string;
  signed?: boolean;
};

function gapsOf(sketches: readonly Sketch[], answers: Case['answers'] = {}) {
  const pages = sketches.map(
    ({ signed }, index) =>
      ({
        id: uuid(index),
        index,
        preparation: { seals: [], signatures: signed === undefined ? [] : [{ label: '签字', box: [0, 0, 9, 9], signed }] },
        classification: { documentType: '', side: 'both' },
      }) as unknown as Page,
  );
  const documents = sketches.map(({ type, slot = null, values = {}, change, duplicateOf = null }, index): Document => ({
    id: uuid(100 + index),
    documentType: type,
    pageIds: [uuid(index)],
    slotId: slot,
    placedBy: 'machine',
    duplicateOf,
    fields: Object.entries(values).map(
      ([key, value]) =>
        ({
          key,
          value,
          status: 'accepted',
          problems: [],
          reviewedBy: null,
          box: null,
          pageId: uuid(index),
          ...change,
        }) as unknown as CaseField,
    ),
  }));
  const defaults = Object.fromEntries(item.questions.map(({ id, defaultValue }) => [id, defaultValue]));
  const form = Object.fromEntries(
    item.formFields.map(({ key }) => [key, { value: 'x', source: 'staff', documentId: null, fieldKey: null }]),
  );
  const current = {
    answers: { ...defaults, ...answers },
    pages,
    documents,
    form,
    createdAt: '2026-11-20T01:00:00.000Z',
  } as unknown as Case;
  return listGaps(item, current, checkChecklist(item, current, '2026-11-20'));
}

const application: Sketch = { type: 'application-form', slot: 'application', values: { 'operator.name': '覃小棠' }, signed: true };
const card: Sketch = { type: 'id-card', slot: 'operator-id', values: { name: '覃小棠', validTo: '2030-01-01' } };
const deed: Sketch = { type: 'real-estate-certificate', slot: 'premises' };
const complete = [application, card, deed];

test('a complete case has no gaps', () => expect(gapsOf(complete)).toEqual([]));

test('what is missing is told with what is asked for; what may follow later is marked', () => {
  expect(gapsOf([application, card], { listedTrade: true })).toMatchObject([
    { id: 'missing:premises', kind: 'missing', name: '经营场所使用证明', copies: { originals: 0, copies: 1 }, deferrable: false },
    { id: 'missing:prior-licence', kind: 'missing', deferrable: true },
  ]);
});

test.each<[string, Sketch[], string]>([
  ['an unsigned form', [{ ...application, signed: false }, card, deed], 'slot.signature-missing:application'],
  [
    'an expired card',
    [
      application,
      { ...card, change: { problems: [{ code: 'id-validity.expired', severity: 'error', details: { validTo: '2020-01-01' } }] } },
      deed,
    ],
    'id-validity.expired:operator-id',
  ],
  ['another name', [application, { ...card, values: { name: '覃小堂' } }, deed], 'rule:operator-name-on-form'],
])('%s is told once', (_, sketches, id) => {
  const gaps = gapsOf(sketches).filter(isForApplicant);
  expect(gaps.map((gap) => gap.id)).toEqual([id]);
  expect(gaps[0]!.text).not.toBe('');
});

test('doubts are the counter’s own; surplus and repeated papers are given back, empty sheets are not', () => {
  const doubtful: Sketch = { ...card, change: { status: 'review' } };
  const gaps = gapsOf([application, doubtful, deed, { type: 'other' }, { type: 'blank' }, { ...card, duplicateOf: uuid(101) }]);
  expect(gaps.map(({ kind, name, text }) => [kind, name, text])).toEqual([
    ['doubtful', '经营者身份证明', '有2项内容待窗口核对'],
    ['surplus', expect.any(String), '本事项不需要，退回申请人'],
    ['surplus', '经营者身份证明', '重复提交'],
  ]);
  expect(gaps.some(isForApplicant)).toBe(false);
});
