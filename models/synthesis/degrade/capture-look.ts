/** How a page reached the computer, for training pictures: clean file, scanner or phone, with all that goes wrong on the way. */
import type { Preparation, Rotation } from '#shared/page.ts';
import type { Random } from '../random.ts';
import type { PaperSize } from '../templates/template.ts';
import { drawCorners } from './capture-corners.ts';
import { backdropCount } from './backdrop.ts';
import type { SheetCorners } from './projection.ts';

export type QualityFlag = Preparation['qualityProblems'][number] | 'glare' | 'shadow';

export type CaptureLook = {
  kind: 'digital' | 'scan' | 'photo';
  /** Upright picture in pixels, before the turn. */
  widthPx: number;
  heightPx: number;
  corners: SheetCorners;
  /** Around the sheet: a grey level of the scanner's lid, or an index of a backdrop. */
  around: { lid: number } | { backdrop: number; zoom: number; turn: number; offset: number };
  /** Grey copy: steepness of the tone curve (1 = soft, 9 = black and white) and its middle, 0..1. */
  copy: { steepness: number; middle: number; specks: number } | null;
  /** Colour of white paper, 0..1 per channel. */
  paper: readonly [number, number, number];
  /** Light and colour of the lamp. */
  gain: readonly [number, number, number];
  gamma: number;
  /** Fall of light across the picture: direction in radians, share lost at the far side. */
  slope: { direction: number; loss: number };
  /** Soft-edged shadow of a hand or a phone: a half plane. */
  shadow: { direction: number; at: number; loss: number; soft: number } | null;
  /** Light patches: places as shares of the picture. */
  glare: { x: number; y: number; radius: number; strength: number; stretch: number } | null;
  /** Creases: share of the sheet's height or width. */
  folds: { vertical: boolean; at: number; strength: number }[];
  moire: { period: number; direction: number; strength: number } | null;
  /** Bend of the sheet, in shares of its height. */
  bend: number;
  holes: 'left' | 'right' | 'top' | null;
  /** Standard deviation in pixels of the finished picture. */
  blurPx: number;
  motion: { dx: number; dy: number } | null;
  /** Grey levels. */
  noise: number;
  /** Detail left, 1 = all: the picture was once this much smaller. */
  detail: number;
  jpegQuality: number;
  turnCw: Rotation;
  quality: QualityFlag[];
};

const maybe = <T>(random: Random, probability: number, draw: () => T): T | null => (random.chance(probability) ? draw() : null);

function drawKind(random: Random): CaptureLook['kind'] {
  const chance = random.next();
  return chance < 0.08 ? 'digital' : chance < 0.56 ? 'scan' : 'photo';
}

function drawTurn(random: Random): Rotation {
  return random.chance(0.4) ? 0 : random.pick([0, 90, 180, 270] as const);
}

function drawGain(random: Random, photo: boolean): [number, number, number] {
  const light = photo ? random.between(0.74, 1.1) : random.between(0.9, 1.05);
  const dark = photo && random.chance(0.08) ? random.between(0.35, 0.65) : 1;
  const warm = photo ? random.normal() * 0.06 : random.normal() * 0.012;
  return [light * dark * (1 + warm), light * dark, light * dark * (1 - warm)];
}

function drawCopy(random: Random, photo: boolean, copied: boolean): CaptureLook['copy'] {
  if (!random.chance(copied ? 0.75 : photo ? 0.07 : 0.3)) return null;
  // A copier decides at its own resolution; at that of a thumbnail thin strokes are grey already, so the middle lies higher.
  const harsh = random.chance(0.25);
  const steepness = harsh ? random.between(4, 9) : random.between(1, 4);
  return {
    steepness,
    middle: harsh ? random.between(0.74, 0.88) : random.between(0.46, 0.68),
    specks: random.chance(0.4) ? random.integer(10, 160) : 0,
  };
}

export type CaptureSubject = {
  paper: PaperSize;
  /** The print itself is a photocopy already. */
  copied: boolean;
  /** A scene or a screen, which usually fills the whole picture. */
  scene: boolean;
};

/** @param sidePx of the longer side of the picture */
export function drawCaptureLook(random: Random, { paper, copied, scene }: CaptureSubject, sidePx: number): CaptureLook {
  const kind = drawKind(random.fork('kind'));
  const photo = kind === 'photo';
  const clean = kind === 'digital';
  const unit = sidePx / 448;
  const frame = drawCorners(random.fork('corners'), paper, sidePx, scene && random.chance(0.8) ? 'digital' : kind);
  const blurPx = clean ? 0 : (random.chance(0.1) ? random.between(1.1, 2.2) : random.between(0.2, photo ? 0.9 : 0.6)) * unit;
  const white = random.between(0.9, 1);
  const look: CaptureLook = {
    kind,
    ...frame,
    around: photo
      ? {
          backdrop: random.integer(0, backdropCount - 1),
          zoom: random.between(0.5, 2.2) / unit,
          turn: random.between(0, 6.283),
          offset: random.integer(0, 255),
        }
      : { lid: random.pick([252, 246, 238, 230, 215, 60, 25]) },
    copy: clean ? null : drawCopy(random.fork('copy'), photo, copied),
    paper: [white, white - random.between(0, 0.015), white - random.between(0, 0.05)],
    gain: clean ? [1, 1, 1] : drawGain(random.fork('gain'), photo),
    gamma: clean ? 1 : random.between(0.8, 1.3),
    slope: { direction: random.between(0, 6.283), loss: clean ? 0 : photo ? random.between(0, 0.36) : random.between(0, 0.08) },
    shadow: maybe(random, photo ? 0.3 : 0.02, () => ({
      direction: random.between(0, 6.283),
      at: random.between(-0.35, 0.4),
      loss: random.between(0.15, 0.5),
      soft: random.between(0.01, 0.2),
    })),
    glare: maybe(random, photo ? 0.22 : 0, () => ({
      x: random.next(),
      y: random.next(),
      radius: random.between(0.05, 0.3),
      strength: random.between(0.4, 1.4),
      stretch: random.between(0.4, 2.5),
    })),
    folds: drawFolds(random.fork('folds'), clean ? 0 : photo ? 0.3 : 0.16),
    moire: maybe(random, photo ? 0.06 : 0.02, () => ({
      period: random.between(2.2, 7),
      direction: random.between(0, 3.14),
      strength: random.between(4, 14),
    })),
    bend: photo && random.chance(0.4) ? random.normal() * 0.012 : 0,
    holes: clean || random.chance(0.88) ? null : random.pick(['left', 'left', 'right', 'top'] as const),
    blurPx,
    motion: maybe(random, photo ? 0.06 : 0, () => ({ dx: random.between(-5, 5) * unit, dy: random.between(-5, 5) * unit })),
    noise: clean ? 0 : photo ? random.between(1, 9) : random.between(0.5, 4),
    detail: clean || random.chance(0.88) ? 1 : random.between(0.35, 0.8),
    jpegQuality: random.integer(30, 95),
    turnCw: drawTurn(random.fork('turn')),
    quality: [],
  };
  return { ...look, quality: qualityOf(look, unit) };
}

function drawFolds(random: Random, probability: number): CaptureLook['folds'] {
  if (!random.chance(probability)) return [];
  return Array.from({ length: random.integer(1, 3) }, () => ({
    vertical: random.chance(0.4),
    at: random.chance(0.6) ? random.pick([1 / 2, 1 / 3, 2 / 3]) + random.between(-0.02, 0.02) : random.between(0.1, 0.9),
    strength: random.between(0.06, 0.3) * (random.chance(0.5) ? 1 : -1),
  }));
}

/** A flag stands for what a person would complain about, not for every small deviation. */
function qualityOf(look: CaptureLook, unit: number): QualityFlag[] {
  const flags: QualityFlag[] = [];
  const light = look.gain[1] * (1 - look.slope.loss / 2);
  const outside = look.corners.some(
    ([x, y]) => x < -0.05 * look.widthPx || y < -0.05 * look.heightPx || x > 1.05 * look.widthPx || y > 1.05 * look.heightPx,
  );
  const motionPx = look.motion ? Math.hypot(look.motion.dx, look.motion.dy) : 0;
  if (look.blurPx > 1.1 * unit || motionPx > 3.5 * unit) flags.push('blurred');
  if (light < 0.52) flags.push('too-dark');
  if (light > 1.03 && look.gamma < 0.9) flags.push('too-light');
  if (look.detail < 0.5) flags.push('low-resolution');
  if (outside) flags.push('cut-off');
  if (look.glare && look.glare.strength > 0.7 && look.glare.radius > 0.1) flags.push('glare');
  if (look.shadow && look.shadow.loss > 0.25) flags.push('shadow');
  return flags;
}
