/** Geometry between the prepared page (pixels of the image) and what is drawn on screen. */
import type { Box } from '#shared/page.ts';

export type Size = { width: number; height: number };
/** How the page lies in a view: page pixel p appears at `offset + p * scale`. */
export type View = { scale: number; x: number; y: number };

/** The whole page inside the view, centred, with a margin in screen pixels. */
export function fitPage(page: Size, view: Size, margin = 12): View {
  const scale = Math.max(0.01, Math.min((view.width - 2 * margin) / page.width, (view.height - 2 * margin) / page.height));
  return { scale, x: (view.width - page.width * scale) / 2, y: (view.height - page.height * scale) / 2 };
}

/** Zooms by `factor` so that the page point under the screen point stays where it is. */
export function zoomAt(view: View, factor: number, point: { x: number; y: number }, limits = { min: 0.05, max: 6 }): View {
  const scale = Math.min(limits.max, Math.max(limits.min, view.scale * factor));
  const ratio = scale / view.scale;
  return { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio };
}

/**
 * Brings a box to where it can be read: its width fills at most 70 % of the view and its height at most 30 %,
 * never smaller than the fitted page and never larger than print needs to read well.
 */
export function showBox(box: Box, page: Size, view: Size, dpi: number | null = null): View {
  const [x, y, width, height] = box;
  const readable = Math.min((view.width * 0.7) / Math.max(width, 1), (view.height * 0.3) / Math.max(height, 1), readableDpi / (dpi ?? 200));
  const scale = Math.max(fitPage(page, view).scale, readable);
  return {
    scale,
    x: keepInside(view.width / 2 - (x + width / 2) * scale, page.width * scale, view.width),
    y: keepInside(view.height / 2 - (y + height / 2) * scale, page.height * scale, view.height),
  };
}

/** No empty band beside a page that is larger than the view; a smaller page is centred. */
function keepInside(offset: number, length: number, view: number): number {
  if (length <= view) return (view - length) / 2;
  return Math.min(0, Math.max(view - length, offset));
}

/** Screen rectangle of a page box. */
export function placeBox(box: Box, view: View): { left: number; top: number; width: number; height: number } {
  const [x, y, width, height] = box;
  return { left: view.x + x * view.scale, top: view.y + y * view.scale, width: width * view.scale, height: height * view.scale };
}

/** The box grown by a share of its height on every side, cut to the page. */
export function padBox(box: Box, page: Size, share = 0.35): Box {
  const [x, y, width, height] = box;
  const pad = height * share;
  const left = Math.max(0, x - pad);
  const top = Math.max(0, y - pad);
  const right = Math.min(page.width, x + width + pad);
  const bottom = Math.min(page.height, y + height + pad);
  return [left, top, Math.max(1, right - left), Math.max(1, bottom - top)];
}

/** Screen pixels per inch of paper at which ordinary print reads well from arm's length. */
const readableDpi = 165;

export type Crop = { width: number; height: number; backgroundWidth: number; backgroundHeight: number; left: number; top: number };

/** Size of a window showing only the box, and how large and where the page lies behind it. */
export function cropBox(box: Box, page: Size, most: Size): Crop {
  const [x, y, width, height] = padBox(box, page);
  const scale = Math.min(most.width / width, most.height / height, 1.6);
  return {
    width: width * scale,
    height: height * scale,
    backgroundWidth: page.width * scale,
    backgroundHeight: page.height * scale,
    left: -x * scale,
    top: -y * scale,
  };
}
