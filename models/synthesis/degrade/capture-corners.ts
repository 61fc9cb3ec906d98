/** Where a sheet lies in the picture: on a scanner's glass, nearly straight, or under a phone, at an angle. */
import type { Random } from '../random.ts';
import type { PaperSize } from '../templates/template.ts';
import type { Corner, SheetCorners } from './projection.ts';

export type Frame = { widthPx: number; heightPx: number; corners: SheetCorners };

/** @param sidePx longer side of the picture */
export function drawCorners(random: Random, paper: PaperSize, sidePx: number, kind: 'digital' | 'scan' | 'photo'): Frame {
  if (kind === 'photo') return photographed(random, paper, sidePx);
  const small = Math.max(paper.widthMm, paper.heightMm) < 200;
  if (kind === 'scan' && small && random.chance(0.4)) return onLargeGlass(random, paper, sidePx);
  const frame = frameOf(paper.widthMm / paper.heightMm, sidePx);
  if (kind === 'digital') return { ...frame, corners: rectangle(frame.widthPx / 2, frame.heightPx / 2, frame.widthPx, frame.heightPx, 0) };
  const skew = random.chance(0.1) ? random.between(-8, 8) : random.normal() * 1.1;
  const zoom = random.chance(0.12) ? random.between(1.04, 1.22) : random.between(0.95, 1.02);
  const [x, y] = [frame.widthPx * (0.5 + random.normal() * 0.012), frame.heightPx * (0.5 + random.normal() * 0.012)];
  return { ...frame, corners: rectangle(x, y, frame.widthPx * zoom, frame.heightPx * zoom, skew) };
}

function frameOf(ratio: number, sidePx: number): { widthPx: number; heightPx: number } {
  return ratio >= 1 ? { widthPx: sidePx, heightPx: Math.round(sidePx / ratio) } : { widthPx: Math.round(sidePx * ratio), heightPx: sidePx };
}

function rectangle(x: number, y: number, width: number, height: number, degrees: number): SheetCorners {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  const corner = (dx: number, dy: number): Corner => [x + (dx * cos - dy * sin) / 2, y + (dx * sin + dy * cos) / 2];
  return [corner(-width, -height), corner(width, -height), corner(width, height), corner(-width, height)];
}

/** A card or leaf somewhere on an A4 or A5 glass. */
function onLargeGlass(random: Random, paper: PaperSize, sidePx: number): Frame {
  const [short, long] = random.chance(0.55) && Math.max(paper.widthMm, paper.heightMm) < 148 ? [148, 210] : [210, 297];
  const across = random.chance(0.5);
  const [glassWidth, glassHeight] = across ? [long, short] : [short, long];
  const frame = frameOf(glassWidth / glassHeight, sidePx);
  const perMm = frame.widthPx / glassWidth;
  const zoom = Math.min(1, (glassWidth * 0.96) / paper.widthMm, (glassHeight * 0.96) / paper.heightMm);
  const [width, height] = [paper.widthMm * perMm * zoom, paper.heightMm * perMm * zoom];
  const x = width / 2 + random.between(0.01, 0.99) * (frame.widthPx - width);
  const y = height / 2 + random.between(0.01, 0.99) * (frame.heightPx - height);
  return { ...frame, corners: rectangle(x, y, width, height, random.normal() * 2.5) };
}

function photographed(random: Random, paper: PaperSize, sidePx: number): Frame {
  const own = paper.widthMm / paper.heightMm;
  const wide = own >= 1;
  const usual = random.pick([4 / 3, 4 / 3, 16 / 9, 1.2]);
  const ratio = random.chance(0.45) ? own * random.between(0.9, 1.1) : wide !== random.chance(0.12) ? usual : 1 / usual;
  const frame = frameOf(ratio, sidePx);
  const fill = random.chance(0.12) ? random.between(1.02, 1.2) : random.chance(0.2) ? random.between(0.5, 0.72) : random.between(0.72, 1);
  const scale = Math.min(frame.widthPx / paper.widthMm, frame.heightPx / paper.heightMm) * fill;
  const [width, height] = [paper.widthMm * scale, paper.heightMm * scale];
  const room = (frameSide: number, side: number) => frameSide / 2 + random.between(-0.5, 0.5) * Math.max(0, frameSide - side);
  const straight = rectangle(room(frame.widthPx, width), room(frame.heightPx, height), width, height, random.normal() * 4);
  const strength = random.chance(0.2) ? 0.1 : 0.035;
  const moved = straight.map(([x, y]): Corner => [
    x + random.normal() * strength * width * 0.6,
    y + random.normal() * strength * height * 0.6,
  ]);
  return { ...frame, corners: moved as unknown as SheetCorners };
}
