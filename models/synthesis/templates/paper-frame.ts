/** The HTML document around every sheet: paper size, the fonts of Chinese offices, and the defs that ornaments share. */
import type { PaperSize } from './template.ts';

/** Free fonts that stand in for 宋体/仿宋, 黑体, 楷体 and 小标宋. */
export const fonts = {
  song: "'Song Marks','AR PL UMing CN','Noto Serif CJK SC',serif",
  hei: "'Noto Sans CJK SC','WenQuanYi Zen Hei',sans-serif",
  kai: "'Song Marks','AR PL UKai CN','Noto Serif CJK SC',serif",
  title: "'Noto Serif CJK SC','AR PL UMing CN',serif",
} as const;

/** UMing and UKai centre their punctuation as Taiwan does; the mainland sets it low and left. */
const sharedCss = `
@font-face{font-family:'Song Marks';src:local('Noto Serif CJK SC Light'),local('NotoSerifCJKsc-Light'),local('Noto Serif CJK SC');unicode-range:U+3001,U+3002,U+FF0C,U+FF1B,U+FF1A,U+FF01,U+FF1F}
*{box-sizing:border-box;margin:0;padding:0}
html,body{background:#fff;color:#16161a;font-family:${fonts.song};-webkit-font-smoothing:antialiased}
.sheet{position:relative;overflow:hidden}
.seal,.finger{position:absolute;mix-blend-mode:multiply;pointer-events:none}
.hand{font-family:${fonts.kai};white-space:nowrap;filter:url(#wobble)}
.hand i{display:inline-block;font-style:normal}
table{border-collapse:collapse;width:100%}`;

/** `wobble` makes pen strokes uneven, `patchy` lets a stamp's ink fail here and there, `ridges` bends fingerprint lines. */
const sharedDefs = `<svg width="0" height="0" style="position:absolute"><defs>
<filter id="wobble" x="-5%" y="-10%" width="110%" height="120%"><feTurbulence type="fractalNoise" baseFrequency="0.045" numOctaves="2" seed="7" result="n"/><feDisplacementMap in="SourceGraphic" in2="n" scale="1.7"/></filter>
<filter id="patchy" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="0.22" numOctaves="3" seed="11"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 -4.2 3.05" result="m"/><feComposite in="SourceGraphic" in2="m" operator="in"/></filter>
<filter id="ridges" x="-10%" y="-10%" width="120%" height="120%"><feTurbulence type="fractalNoise" baseFrequency="0.05" numOctaves="2" seed="3" result="n"/><feDisplacementMap in="SourceGraphic" in2="n" scale="7" result="d"/><feTurbulence type="fractalNoise" baseFrequency="0.3" numOctaves="2" seed="5"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 -5 3.1" result="m"/><feComposite in="d" in2="m" operator="in"/></filter>
</defs></svg>`;

/** @param css of this template only; lengths in mm. @param body content of the sheet. */
export function paperFrame(paper: PaperSize, css: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><style>${sharedCss}
.sheet{width:${paper.widthMm}mm;height:${paper.heightMm}mm}
${css}</style></head><body>${sharedDefs}<div class="sheet">${body}</div></body></html>`;
}
