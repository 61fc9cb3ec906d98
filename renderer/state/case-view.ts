/** Which of two views of a case is shown, when one was fetched and the other told by an event. */
import { replaceEqualDeep } from '@tanstack/react-query';
import type { CaseView, PageEvent } from '#shared/contract/case-view.ts';

/** The view with a page that has just come; unchanged where the screen does not know all that came before it. */
export function withArrived(view: CaseView, arrived: PageEvent['arrived']): CaseView {
  if (!arrived || view.case.revision !== arrived.revision - 1) return view;
  const { page, revision } = arrived;
  return { ...view, case: { ...view.case, revision, pages: [...view.case.pages, page] } };
}

/** An answer that was under way while the case changed does not take back what is shown. */
export function newerView(shown: CaseView | undefined, fetched: CaseView): CaseView {
  if (shown && shown.case.id === fetched.case.id && shown.case.revision > fetched.case.revision) return shown;
  return replaceEqualDeep(shown, fetched);
}
