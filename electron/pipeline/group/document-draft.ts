/** A document before it has an id and a place. */
import type { GroupingReason } from '#shared/grouping-reason.ts';
import type { GroupPage } from './group-page.ts';

export type DocumentDraft = {
  documentType: string;
  pages: GroupPage[];
  reasons: GroupingReason[];
  /** Of the checklist, named by the separator sheet before it. */
  namedMaterial: { itemCode: string | null; materialId: string } | null;
};
