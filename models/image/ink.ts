/** Separates ink from paper by local contrast, and says whether a page is empty. */
import type { AnalysisImage } from './analysis-image.ts';
import { findComponents } from './components.ts';

export type Ink = {
  /** 1 where there is ink. */
  mask: Uint8Array;
  /** Typical brightness of the paper, 0..255. */
  paper: number;
  /** Share of the page area that carries ink, specks not counted. */
  coverage: number;
  blank: boolean;
};

const blockPx = 32;
/** Ink is darker than this share of the paper around it: bleed-through of the other side stays above. */
const inkShare = 0.72;
/** Specks of dust and noise are smaller; a full stop of body text is about this large at analysis size. */
const minMarkPixels = 6;
/** A page number alone covers about 0.0002 of an A4 page. */
const blankCoverage = 0.00012;
/** The outermost part holds shadows of the scanner's edge and punch holes. */
const marginShare = 0.025;

export function measureInk(image: AnalysisImage): Ink {
  const { widthPx, heightPx, grey } = image;
  const { levels, columns } = paperLevels(image);
  const mask = new Uint8Array(grey.length);
  const marginX = Math.round(widthPx * marginShare);
  const marginY = Math.round(heightPx * marginShare);
  for (let y = marginY; y < heightPx - marginY; y++) {
    const blockRow = Math.floor(y / blockPx) * columns;
    for (let x = marginX; x < widthPx - marginX; x++) {
      const at = y * widthPx + x;
      if (grey[at]! < levels[blockRow + Math.floor(x / blockPx)]! * inkShare) mask[at] = 1;
    }
  }
  const marks = findComponents(mask, widthPx, heightPx).filter(({ pixels }) => pixels >= minMarkPixels);
  const coverage = marks.reduce((sum, { pixels }) => sum + pixels, 0) / Math.max(1, widthPx * heightPx);
  const paper = [...levels].sort((a, b) => a - b)[levels.length >> 1] ?? 255;
  return { mask, paper, coverage, blank: coverage < blankCoverage };
}

/** Brightness of the paper per block: the 80th percentile of the block and its neighbours, at least half of the page's. */
function paperLevels({ widthPx, heightPx, grey }: AnalysisImage): { levels: Float32Array; columns: number } {
  const columns = Math.ceil(widthPx / blockPx);
  const rows = Math.ceil(heightPx / blockPx);
  const histograms = Array.from({ length: columns * rows }, () => new Uint32Array(256));
  for (let y = 0; y < heightPx; y++) {
    const blockRow = Math.floor(y / blockPx) * columns;
    for (let x = 0; x < widthPx; x++) histograms[blockRow + Math.floor(x / blockPx)]![grey[y * widthPx + x]!]!++;
  }
  const whole = new Uint32Array(256);
  for (const histogram of histograms) for (let value = 0; value < 256; value++) whole[value]! += histogram[value]!;
  const pageLevel = percentile(whole, 0.8);
  const levels = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const around = new Uint32Array(256);
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const histogram = column + dx >= 0 && column + dx < columns ? histograms[(row + dy) * columns + column + dx] : undefined;
          if (histogram) for (let value = 0; value < 256; value++) around[value]! += histogram[value]!;
        }
      // A block inside a black area has no paper of its own.
      levels[row * columns + column] = Math.max(percentile(around, 0.8), pageLevel / 2);
    }
  return { levels, columns };
}

/** The value below which `share` of the counts lie. */
export function percentile(histogram: Uint32Array, share: number): number {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (let value = 0; value < histogram.length; value++) {
    seen += histogram[value]!;
    if (seen >= total * share && seen > 0) return value;
  }
  return histogram.length - 1;
}
