/** How a scanned sheet deviates from its print: everything that can be dialled, and how it is drawn by chance. */
import type { Rotation } from '#shared/page.ts';
import type { Random } from '../random.ts';

type Edge = 'left' | 'right' | 'top' | 'bottom';

export type ScanLook = {
  dpi: number;
  /** Clockwise, degrees. */
  skewDegrees: number;
  /** Of the sheet against the glass, mm. */
  shiftMm: [number, number];
  /** Clockwise turn of the sheet in the feeder. */
  turnCw: Rotation;
  /** Paper white, 0..255 per channel. */
  paper: [number, number, number];
  /** Strength of the paper's own grain, in grey levels. */
  grain: number;
  /** Share of the back's ink that shines through, 0..1. */
  bleed: number;
  /** Darkening towards one edge: share of light lost there, and how far it reaches in mm. */
  shadow: { edge: Edge; strength: number; reachMm: number };
  /** Factor on all light. */
  exposure: number;
  /** Exponent on normalised light; above 1 darkens the middle tones. */
  gamma: number;
  /** Standard deviation of the optics' blur in pixels of the scan. */
  blurPx: number;
  /** Standard deviation of sensor noise in grey levels. */
  noise: number;
  /** Faint streaks along the feed from dust on the sensor's glass. */
  streaks: number;
  jpegQuality: number;
};

/** @param overrides whatever must not be left to chance */
export function drawScanLook(random: Random, overrides: Partial<ScanLook> = {}): ScanLook {
  const white = random.between(241, 250);
  const warmth = random.between(0, 6);
  return {
    dpi: 200,
    skewDegrees: Math.max(-3, Math.min(3, random.normal() * 0.9)),
    shiftMm: [random.between(-1.5, 1.5), random.between(-1.5, 1.5)],
    turnCw: 0,
    paper: [white, white - warmth * 0.3, white - warmth],
    grain: random.between(0.6, 1.4),
    bleed: random.between(0.03, 0.09),
    shadow: {
      edge: random.pick(['left', 'right', 'top', 'bottom'] as const),
      strength: random.between(0.02, 0.14),
      reachMm: random.between(20, 70),
    },
    exposure: random.between(0.96, 1.01),
    gamma: random.between(0.94, 1.12),
    blurPx: random.between(0.35, 0.75),
    noise: random.between(1.2, 2.6),
    streaks: random.integer(0, 2),
    jpegQuality: random.integer(68, 80),
    ...overrides,
  };
}
