/** Lays a sheet on the scanner's glass, a little skewed, and maps places of the sheet to pixels of the scan. */
import type { Box } from '#shared/page.ts';
import type { PixelImage } from '../../image/pixel-image.ts';
import type { BoxMm } from '../render.ts';
import type { PaperSize } from '../templates/template.ts';
import type { ScanLook } from './scan-look.ts';

export type Placement = Pick<ScanLook, 'dpi' | 'skewDegrees' | 'shiftMm' | 'turnCw'>;

/** Pixels of the scan before it is turned. */
function scanSize(paper: PaperSize, dpi: number): { widthPx: number; heightPx: number } {
  return { widthPx: Math.round((paper.widthMm / 25.4) * dpi), heightPx: Math.round((paper.heightMm / 25.4) * dpi) };
}

/** Light of the white plate behind the sheet, and of the gap along the sheet's rim. */
const plate = [233, 234, 236] as const;
const rimMm = 0.9;

/**
 * Resamples the print onto the glass.
 * @param image the sheet at `printDpi`, covering `paper`
 */
export function placeOnGlass(image: PixelImage, printDpi: number, paper: PaperSize, placement: Placement): PixelImage {
  const { widthPx, heightPx } = scanSize(paper, placement.dpi);
  const data = new Uint8Array(widthPx * heightPx * 3);
  const inverse = sheetPoint(paper, placement);
  const perMm = printDpi / 25.4;
  const sample = [0, 0, 0];
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const [xMm, yMm] = inverse(x + 0.5, y + 0.5);
      const outside = Math.max(-xMm, -yMm, xMm - paper.widthMm, yMm - paper.heightMm);
      const at = (y * widthPx + x) * 3;
      if (outside > 0) {
        const lit = 1 - 0.32 * Math.exp(-outside / rimMm);
        for (let channel = 0; channel < 3; channel += 1) data[at + channel] = (plate[channel] as number) * lit;
      } else {
        bilinear(image, xMm * perMm - 0.5, yMm * perMm - 0.5, sample);
        for (let channel = 0; channel < 3; channel += 1) data[at + channel] = (sample[channel] as number) + 0.5;
      }
    }
  }
  return { widthPx, heightPx, channels: 3, data };
}

function bilinear({ widthPx, heightPx, data }: PixelImage, x: number, y: number, sample: number[]): void {
  const x0 = Math.max(0, Math.min(widthPx - 1, Math.floor(x)));
  const y0 = Math.max(0, Math.min(heightPx - 1, Math.floor(y)));
  const x1 = Math.min(widthPx - 1, x0 + 1);
  const y1 = Math.min(heightPx - 1, y0 + 1);
  const right = Math.max(0, Math.min(1, x - x0));
  const down = Math.max(0, Math.min(1, y - y0));
  for (let channel = 0; channel < 3; channel += 1) {
    const top =
      (data[(y0 * widthPx + x0) * 3 + channel] as number) * (1 - right) + (data[(y0 * widthPx + x1) * 3 + channel] as number) * right;
    const bottom =
      (data[(y1 * widthPx + x0) * 3 + channel] as number) * (1 - right) + (data[(y1 * widthPx + x1) * 3 + channel] as number) * right;
    sample[channel] = top * (1 - down) + bottom * down;
  }
}

/** Scan pixel (before the turn) → mm of the sheet. */
function sheetPoint(paper: PaperSize, { dpi, skewDegrees, shiftMm }: Placement): (x: number, y: number) => [number, number] {
  const angle = (-skewDegrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return (x, y) => {
    const dx = (x * 25.4) / dpi - paper.widthMm / 2 - shiftMm[0];
    const dy = (y * 25.4) / dpi - paper.heightMm / 2 - shiftMm[1];
    return [cos * dx - sin * dy + paper.widthMm / 2, sin * dx + cos * dy + paper.heightMm / 2];
  };
}

/** Mm of the sheet → pixel of the finished, turned scan. */
function scanPoint(paper: PaperSize, placement: Placement): (xMm: number, yMm: number) => [number, number] {
  const { widthPx, heightPx } = scanSize(paper, placement.dpi);
  const angle = (placement.skewDegrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return (xMm, yMm) => {
    const dx = xMm - paper.widthMm / 2;
    const dy = yMm - paper.heightMm / 2;
    const x = ((cos * dx - sin * dy + paper.widthMm / 2 + placement.shiftMm[0]) * placement.dpi) / 25.4;
    const y = ((sin * dx + cos * dy + paper.heightMm / 2 + placement.shiftMm[1]) * placement.dpi) / 25.4;
    if (placement.turnCw === 90) return [heightPx - y, x];
    if (placement.turnCw === 180) return [widthPx - x, heightPx - y];
    if (placement.turnCw === 270) return [y, widthPx - x];
    return [x, y];
  };
}

/** Upright bounding box, in pixels of the finished scan, of a box on the sheet. */
export function scanBox(box: BoxMm, paper: PaperSize, placement: Placement): Box {
  const toScan = scanPoint(paper, placement);
  const [x, y, width, height] = box;
  const corners = [toScan(x, y), toScan(x + width, y), toScan(x, y + height), toScan(x + width, y + height)];
  const left = Math.floor(Math.min(...corners.map(([cornerX]) => cornerX)));
  const top = Math.floor(Math.min(...corners.map(([, cornerY]) => cornerY)));
  return [
    left,
    top,
    Math.ceil(Math.max(...corners.map(([cornerX]) => cornerX))) - left,
    Math.ceil(Math.max(...corners.map(([, cornerY]) => cornerY))) - top,
  ];
}

/** Turns a finished scan clockwise. */
export function turn(image: PixelImage, turnCw: Placement['turnCw']): PixelImage {
  if (turnCw === 0) return image;
  const { widthPx, heightPx, channels, data } = image;
  const swap = turnCw !== 180;
  const [newWidth, newHeight] = swap ? [heightPx, widthPx] : [widthPx, heightPx];
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < heightPx; y += 1)
    for (let x = 0; x < widthPx; x += 1) {
      const newX = turnCw === 90 ? heightPx - 1 - y : turnCw === 180 ? widthPx - 1 - x : y;
      const newY = turnCw === 90 ? x : turnCw === 180 ? heightPx - 1 - y : widthPx - 1 - x;
      for (let channel = 0; channel < channels; channel += 1)
        turned[(newY * newWidth + newX) * channels + channel] = data[(y * widthPx + x) * channels + channel] as number;
    }
  return { widthPx: newWidth, heightPx: newHeight, channels, data: turned };
}
