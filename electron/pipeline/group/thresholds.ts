/**
 * The hand-set numbers of cutting a stack into documents. Set by reason and tried on stacks of other seeds than those that
 * `npm run bench:stacks` measures (docs/decisions/0011); none was fitted.
 */

/** Costs in one unit: 1 is what speaks against two neighbours being of one document when nothing else is known. */
export const cost = {
  apart: 1.2,
  ownTitle: 5,
  firstNumber: 4,
  sameNumber: 4,
  otherTotal: 3,
  beyondTotal: 3,
  missingNumber: 0.4,
  clausesFallBack: 2.5,
  clauseGap: 0.6,
  otherCounting: 1.2,
  changedCounting: 0.3,
  otherShape: 1.5,
  otherLineHeight: 0.8,
  outOfOrder: 0.9,
  orphan: 0.6,
  repeat: -0.2,
  onePageKind: 12,
} as const;

/** What speaks for a page being a later page, in the same unit. */
export const gain = {
  laterNumber: 2.5,
  continues: 2,
  laterClause: 1.6,
  nextNumber: 0.8,
  nextClause: 0.8,
  openSentence: 1.6,
  closes: 0.5,
  member: 3,
  /** Signs of a later page mostly come together; more of them say no more. */
  mostLater: 4,
} as const;

/** What the types of two pages speak against them being one document, in the same unit; `sure` is added for a certain type. */
export const typeCost = {
  sameUnknown: 0.4,
  related: 0.2,
  unknownLater: 0.8,
  unknownHead: { least: 0.8, sure: 1.5 },
  other: { least: 1, sure: 2.5 },
} as const;

/** From here on two pages look different: differences of logarithms, of height by width and of the usual height of a line. */
export const lookDifference = { shape: 0.08, lineHeight: 0.22 } as const;
/** Clauses that may be missing between two pages before it counts as a gap. */
export const clausesMissing = 4;
