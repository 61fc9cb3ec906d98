/** What is known about one page image: geometry, text, classification, fields. Coordinates are pixels of the prepared page. */
import { z } from 'zod';
import { evidenceReasonSchema, formerReasonSchema, titleOf, upgradeReason } from './evidence-reason.ts';
import { separatorSchema } from './separator.ts';

/** Four corners, clockwise from the top left in reading direction, in pixels of the prepared page. */
const quadSchema = z.tuple([
  z.tuple([z.number(), z.number()]),
  z.tuple([z.number(), z.number()]),
  z.tuple([z.number(), z.number()]),
  z.tuple([z.number(), z.number()]),
]);
export type Quad = z.infer<typeof quadSchema>;

/** `[x, y, width, height]` in pixels of the prepared page. */
export const boxSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export type Box = z.infer<typeof boxSchema>;

export const textLineSchema = z.object({
  text: z.string(),
  /** 0..1, mean of the characters' probabilities. */
  confidence: z.number(),
  quad: quadSchema,
  /** One probability (0..1) per character of `text`; absent when the engine gives none. */
  characterConfidences: z.array(z.number()).optional(),
});
export type TextLine = z.infer<typeof textLineSchema>;

export const rotationSchema = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);
export type Rotation = z.infer<typeof rotationSchema>;

const sealSchema = z.object({
  box: boxSchema,
  colour: z.enum(['red', 'blue']),
  text: z.string().optional(),
  confidence: z.number(),
});
export type Seal = z.infer<typeof sealSchema>;

/** A card of ID-1 size that lies on the page (copy of both sides of an ID card); `rectifyCard` makes one flat. */
const cardSchema = z.object({
  /** Corners of the card, clockwise from its own top left in reading direction as far as that could be told; a long side first. */
  quad: quadSchema,
  confidence: z.number(),
});
export type Card = z.infer<typeof cardSchema>;

/** A place where a paper asks for a signature, and whether ink stands there. */
const signatureMarkSchema = z.object({
  /** As printed, e.g. 申请人签字. */
  label: z.string(),
  /** Where the signature would stand. */
  box: boxSchema,
  signed: z.boolean(),
  /** False where what stands there was printed; absent where it is empty or cannot be told. */
  handwritten: z.boolean().optional(),
});
export type SignatureMark = z.infer<typeof signatureMarkSchema>;

/** Result of the prepare step: how the original became the prepared page. The original bytes are never altered. */
export const preparationSchema = z.object({
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  /** Dots per inch of the prepared page; null when neither file nor device tells. */
  dpi: z.number().nullable(),
  /**
   * Photographed page: its corners in pixels of the original, clockwise as it lies there, and the size of the flat page
   * that was made of it. `rotationCw` and what follows were then applied to the flat page instead of the original.
   */
  outline: z.object({ quad: quadSchema, widthPx: z.number().int(), heightPx: z.number().int() }).optional(),
  /** Clockwise turn that was applied to the original. */
  rotationCw: rotationSchema,
  /** Angle in degrees by which the page was then turned counter-clockwise to level its lines; the canvas grows, its new corners are white. */
  skewDegrees: z.number(),
  /** Part of the turned and straightened original that was kept, in its pixels, when a scanner's frame was cut away. */
  crop: boxSchema.optional(),
  /** Empty page: flagged, never deleted. */
  blank: z.boolean(),
  /** Share of page area that carries ink, 0..1. */
  inkCoverage: z.number(),
  /** Reasons to scan again; empty when the image is good. */
  qualityProblems: z.array(z.enum(['blurred', 'too-dark', 'too-light', 'low-resolution', 'cut-off'])),
  seals: z.array(sealSchema),
  /** Cards that lie apart on the page; absent when there are none. */
  cards: z.array(cardSchema).optional(),
  /** The sheet separates papers and is none itself; absent on papers. */
  separator: separatorSchema.optional(),
  /** How the upright page looks, 64 hexadecimal digits: two scans of one sheet differ in few bits. */
  fingerprint: z.string().optional(),
  /** Share of pixels with a colour of their own, 0..1; absent for pages scanned in grey, and while the page is not read. */
  colourfulness: z.number().optional(),
  /** Found with the text lines; absent while the page is not read. */
  signatures: z.array(signatureMarkSchema).optional(),
});
export type Preparation = z.infer<typeof preparationSchema>;

export const sideSchema = z.enum(['portrait', 'emblem', 'both', 'home', 'member']);
export type Side = z.infer<typeof sideSchema>;

/** A QR code or barcode on the page, decoded. */
const pageCodeSchema = z.object({ format: z.string(), text: z.string(), quad: quadSchema });
export type PageCode = z.infer<typeof pageCodeSchema>;

/** A printed box to tick. */
const tickBoxSchema = z.object({ box: boxSchema, ticked: z.boolean() });
export type TickBox = z.infer<typeof tickBoxSchema>;

/** What the pixels say of a line of text (its index) besides what was read. */
const lineCheckSchema = z.object({
  line: z.number().int(),
  /** Ink goes on before the first or after the last character: something there was not read. */
  start: z.boolean(),
  end: z.boolean(),
  /** Characters that stand, by their spacing, in the longest of so many pieces of the line, which may be the last; absent where it agrees with what was read. */
  slots: z.object({ count: z.number().int(), pieces: z.number().int(), last: z.boolean() }).optional(),
});
export type LineCheck = z.infer<typeof lineCheckSchema>;

const currentClassificationSchema = z.object({
  documentType: z.string(),
  side: sideSchema.nullable(),
  /** Calibrated probability 0..1 that `documentType` is right. */
  confidence: z.number(),
  /** The title that the page bears as its own, in the words of its type; null when it bears none. */
  title: z.string().nullable(),
  /** Short reasons for a person, most telling first. */
  evidence: z.array(evidenceReasonSchema),
  alternatives: z.array(z.object({ documentType: z.string(), confidence: z.number() })),
  /** True when the page follows the previous page of the same document and carries no title of its own. */
  continuation: z.boolean(),
  /** True when the confidence is too low to rely on the type without a person's look; absent = the classifier does not tell. */
  unsure: z.boolean().optional(),
  /**
   * What the page looks like and says as a vector of length 1: pages of one kind have a high dot product. Comparable only among
   * classifications of the same classifier version; absent when no trained model looked at the page.
   */
  embedding: z.array(z.number()).optional(),
});
export type Classification = z.infer<typeof currentClassificationSchema>;

/** As it was stored before the title was a field and reasons were codes. */
const formerClassificationSchema = currentClassificationSchema
  .omit({ title: true })
  .extend({ evidence: z.array(formerReasonSchema) })
  .transform(({ evidence, ...rest }): Classification => {
    const reasons = evidence.map(upgradeReason);
    return { ...rest, title: titleOf(reasons), evidence: reasons };
  });

export const classificationSchema: z.ZodType<Classification, Classification> = z.union([
  currentClassificationSchema,
  formerClassificationSchema as unknown as typeof currentClassificationSchema,
]);

/** A validator's finding. `code` is stable and has a text per language; `warning` needs a tick, `error` a correction. */
export const problemSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  /** Values for the text's placeholders. */
  details: z.record(z.string(), z.string()).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

export const fieldSchema = z.object({
  key: z.string(),
  /** Normalised as document-types says (ISO dates, 长期, decimal amounts, U+00B7 in names); empty when not found. */
  value: z.string(),
  /** What was read. */
  raw: z.string(),
  confidence: z.number(),
  /** `accepted` = would pass without a person looking. */
  status: z.enum(['accepted', 'review']),
  problems: z.array(problemSchema),
  /** Where the value stands on the prepared page; null when it was not found. */
  box: boxSchema.nullable(),
});
export type Field = z.infer<typeof fieldSchema>;

/** Milliseconds per step, as measured. */
const timingSchema = z.object({
  total: z.number(),
  prepare: z.number(),
  read: z.number(),
  classify: z.number(),
  extract: z.number(),
});
export type Timing = z.infer<typeof timingSchema>;

/** Everything the pipeline says about one page. */
export const recognitionSchema = z.object({
  preparation: preparationSchema,
  lines: z.array(textLineSchema),
  classification: classificationSchema,
  fields: z.array(fieldSchema),
  /** Read only on papers whose type compares them with the print. */
  codes: z.array(pageCodeSchema).optional(),
  /** Looked for only on papers whose fields are ticked. */
  tickBoxes: z.array(tickBoxSchema).optional(),
  /** Only lines of which there is something to say; absent where nobody looked. */
  lineChecks: z.array(lineCheckSchema).optional(),
  timing: timingSchema,
  /** Names and versions of the models that spoke, for the log of the case. */
  models: z.object({ classifier: z.string(), ocr: z.string() }),
});
export type Recognition = z.infer<typeof recognitionSchema>;

/** The steps whose results are stored per page, in the order of the pipeline. */
export const stepNames = ['prepare', 'read', 'classify', 'extract'] as const;
export type StepName = (typeof stepNames)[number];
