/** A page as grouping sees it: with its fields and its text. */
import type { Page } from '#shared/case.ts';
import type { Field, TextLine } from '#shared/page.ts';

export type GroupPage = {
  page: Page;
  fields: readonly Field[];
  /** With their places on the page, where these are known. */
  lines?: readonly TextLine[];
  /** The text alone, for what was read without places. */
  lineTexts?: readonly string[];
};
