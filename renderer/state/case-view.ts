/** Which of two views of a case is shown, when one was fetched and the other told by an event. */
import { replaceEqualDeep } from '@tanstack/react-query';
import type { CaseView, PageEvent } from '#shared/contract.ts';

/** The view with a page that has just come; unchanged where the screen does not know all that came before it. */
export function withArrived(view: CaseView, arrived: PageEvent['arrived']): CaseView {
  if (!arrived || view.case.revision !== arrived.revision - 1) return view;
  const { page, revision } = arrived;
  return { ...view, case: { ...view.case, revision, pages: [...view.case.pages, page] } };
}

/** For `structuralSharing`: an answer that was under way while the case changed does not take back what is shown. */
export function newerView(shown: unknown, fetched: unknown): unknown {
  const [before, after] = [shown as CaseView | undefined, fetched as CaseView];
  if (before && before.case.id === after.case.id && before.case.revision > after.case.revision) return before;
  return replaceEqualDeep(before, after);
}
