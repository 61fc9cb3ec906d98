/** What stands between a case and the approval system, by who decides. */
import { expect, test } from 'vitest';
import { acceptanceBlockers, acceptanceError, noDecisions, passReasonsOf, stillToSupply } from './acceptance.ts';
import type { Decisions } from './acceptance.ts';
import type { AcceptanceMode, Case } from './case.ts';
import type { ChecklistStatus, SlotStatus } from './checklist/checklist.ts';
import { individualBusinessRegistration as item } from './service-items/individual-business-registration.ts';

const slot = (slotId: string, change: Partial<SlotStatus>): SlotStatus => ({
  slotId,
  name: slotId,
  state: 'filled',
  required: true,
  deferrable: false,
  documentIds: [],
  problems: [],
  hint: '',
  ...change,
});
const contradiction = (ruleId: string, severity: 'error' | 'warning') => ({ ruleId, severity }) as ChecklistStatus['crossFindings'][number];
const checklist = {
  slots: [
    slot('form', { state: 'missing' }),
    slot('identity', { state: 'partial' }),
    slot('photo', { state: 'missing', deferrable: true }),
    slot('plan', { state: 'partial', required: false }),
    slot('lease', {}),
  ],
  missingFormKeys: ['name'],
  crossFindings: [contradiction('same-name', 'error'), contradiction('address', 'warning')],
} as unknown as ChecklistStatus;
const current = { pages: [{ id: 'p', state: 'stored' }], documents: [] } as unknown as Case;

function places(mode: AcceptanceMode, decisions: Decisions = noDecisions): string[] {
  return acceptanceBlockers({ item, current, checklist, mode, decisions }).map((blocker) => {
    const { code, ...place } = blocker;
    return `${code}:${Object.values(place)[0] as string}`;
  });
}

const decided: Decisions = {
  passed: [
    { slotId: 'identity', reason: 'original-seen' },
    { slotId: 'photo', reason: 'deferred' },
  ],
  overrides: [{ ruleId: 'same-name', reason: 'other-proof' }],
};

test('staff pass what lies there in part or may follow later, and explain contradictions; nobody passes a line without paper', () => {
  const always = ['page-unread:p', 'material-lacking:form', 'form-empty:name'];
  expect(places('counter')).toEqual([
    ...always.slice(0, 2),
    'material-lacking:identity',
    'material-lacking:photo',
    'form-empty:name',
    'contradiction:same-name',
  ]);
  expect(places('counter', decided)).toEqual(always);
  const forced: Decisions = {
    passed: [
      { slotId: 'form', reason: 'original-seen' },
      { slotId: 'identity', reason: 'deferred' },
    ],
    overrides: [],
  };
  expect(places('counter', forced)).toContain('material-lacking:form');
  expect(places('counter', forced)).toContain('material-lacking:identity');
});

test('an applicant decides none of it, and a run without a screen stops for what nobody could decide', () => {
  expect(places('kiosk', decided)).toEqual([
    'page-unread:p',
    'material-lacking:form',
    'material-lacking:identity',
    'material-lacking:photo',
    'form-empty:name',
  ]);
  expect(places('headless')).toEqual(['page-unread:p', 'form-empty:name']);
});

test('the reasons follow from the state of the line', () => {
  expect(passReasonsOf({ state: 'missing', deferrable: false })).toEqual([]);
  expect(passReasonsOf({ state: 'missing', deferrable: true })).toEqual(['deferred']);
  expect(passReasonsOf({ state: 'partial', deferrable: false })).toEqual(['original-seen', 'seen-complete', 'corrected-on-spot']);
});

test('the refusal names places', () => {
  const blockers = acceptanceBlockers({ item, current, checklist, mode: 'counter', decisions: noDecisions });
  expect(acceptanceError(blockers)).toMatchObject({ code: 'conflict' });
  expect(acceptanceError(blockers.filter(({ code }) => code !== 'page-unread'))).toMatchObject({
    code: 'case.incomplete',
    details: { slots: 'form,identity,photo', formKeys: 'name', rules: 'same-name' },
  });
  expect(acceptanceError([{ code: 'field-open', documentId: 'd', key: 'name' }])).toMatchObject({ code: 'case.unreviewed-fields' });
  expect(acceptanceError([])).toBeNull();
});

test('a paper seen to be complete is not asked for again', () => {
  expect(stillToSupply(checklist, {}).map(({ slotId }) => slotId)).toEqual(['form', 'identity', 'photo']);
  expect(stillToSupply(checklist, { passedMaterials: [...decided.passed] }).map(({ slotId }) => slotId)).toEqual(['form', 'photo']);
});
