/** Running text on A4: title, paragraphs, a signing block with seals and handwriting, page number. */
import { chineseDate, parts } from '../../record/chinese-writing.ts';
import type { LayoutContext } from '../layout.ts';
import { fingerprintSvg } from '../ornaments/fingerprint.ts';
import { handwriting } from '../ornaments/handwriting.ts';
import { sealSvg } from '../ornaments/seal.ts';

export type LetterParts = {
  /** HTML above the title: letterhead, number, copy mark. */
  head?: string;
  title?: string;
  /** HTML of the paragraphs; a leading `|` keeps a paragraph from being indented. */
  paragraphs: readonly string[];
  /** HTML after the text, at the right or in columns. */
  sign?: string;
  foot?: string;
  /** Usual size of text in mm, before the style's factor. */
  sizeMm?: number;
  leading?: number;
};

export function letter({ style, random }: LayoutContext, letterParts: LetterParts): { css: string; body: string } {
  const size = (letterParts.sizeMm ?? 4.6) * style.scale;
  const line = (letterParts.leading ?? 2) * style.leading;
  const left = 25 * style.air;
  const css = `
.page{position:absolute;left:${left.toFixed(1)}mm;right:${(left * random.between(0.9, 1.05)).toFixed(1)}mm;top:${(23 * style.air).toFixed(1)}mm;font-size:${size.toFixed(2)}mm;line-height:${line.toFixed(2)}}
h1{font-family:${style.title};font-weight:${style.titleWeight};font-size:1.85em;text-align:center;letter-spacing:${(0.18 * style.spread).toFixed(2)}em;line-height:1.4;margin:.2em 0 ${random.between(0.4, 1.3).toFixed(2)}em}
p{text-indent:2em;text-align:justify;word-break:break-all}
p.flat{text-indent:0}
b{font-family:${style.hei};font-weight:500}
u{text-decoration:underline;text-decoration-thickness:.2mm;text-underline-offset:1mm}
.sign{position:relative;margin-top:${random.between(0.6, 1.8).toFixed(2)}em;line-height:2.3}
.right{margin-left:46%;position:relative}
.columns{display:flex}.columns>div{flex:1;position:relative}
.foot{position:absolute;left:0;right:0;bottom:${random.between(8, 15).toFixed(0)}mm;text-align:center;font-size:3.4mm}
.pen{position:relative;white-space:nowrap}`;
  const text = letterParts.paragraphs.map((html) => (html.startsWith('|') ? `<p class="flat">${html.slice(1)}</p>` : `<p>${html}</p>`)).join('\n');
  const title = letterParts.title ? `<h1>${letterParts.title}</h1>` : '';
  const body = `<div class="page">${letterParts.head ?? ''}${title}${text}${letterParts.sign ? `<div class="sign">${letterParts.sign}</div>` : ''}</div>${letterParts.foot ? `<div class="foot">${letterParts.foot}</div>` : ''}`;
  return { css, body };
}

export const under = (html: string): string => `<u>&nbsp;${html}&nbsp;</u>`;

/** A seal whose centre lies `xMm`,`yMm` from the corner of the enclosing block. @param scale of its usual 36–43 mm */
export function sealAt({ random }: LayoutContext, ring: string, xMm: number, yMm: number, under?: string, scale = 1): string {
  return sealSvg({
    xMm: xMm + random.between(-5, 5),
    yMm: yMm + random.between(-4, 4),
    ring,
    ...(under === undefined ? {} : { under }),
    ...(random.chance(0.6) ? { number: `45${String(random.integer(0, 99_999_999_999)).padStart(11, '0')}` } : {}),
    diameterMm: random.between(36, 43) * scale,
    turnDegrees: random.between(-22, 22),
    opacity: random.between(0.55, 0.95),
  });
}

const pens = ['#1b2140', '#14171f', '#1d2c6b', '#22252b', '#0f1a55'];

/** A name or a line written by hand. */
export function written({ random }: LayoutContext, text: string, sizeMm = 6.4): string {
  return handwriting(text, random, { sizeMm: sizeMm * random.between(0.85, 1.2), colour: random.pick(pens) });
}

/** A hand-written signature, with a fingerprint now and then. */
export function signature(context: LayoutContext, name: string, sizeMm = 7.6): string {
  const finger = context.random.chance(0.35) ? fingerprintSvg(context.random.between(8, 22), 4, context.random) : '';
  return `<span class="pen">${written(context, name, sizeMm)}${finger}</span>`;
}

/** A date as signing blocks carry it: by hand between printed units, or printed. */
export function signedDate(context: LayoutContext, key: string | null, iso: string): string {
  const { random, marks } = context;
  const [year, month, day] = parts(iso);
  const html = random.chance(0.55)
    ? `${written(context, year, 5.6)} 年 ${written(context, month, 5.6)} 月 ${written(context, day, 5.6)} 日`
    : chineseDate(iso);
  return key ? marks.fieldHtml(key, html, chineseDate(iso), iso) : html;
}
