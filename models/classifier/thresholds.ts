/**
 * The hand-set numbers of telling a page's type by what is printed on it. Where they come from: forms of titles and weights of
 * signs were set by eye on drawn pages, and no measurement of a single one is kept; the limits of taught types were set while
 * looking at 29 pages of one taught paper, and not changed for the two that were drawn afterwards (docs/decisions/0015, 0018).
 * All together are measured by `npm run bench:classifier`. What is fitted lies in calibration.json.
 */

/** How much a row looks like the title of its page, 0..1: the first form that fits, then what its size and place make of it. */
export const titleForm = {
  /** From here on a title counts as the title of the page and not as words of running text. */
  prominent: 0.5,
  /** The title is this share of the row's characters: it stands alone. */
  alone: { share: 0.65, is: 1 },
  /** It ends a short row of larger print (times the usual height of a row). */
  largeEnd: { size: 1.15, is: 0.9 },
  largePart: { share: 0.35, size: 1.15, is: 0.6 },
  end: { share: 0.3, is: 0.4 },
  inText: 0.12,
  /** Characters of a row that can end with a title. */
  shortRow: 26,
  large: { size: 1.3, times: 1.1 },
  small: { size: 0.8, times: 0.7 },
  /** Below this share of the page's text a title is less likely one. */
  low: { place: 0.4, times: 0.7 },
  /** Taken off per misread character. */
  wrongCharacter: 0.1,
  /** Characters. Titles this long are found with one character more or less, too. */
  longTitle: 4,
} as const;

/** Weights of signs; those of single words stand with their document type. */
export const evidence = {
  /** What is left of a word against a type when it stands there as no title. */
  againstInText: 0.12,
  /** Weight of one word of a page that follows a first page, the most of all together, and how many words there must be. */
  continuation: { word: 0.07, most: 0.6, words: 3 },
  /** Printed words beyond this sum add nothing: a long paper mentions many things. */
  mostWords: 1.1,
} as const;

/** Taught types. `look` is a dot product of embeddings, `words` a share of the type's words, `title` as `titleForm` gives it. */
export const taught = {
  /** A page whose title is found may look a little less like the samples; one that plainly bears it less still. */
  allowance: { titled: 0.12, plainlyTitled: 0.2 },
  /** Words alone decide only when most stand on the page; with a title fewer do. */
  enough: { words: 0.6, titledWords: 0.3, alikeWords: 0.15 },
  /** A title this long that stands as the page's own needs no words beside it, for blurred small print leaves none; with some words it needs no look. */
  plainTitle: { characters: 5, prominence: 0.8 },
  /** A shipped type recognised so surely keeps its page unless the taught title says more. */
  sureType: 0.8,
  /** What title, words and look give to the score; the look is counted from the type's limit to 1, over at least this distance. */
  score: { title: 0.5, words: 0.3, look: 0.3, leastLookRoom: 0.05 },
  /** Confidence of a page that is just met, and what the score adds, up to the most. */
  confidence: { least: 0.55, score: 0.45, most: 0.98 },
  /** A second type this close in score leaves the smaller share of the confidence. */
  lead: { score: 0.15, least: 0.6 },
  /** Five samples show less spread than the pages to come: even samples that are all the same leave so much room. */
  sampleSpread: 0.12,
  leastLook: 0.4,
} as const;
