/** Cards and small leaves: alone on the sheet, laid on a white A4, or photocopied in grey. */
import type { Random } from '../../random.ts';
import type { LayoutContext } from '../layout.ts';
import type { PaperSize } from '../template.ts';

export const idCardSize: PaperSize = { widthMm: 85.6, heightMm: 54 };

/** Millimetres from the sheet's left and top edge. */
export type Place = readonly [number, number];

/** One face of a card: HTML positioned from the card's own corner. */
export type CardFace = { css: string; html: string };

/** @param kind separates the CSS of different cards on one sheet */
export const at = (xMm: number, yMm: number, html: string, className = 'v'): string =>
  `<div class="${className} at" style="left:${xMm}mm;top:${yMm}mm">${html}</div>`;

const faceCss = `
.face{position:absolute;overflow:hidden}
.face .at{position:absolute;white-space:nowrap}
.face .wrap{white-space:normal;word-break:break-all}`;

/** The face fills the sheet, as after cropping a photo or a scan to the card. */
export function alone(face: CardFace): { css: string; body: string } {
  return { css: faceCss + face.css, body: `<div class="face" style="inset:0">${face.html}</div>` };
}

export type Laid = {
  size: PaperSize;
  /** Top left corners in mm on the sheet, before the jitter of a hand. */
  places: readonly Place[];
  /** 1 = natural size; copiers sometimes enlarge. */
  zoom?: number;
  radiusMm?: number;
  copied?: boolean;
};

/** Faces on a larger sheet, each a little askew. On a copy a faint shadow line remains around each. */
export function laid({ random }: LayoutContext, faces: readonly CardFace[], { size, places, zoom = 1, radiusMm = 3, copied = false }: Laid): { css: string; body: string } {
  const css = `${faceCss}${faces.map((face) => face.css).join('')}
.face{border-radius:${radiusMm}mm;transform-origin:0 0;${copied ? 'border:.2mm solid #aaa;box-shadow:.4mm .5mm .8mm rgba(0,0,0,.3);filter:grayscale(1) contrast(1.1)' : 'box-shadow:.2mm .3mm .7mm rgba(0,0,0,.35)'}}`;
  const body = faces.map((face, index) => {
    const [x, y] = places[index] as Place;
    const left = (x + random.between(-7, 7)).toFixed(1);
    const top = (y + random.between(-7, 7)).toFixed(1);
    return `<div class="face" style="left:${left}mm;top:${top}mm;width:${size.widthMm}mm;height:${size.heightMm}mm;transform:rotate(${random.between(-2.2, 2.2).toFixed(2)}deg) scale(${zoom})">${face.html}</div>`;
  });
  return { css, body: body.join('') };
}

/** Cards lie wherever they were put on the glass: what lies low or to the side is not upside down. */
export const anywhere = (random: Random, { widthMm, heightMm }: PaperSize): Place => [
  random.integer(8, Math.floor(202 - widthMm)),
  random.integer(12, Math.floor(285 - heightMm)),
];
