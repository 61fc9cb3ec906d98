/** Layouts: templates whose look and values both come from the seed, in as many kinds as a document type has on paper. */
import type { DocumentTypeId } from '#shared/document-types/index.ts';
import type { Side } from '#shared/page.ts';
import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';
import { drawFacts } from '../record/facts.ts';
import type { Facts } from '../record/facts.ts';
import type { Split } from '../splits.ts';
import { createMarks } from './marks.ts';
import { traces } from './ornaments/traces.ts';
import type { Marks } from './marks.ts';
import { paperFrame } from './paper-frame.ts';
import { drawStyle } from './style.ts';
import type { Style } from './style.ts';
import type { PaperSize, Sheet, Template } from './template.ts';

export type LayoutValues = {
  facts: Facts;
  style: Style;
  /** Seeds what the document prints besides its facts; the same for all its pages. */
  key: string;
};

/** What a layout prints on one side of a sheet; what is left out is false or null. */
export type Draft = {
  css?: string;
  body: string;
  side?: Side;
  sealPresent?: boolean;
  signaturePresent?: boolean;
  continuation?: boolean;
  copied?: boolean;
};

export type LayoutContext = {
  facts: Facts;
  style: Style;
  marks: Marks;
  /** Differs from page to page: positions, stamps, handwriting. */
  random: Random;
  /** The same on all pages: wording, optional rows, numbers. */
  wording: Random;
  page: number;
};

export type Layout = Template<LayoutValues> & {
  readonly documentType: DocumentTypeId;
  readonly side: Side | null;
  readonly split: Split;
};

export type LayoutOptions = {
  id: string;
  documentType: DocumentTypeId;
  paper: PaperSize;
  pages?: number;
  side?: Side;
  /** `train` when left out. */
  split?: Split;
  draw(context: LayoutContext): Draft;
};

const isPaper = (documentType: DocumentTypeId) => documentType !== 'not-a-document' && documentType !== 'blank';

/** @param split of the typefaces */
export function drawLayoutValues(random: Random, split: Split, today: string): LayoutValues {
  return { facts: drawFacts(random.fork('facts'), today), style: drawStyle(random.fork('style'), split), key: String(random.fork('key').next()) };
}

export function layout({ id, documentType, paper, pages = 1, side, split = 'train', draw }: LayoutOptions): Layout {
  return {
    id,
    paper,
    pages,
    documentType,
    side: side ?? null,
    split,
    fromStory: (story, random) => drawLayoutValues(random, split, story.today),
    sheet({ facts, style, key }, page, random): Sheet {
      const marks = createMarks();
      const draft = draw({ facts, style, marks, random, wording: createRandom(`${id}/${key}`), page });
      const base = `.sheet{font-family:${style.text};font-weight:${style.weight};color:${style.ink}}`;
      const used = isPaper(documentType) ? traces(random.fork('traces'), paper, facts.today) : '';
      return {
        html: paperFrame(paper, `${base}\n${draft.css ?? ''}`, draft.body + used),
        // Wording decides late which of the marked values are printed at all.
        fields: marks.fields.filter(({ key }) => draft.body.includes(`data-field="${key}"`)),
        documentType,
        side: draft.side ?? side ?? null,
        sealPresent: draft.sealPresent ?? false,
        signaturePresent: draft.signaturePresent ?? false,
        continuation: draft.continuation ?? false,
        copied: draft.copied ?? false,
      };
    },
  };
}
