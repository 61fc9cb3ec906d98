/** A page as grouping sees it: with its fields and its text. */
import type { Page } from '#shared/case.ts';
import type { Field, TextLine } from '#shared/page.ts';

export type GroupPage = {
  page: Page;
  fields: readonly Field[];
  /** Absent while the page is not read. */
  lines?: readonly TextLine[];
};
