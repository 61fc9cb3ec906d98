/** What a document type is: data that the classifier and the one extraction engine read; IT staff can add types of the same schema. */
import { z } from 'zod';
import { sideSchema } from '../page.ts';

const textPair = z.object({ zh: z.string(), en: z.string() });

/** Patterns are regular expressions (flag u) over text in half width without white space; group 1, else the whole match, is the value. */
const patternSchema = z.string();

export const fieldDefinitionSchema = z.object({
  key: z.string(),
  names: textPair,
  /** Printed labels, without white space, in half width. */
  labels: z.array(z.string()).default([]),
  /** Sides of the document that carry it; empty = every side. */
  sides: z.array(sideSchema).default([]),
  /** Only labels inside this section of the page count. */
  section: z.string().optional(),
  /**
   * How far a value runs: `line` = to the end of the row or the next label; `column` = also the lines below it that
   * start where it starts (cards, licences, table cells); `prose` = on through the rows that follow.
   */
  reach: z.enum(['line', 'column', 'prose']).default('line'),
  /** The value may stand below its label. */
  below: z.boolean().default(false),
  /** The form of the value; what does not fit is no value. */
  pattern: patternSchema.optional(),
  /** Where no label led to a value: patterns over the whole text of the page, in order of trust. */
  anywhere: z.array(patternSchema).default([]),
  /** Patterns of a second place that prints the same value: one that agrees confirms it, one that differs says nothing. */
  again: z.array(patternSchema).default([]),
  /** A seal of the paper carries the same name: what its rim says confirms it. */
  onSeal: z.boolean().default(false),
  /** Values that most papers print here: a reading that is one of them is surer. Others are as good. */
  usual: z.array(z.string()).default([]),
  /** Words that end the value. */
  stops: z.array(z.string()).default([]),
  /** Values of a group of tick boxes, as printed. */
  options: z.array(z.string()).default([]),
  /** Ids of #shared/validators, applied in order; each gets the normal form of the one before. */
  validators: z.array(z.string()).default([]),
  /**
   * What a value needs besides a sure reading to pass without a person: `proved` = a check digit holds; `agreed` = another
   * field or the paper's code confirms it; `confident` = nothing more; `never` = a person always looks.
   */
  accept: z.enum(['proved', 'agreed', 'confident', 'never']).default('never'),
  /** Listed as empty when it is not found. */
  required: z.boolean().default(false),
  sensitive: z.boolean().default(false),
});
export type FieldDefinition = z.infer<typeof fieldDefinitionSchema>;
/** As a type's file writes it. */
export type FieldInput = z.input<typeof fieldDefinitionSchema>;

/** Fields that confirm each other; of the kinds named after the ID number, `right` is the number. `sum`: left + right = total. */
const agreementSchema = z.object({
  kind: z.enum(['same', 'birth-date-of-id-number', 'sex-of-id-number', 'id-validity-period', 'sum']),
  left: z.string(),
  right: z.string(),
  total: z.string().optional(),
});

const share = z.number().min(0).max(1);

/** One face of a card whose print the state has fixed. */
const faceSchema = z.object({
  /** The side that it is; null where the type tells none apart. */
  side: sideSchema.nullable().default(null),
  widthMm: z.number().positive(),
  heightMm: z.number().positive(),
  /** Where the value of a field stands: left, top, right and bottom as shares of the card's width and height. */
  zones: z.record(z.string(), z.tuple([share, share, share, share])),
});

const weightedText = z.object({ text: z.string(), weight: z.number() });

/** Signs by which a page of this type is told; weights add up, about 1 is enough to be sure. */
const evidenceSchema = z.object({
  /** Words of the title, without white space. A title counts fully when it stands alone in its row. */
  titles: z.array(weightedText).default([]),
  /** Words that only papers of this type print. */
  words: z.array(weightedText).default([]),
  patterns: z.array(z.object({ pattern: patternSchema, name: z.string(), weight: z.number() })).default([]),
  /** Signs that it is something else. */
  against: z.array(weightedText).default([]),
  /** Words by which each side is told. */
  sides: z.partialRecord(sideSchema, z.array(z.string())).default({}),
  /** Words of pages that follow the first and carry no title. */
  continuation: z.array(z.string()).default([]),
});

export const documentTypeSchema = z.object({
  id: z.string(),
  names: textPair,
  sides: z.array(sideSchema).default([]),
  evidence: evidenceSchema.prefault({}),
  /** Parts of a page that repeat labels, e.g. the two parties of a contract; a section ends where another starts. */
  sections: z.array(z.object({ id: z.string(), starts: z.array(z.string()) })).default([]),
  fields: z.array(fieldDefinitionSchema).default([]),
  /** Printed labels that are no fields here but end the values of their neighbours. */
  otherLabels: z.array(z.string()).default([]),
  /** Short labels may stand in the middle of a line, right after a value (性别男民族汉). */
  inlineLabels: z.boolean().default(false),
  /** Minority script in Latin letters is printed beside labels and values: lines of Latin letters are no values. */
  dropLatin: z.boolean().default(false),
  agreements: z.array(agreementSchema).default([]),
  /** Fixed places on the face of a card: asked where a label could not be read, and shown to a person unless a check digit holds. */
  faces: z.array(faceSchema).default([]),
  /** Patterns over the text of a QR code on the paper; each named group is the value of the field of that key. */
  codes: z.array(z.string()).default([]),
  /** Fields that name one paper or its holder: two papers that agree in one of them are the same. */
  identity: z.array(z.string()).default([]),
  /** May have more than one page. */
  severalPages: z.boolean().default(false),
  /** Types of several pages that bear the same word here are taken for each other by a page without a title. */
  family: z.string().optional(),
  /** Sides that follow the first page, as many as there are, each with a title of its own. */
  laterSides: z.array(sideSchema).default([]),
  /** Front and back of a card, which may lie on pages of their own; the front is usually laid first. */
  cardSides: z.tuple([sideSchema, sideSchema]).optional(),
  /**
   * Fields that somebody fills in to make the paper his own, a person's name before his number: where all are empty and nobody has
   * signed, the form is not filled in.
   */
  slots: z.array(z.string()).default([]),
  /** A form of the service item, whose labels name further fields; boxes may be ticked anywhere on it. */
  form: z.boolean().default(false),
  /**
   * How lists of materials call the paper. Of all types the highest rank that fits a name wins, and equal ranks are alternatives:
   * what a name is about stands low (承诺书 over the 身份证 that it names), what is said of many papers lowest (证明).
   */
  materialNames: z.array(z.object({ pattern: patternSchema, rank: z.number() })).default([]),
  signatureExpected: z.boolean().default(false),
  /** Made by machine alone: nothing on it is looked at for handwriting. */
  printedOnly: z.boolean().default(false),
});
export type DocumentType = z.infer<typeof documentTypeSchema>;

/**
 * A document type as its file writes it: everything with a default may be left out. The confidence was fitted on pages of the
 * shipped types, hence their fields may pass when they are sure; those of types taught later always go to a person.
 */
export function defineDocumentType<const Id extends string>({
  fields = [],
  ...rest
}: z.input<typeof documentTypeSchema> & { id: Id }): DocumentType & { id: Id } {
  const type = documentTypeSchema.parse({ ...rest, fields: fields.map((field) => ({ accept: 'confident' as const, ...field })) });
  return { ...type, id: rest.id };
}
