/** A page that an event told of stays on the screen, and nothing newer is lost for it. */
import { expect, test } from 'vitest';
import type { Page } from '#shared/case.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import { newerView, withArrived } from './case-view.ts';

const page = (id: string) => ({ id, index: 0, state: 'stored' }) as Page;
const view = (revision: number, ...pages: string[]) =>
  ({ case: { id: 'c', revision, pages: pages.map(page) }, openFields: revision }) as unknown as CaseView;
const shownPages = (shown: CaseView) => shown.case.pages.map(({ id }) => id);

test('the next change is shown as told', () => {
  const shown = withArrived(view(4, 'a'), { page: page('b'), revision: 5, thumbnail: null });
  expect([shown.case.revision, shownPages(shown)]).toEqual([5, ['a', 'b']]);
});

test.each([
  ['of a page that the view has', view(5, 'a', 'b')],
  ['when a change between is not known', view(3, 'a')],
])('an event is left to the fetch %s', (_when, before) => {
  expect(withArrived(before, { page: page('b'), revision: 5, thumbnail: null })).toBe(before);
});

test('an answer from before the event takes nothing back, a later one counts', () => {
  const shown = withArrived(view(4, 'a'), { page: page('b'), revision: 5, thumbnail: null });
  expect(newerView(shown, view(4, 'a'))).toBe(shown);
  expect(shownPages(newerView(shown, view(6, 'a', 'b', 'c')))).toEqual(['a', 'b', 'c']);
  expect(newerView(shown, view(5, 'a', 'b')).openFields).toBe(5);
});

test('another case is another matter', () => {
  const other = { ...view(1), case: { ...view(1).case, id: 'd' } };
  expect(newerView(view(9, 'a'), other)).toEqual(other);
});
