/** Doubtful values come first and Enter always reaches every one of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseField, Document } from '#shared/case.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import { nextOpen, reviewGroups, stepRow } from './review-rows.ts';
import type { ReviewRow } from './review-rows.ts';

const field = (key: string, change: Partial<CaseField> = {}): CaseField => ({
  key,
  value: 'x',
  raw: 'x',
  machineValue: 'x',
  confidence: 0.99,
  status: 'accepted',
  problems: [],
  box: null,
  pageId: null,
  reviewedBy: null,
  reviewedAt: null,
  ...change,
});
const document = (id: string, slotId: string | null, fields: CaseField[], change: Partial<Document> = {}): Document => ({
  id,
  documentType: 'id-card',
  pageIds: [],
  slotId,
  placedBy: 'machine',
  duplicateOf: null,
  fields,
  ...change,
});
const viewOf = (documents: Document[]) =>
  ({ case: { documents }, item: { materials: [{ id: 'a' }, { id: 'b' }], formFields: [], crossRules: [] } }) as unknown as CaseView;

test('documents follow the checklist and those without a slot come last', () => {
  const groups = reviewGroups(
    viewOf([document('3', null, [field('k')]), document('2', 'b', [field('k')]), document('1', 'a', [field('k')])]),
  );
  expect(groups.map((group) => group.document.id)).toEqual(['1', '2', '3']);
});

test('errors first, then doubt, then the rest; a confirmed row keeps its place', () => {
  const wrong = { problems: [{ code: 'id-number.bad-check-digit', severity: 'error' as const }], status: 'review' as const };
  const before = [field('sure'), field('doubt', { status: 'review' }), field('wrong', wrong)];
  const after = [field('sure'), field('doubt', { status: 'review' }), field('wrong', { ...wrong, reviewedBy: 'zhang' })];
  const keys = (fields: CaseField[]) => reviewGroups(viewOf([document('1', 'a', fields)]))[0]?.rows.map((row) => row.field.key);
  expect(keys(before)).toEqual(['wrong', 'doubt', 'sure']);
  expect(keys(after)).toEqual(keys(before));
});

test('a duplicate is not reviewed twice', () => {
  expect(reviewGroups(viewOf([document('1', 'a', [field('k')]), document('2', 'a', [field('k')], { duplicateOf: '1' })]))).toHaveLength(1);
});

const rowsOf = (open: boolean[]): ReviewRow[] => open.map((isOpen, index) => ({ id: String(index), open: isOpen }) as ReviewRow);

test('pressing Enter until nothing is left visits every open row exactly once', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }), fc.nat(29), (open, start) => {
      const state = [...open];
      const visited: string[] = [];
      let at: string | null = nextOpen(rowsOf(state), start < state.length ? String(start) : null) ?? (state[start] ? String(start) : null);
      while (at !== null && visited.length <= 30) {
        visited.push(at);
        state[Number(at)] = false;
        at = nextOpen(rowsOf(state), at);
      }
      expect(visited.sort()).toEqual(open.flatMap((isOpen, index) => (isOpen ? [String(index)] : [])).sort());
    }),
  );
});

test('stepping stays inside the list', () => {
  const rows = rowsOf([true, false]);
  expect(stepRow(rows, null, 1)).toBe('0');
  expect(stepRow(rows, '0', -1)).toBe('0');
  expect(stepRow(rows, '1', 1)).toBe('1');
  expect(stepRow([], null, 1)).toBeNull();
});
