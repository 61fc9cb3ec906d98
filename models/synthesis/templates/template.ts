/** What a template of a paper document is: a typed record in, HTML with marked field values out. */
import type { DocumentTypeId } from '#shared/document-types/index.ts';
import type { Side } from '#shared/page.ts';
import type { Random } from '../random.ts';
import type { Story } from '../record/story.ts';

export type PaperSize = { widthMm: number; heightMm: number };
export const a4Portrait: PaperSize = { widthMm: 210, heightMm: 297 };
export const a4Landscape: PaperSize = { widthMm: 297, heightMm: 210 };
/** ISO/IEC 7810 ID-1: identity, bank and driving cards. */
export const cardId1: PaperSize = { widthMm: 85.6, heightMm: 54 };

/** A field value as it should be recognised; where it stands is measured from the `data-field` elements of the HTML. */
export type MarkedField = {
  key: string;
  /** Normalised as document-types says. */
  value: string;
  /** As printed, line breaks left out. */
  raw: string;
};

/** One side of one sheet. */
export type Sheet = {
  /** A whole HTML document that fills `paper`; nothing in it may need the network. */
  html: string;
  fields: MarkedField[];
  documentType: DocumentTypeId;
  side: Side | null;
  sealPresent: boolean;
  signaturePresent: boolean;
  /** A later page of a document, without a title of its own. */
  continuation: boolean;
  /** True for a photocopy: everything but elements of class `pen` is drawn by a grey copier before it is scanned. */
  copied: boolean;
};

/**
 * A kind of paper document. To add one: a file in this folder, a line in index.ts, and a look at what
 * `node models/synthesis/draw.ts --template <id>` draws.
 * `Values` is the record that the template prints; its values are drawn once and shared by all pages.
 */
export interface Template<Values> {
  readonly id: string;
  readonly paper: PaperSize;
  /** Sides that carry print; page numbers run from 1. */
  readonly pages: number;
  /** The part of a story that this document prints, so that the papers of one story agree. */
  fromStory(story: Story, random: Random): Values;
  /** Deterministic: all chance comes from `random`. */
  sheet(values: Values, page: number, random: Random): Sheet;
}
