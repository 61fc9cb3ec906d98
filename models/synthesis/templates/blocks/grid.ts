/** Ruled tables of forms and certificates: rows of label and value cells that share a grid of columns. */
import type { LayoutContext } from '../layout.ts';

export type Cell = { label?: string; html?: string; span: number; rows?: number; className?: string };

/** Label cell, then value cell; spans in grid columns. */
export const pair = (label: string, html: string, valueSpan: number, labelSpan = 4): Cell[] => [{ label, span: labelSpan }, { html, span: valueSpan }];
export const band = (html: string, span = 24): Cell[] => [{ html, span, className: 'band' }];

export type GridOptions = { columns?: number; rowMm?: number; sizeMm?: number };

/** @returns CSS and HTML of a table as wide as its container. */
export function grid({ style, random }: LayoutContext, rows: readonly Cell[][], options: GridOptions = {}): { css: string; html: string } {
  const { columns = 24, rowMm = 9.6, sizeMm = 3.9 } = options;
  const size = sizeMm * style.scale;
  const css = `
table.grid{border:${(style.border * 1.4).toFixed(2)}mm solid ${style.ink};table-layout:fixed;font-size:${size.toFixed(2)}mm;line-height:1.35}
.grid td{border:${style.border.toFixed(2)}mm solid ${style.ink};padding:.5mm 1.3mm;height:${(rowMm * random.between(0.85, 1.15)).toFixed(2)}mm;vertical-align:middle;word-break:break-all}
.grid .l{text-align:center;font-family:${random.chance(0.3) ? style.hei : style.song}}
.grid .band{text-align:center;font-family:${style.hei};font-weight:500;background:${random.pick(['#f1f1f1', '#fff', '#e6e6e6', '#fff'])}}
.grid .plain{text-align:left;vertical-align:top;line-height:1.6}`;
  const html = rows
    .map((row) => `<tr>${row.map((cell) => cellHtml(cell)).join('')}</tr>`)
    .join('');
  const cols = `<colgroup>${`<col style="width:${(100 / columns).toFixed(4)}%">`.repeat(columns)}</colgroup>`;
  return { css, html: `<table class="grid">${cols}${html}</table>` };
}

function cellHtml({ label, html, span, rows, className }: Cell): string {
  const name = className ?? (label === undefined ? 'v' : 'l');
  return `<td class="${name}" colspan="${span}"${rows ? ` rowspan="${rows}"` : ''}>${label ?? html ?? ''}</td>`;
}

export const tick = (on: boolean): string => `<span style="font-family:'DejaVu Sans',sans-serif">${on ? '☑' : '☐'}</span>`;

/** Boxes to tick; the ticked one is the field's value. */
export function choices({ marks }: Pick<LayoutContext, 'marks'>, key: string, options: readonly string[], chosen: string): string {
  return options.map((text) => tick(text === chosen) + (text === chosen ? marks.field(key, text) : text)).join('&#8194;');
}
