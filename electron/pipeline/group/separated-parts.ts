/** Separator sheets cut a stack into parts; the sheets themselves belong to no document. */
import { isBlank } from '#shared/blank-page.ts';
import { separatorType } from '#shared/separator.ts';
import type { Separator } from '#shared/separator.ts';
import type { GroupPage } from './group-page.ts';

export type Part = {
  /** The sheet before the part; null before the first. */
  separator: Separator | null;
  pages: GroupPage[];
};

/** @param pages in the order of scanning; blank ones are left out, parts without pages too */
export function separatedParts(pages: readonly GroupPage[]): Part[] {
  const parts: Part[] = [{ separator: null, pages: [] }];
  for (const page of pages) {
    const separator = page.page.preparation?.separator;
    if (separator) parts.push({ separator, pages: [] });
    // A Patch T on a page of text begins a document and is part of it.
    if (page.page.classification?.documentType !== separatorType && !isBlank(page.page)) parts.at(-1)!.pages.push(page);
  }
  return parts.filter((part) => part.pages.length > 0);
}
