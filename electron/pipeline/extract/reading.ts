/** What was read for one field, with its characters and how it was found. */
import type { Box } from '#shared/page.ts';
import type { Cell } from '#shared/text-layout/cell.ts';

export type Reading = {
  /** As printed, line breaks left out. */
  raw: string;
  cells: readonly Cell[];
  box: Box | null;
  /** How it was found; a misread label, a bare pattern or a place on a card is less sure. */
  found: 'label' | 'misread-label' | 'pattern' | 'zone';
  /** The tick boxes do not tell which option is meant. */
  unclear?: boolean;
  /** The ticks were told by what OCR made of the boxes, not by the boxes themselves: a person looks. */
  byTextOnly?: boolean;
  /** Characters of the label may have stayed at its head. */
  residue?: boolean;
  /** Nothing near it says whose number it is. */
  ownerUnclear?: boolean;
};
