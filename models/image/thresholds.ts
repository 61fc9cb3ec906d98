/**
 * The hand-set numbers of finding seals. Set by eye on drawn pages with seals, emblems, red headlines, portraits and photographs;
 * no measurement of a single one is kept. Sizes follow from those of official seals (30 to 50 mm).
 */
export const seal = {
  /** Shares of the page's longer side; the smallest official seals (30 mm) are 0.1 of A4, name stamps about 0.04. */
  leastSide: 0.03,
  mostSide: 0.5,
  /** A share of the page's width: a seal that ends this close to a side edge may have been cut by it. */
  edge: 0.03,
  /** Strokes of one seal lie closer together than this, in analysis pixels. */
  bridgePx: 5,
  /** Confidence, 0..1, that makes a seal. Blue is also the colour of pens, tables and card backs: only a clear ring counts. */
  red: 0.4,
  blue: 0.8,
  /** Fewer coloured pixels on the whole page make no seal. */
  leastInkPixels: 60,
  /** The ground in a seal's box: what has a colour of its own (saturation in 255 levels; share of it away from the ink), and how much may. */
  ground: { saturation: 40, away: 0.42, most: 0.12, least: 0.3, slope: 3 },
  /** Directions that are looked at for an outline. */
  sectors: 48,
  /** The outline lies in the outermost part of the box: radius as a share of half its side, from … to. */
  band: { from: 0.82, to: 1.12 },
  /** Shorter by longer side. */
  leastAspect: 0.55,
  /** Share of the box that is inked; more than `dense` is less sure. */
  fill: { least: 0.04, most: 0.6, dense: 0.4, denseTimes: 0.7 },
  /** Share of directions in which there is an outline, from which on it counts. */
  around: 0.4,
  /** Share of the ink that lies in the outline when it is plain; below half of that the seal is less sure. */
  outline: { plain: 0.35, faint: 0.5, faintTimes: 0.6 },
  /** How the confidence is summed up. */
  weights: { base: 0.15, aspect: 0.25, shape: 0.68 },
  /** Width by height of a seal that the paper's edge has cut. */
  cut: { from: 0.2, to: 0.75 },
} as const;
