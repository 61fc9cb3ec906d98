/** A document before it has an id and a place. */
import type { GroupingReason } from '#shared/grouping-reason.ts';
import type { GroupPage } from './group-page.ts';

export type DocumentDraft = {
  documentType: string;
  pages: GroupPage[];
  reasons: GroupingReason[];
  /** Line of the checklist that the separator sheet before it names. */
  namedLine: { itemCode: string | null; materialId: string } | null;
};
