/** A form on which nobody has written anything fills no material of the checklist. */
import type { Document, Page } from '../case.ts';
import { findDocumentType } from '../document-types/index.ts';

/** Its slots for persons and numbers were found empty, and no place to sign is signed. */
export function isNotFilledIn({ documentType, fields, pageIds }: Document, pages: ReadonlyMap<string, Page>): boolean {
  const keys = findDocumentType(documentType)?.slots ?? [];
  const slots = fields.filter(({ key }) => keys.includes(key));
  if (slots.some(({ value }) => value !== '')) return false;
  const signed = pageIds.some((id) => pages.get(id)?.preparation?.signatures?.some((mark) => mark.signed));
  return !signed && slots.some(({ problems }) => problems.some(({ code }) => code === 'field.slot-empty'));
}
