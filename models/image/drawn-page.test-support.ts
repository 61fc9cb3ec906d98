/** Draws pages for tests: Latin text, ring seals, frames. Any font will do. */
import sharp from 'sharp';
import type { PixelImage } from './pixel-image.ts';
import { fromSharp } from './resize.ts';

export type DrawnPage = {
  clockwiseDegrees?: number;
  /** Lines of text; default: a page full. */
  lines?: readonly string[];
  /** SVG drawn over the text. */
  over?: string;
  widthPx?: number;
  heightPx?: number;
  fontPx?: number;
  ink?: string;
  paper?: string;
};

const bodyLine = 'Lease contract 2026 No 45010219900101 total amount 2300.00';

export function drawPageSvg(page: DrawnPage = {}): Buffer {
  const { widthPx = 1000, heightPx = 1400, fontPx = 24, ink = '#111', paper = '#fafafa', over = '' } = page;
  const lines = page.lines ?? Array.from({ length: 22 }, (_, index) => bodyLine.slice(0, 58 - ((index * 7) % 23)));
  const text = lines.map((line, index) => `<text x="130" y="${150 + index * fontPx * 2.1}">${line}</text>`).join('');
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}"><rect width="100%" height="100%" fill="${paper}"/>` +
      `<g font-family="DejaVu Sans, Liberation Sans, sans-serif" font-size="${fontPx}" fill="${ink}">${text}</g>${over}</svg>`,
  );
}

export function drawPage(page: DrawnPage = {}): Promise<PixelImage> {
  return fromSharp(
    sharp(drawPageSvg(page))
      .flatten()
      .rotate(page.clockwiseDegrees ?? 0, { background: page.paper ?? '#fafafa' }),
    3,
  );
}

/** A round official seal: ring, star and characters along the ring. */
export function sealSvg(cx: number, cy: number, radius: number, colour = '#d0202a'): string {
  const strokes = Array.from({ length: 12 }, (_, index) => {
    const angle = (index / 12) * 2 * Math.PI;
    const x = cx + Math.cos(angle) * radius * 0.78;
    const y = cy + Math.sin(angle) * radius * 0.78;
    return `<rect x="${x - 6}" y="${y - 8}" width="12" height="5" fill="${colour}"/><rect x="${x - 6}" y="${y + 2}" width="12" height="4" fill="${colour}"/>`;
  });
  return `<circle cx="${cx}" cy="${cy}" r="${radius}" fill="none" stroke="${colour}" stroke-width="${radius * 0.08}"/>${strokes.join('')}<circle cx="${cx}" cy="${cy}" r="${radius * 0.2}" fill="${colour}"/>`;
}
