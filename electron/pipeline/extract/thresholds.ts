/**
 * The hand-set numbers of extraction, each with its unit. Where they come from: set by eye on drawn pages, where a field was
 * lost or its neighbour was read; no measurement of a single one is kept, only their sum is measured (`npm run bench:fields`).
 * What is fitted lies in #shared/confidence.
 */

/** Distances between boxes of characters, in line heights unless said otherwise. */
export const labelThresholds = {
  /** Characters. Shorter labels are too common in running text to be found in the middle of a line. */
  longLabel: 5,
  /** After a gap this wide a new piece of text begins. */
  pieceGap: 0.6,
  /** Characters of a label that one misread character outweighs, where labels overlap. */
  wrongCharacter: 1.5,
  /** Characters of one label stand at most so far apart (名 称). */
  spread: 5,
  /** Share of the characters of a spread label that must have been found. */
  shareFound: 0.5,
  /** Characters of a spread label that may be missing. */
  missing: 2,
  /** An incomplete spread label is one only where its value stands so far apart. */
  gapToValue: 0.4,
  /** Width that the lost half of a two-character label takes. */
  lostHalf: 3,
  /** Characters. Shorter labels are not looked for in two lines of a cell. */
  stackedLabel: 4,
  /** Lines of one cell stand at most so far apart, from middle to middle. */
  lineDistance: 2,
} as const;

/** Distances in line heights unless said otherwise. */
export const valueThresholds = {
  /** From a label to its value in the same row; a form's column can be wide. */
  gapToValue: 16,
  gapInValue: 4.5,
  /** A value of two lines stands so far above its label's middle, from middle to middle. */
  beside: 1.5,
  /** Lines of a value begin so near to each other. */
  indent: 1.6,
  /** Where label and value are one line, the value's start may be so far from the estimate … */
  estimatedIndent: 5.5,
  /** … but right of the label's start by this. */
  leastIndent: 1.5,
  /** Between the lines of one value. */
  lineGap: 0.6,
  /** A line above belongs to the value only where its distance is below this share of the gap over it. */
  nearerShare: 0.8,
  /** A part of a row that stands so far off the row's middle is another line. */
  offMiddle: 0.4,
  /** Rows that a value may stand below its label, where its field allows it. */
  rowsBelow: 3,
  /** Rows of running text that are searched for a value. */
  proseRows: 8,
} as const;

/** Places to sign and the ink in them, in heights of the label's line; set by eye on drawn forms and the demo's papers. */
export const signatureThresholds = {
  /** Where nothing is printed to the right, the place ends here. */
  reach: 9,
  /** With less room on the right the place is below the label. */
  leastRoom: 2.2,
  above: 0.7,
  below: 0.7,
  /** The place below a label: its distance, least width and height. */
  under: { gap: 0.1, width: 4, height: 2.4 },
  /** Ink that is a signature: its area in squares of the line's height, and how far it spreads. */
  ink: 0.22,
  extent: 0.45,
  /** Characters. A line this short may be a label without a colon. */
  bareLabel: 9,
} as const;

/** What is looked at to tell a hand from print; how the strokes are judged is fitted (models/image/handwriting.json). */
export const handwritingThresholds = {
  /** Lines of a value, each up to this width in line heights: a hand shows itself in a few characters. */
  lines: 2,
  width: 6,
  /** A line stands in the value when this share of its height does. */
  overlap: 0.5,
  /** Share of the line's height: descending strokes reach out of the line that was read. */
  rim: 0.08,
} as const;
