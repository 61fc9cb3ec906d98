/** Draws an invented paper as an SVG page and tells where each line of it stands. */
import type { Box } from '#shared/page.ts';
import type { Paper } from './fake-papers.ts';

/** A4 at 200 dpi. */
export const pageSize = { width: 1654, height: 2339 };
const left = 200;
const firstLine = 420;
const lineGap = 130;
const textSize = 46;
const labelWidth = 360;
const charactersPerLine = 20;

const escape = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const widthOf = (text: string) => [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 255 ? textSize : textSize * 0.58), 0);

function rowsOf(text: string): string[] {
  const signs = [...text];
  return Array.from({ length: Math.max(1, Math.ceil(signs.length / charactersPerLine)) }, (_, row) =>
    signs.slice(row * charactersPerLine, (row + 1) * charactersPerLine).join(''),
  );
}

/** Box of the value in each line, in pixels of the page. */
export function boxesOf(paper: Paper): Box[] {
  let y = firstLine;
  return paper.lines.map(({ text }) => {
    const rows = rowsOf(text);
    const box: Box = [left + labelWidth, y - textSize, Math.max(...rows.map(widthOf)), (rows.length - 1) * 66 + textSize * 1.25];
    y += lineGap + (rows.length - 1) * 66;
    return box;
  });
}

function lineSvg(paper: Paper): string {
  let y = firstLine;
  return paper.lines
    .map(({ label, text }) => {
      const rows = rowsOf(text);
      const drawn = rows.map((row, index) => `<text x="${left + labelWidth}" y="${y + index * 66}">${escape(row)}</text>`).join('');
      const svg = `<text x="${left}" y="${y}" fill="#555">${escape(label)}</text>${drawn}`;
      y += lineGap + (rows.length - 1) * 66;
      return svg;
    })
    .join('');
}

const sealSvg = (text: string) =>
  `<g fill="none" stroke="#d33" stroke-width="9" opacity=".75"><circle cx="1180" cy="1350" r="190"/></g>` +
  `<text x="1180" y="1340" fill="#d33" opacity=".8" font-size="34" text-anchor="middle">${escape(text.slice(0, 10))}</text>` +
  `<text x="1180" y="1390" fill="#d33" opacity=".8" font-size="34" text-anchor="middle">${escape(text.slice(10))}</text>`;

export function drawPaper(paper: Paper): string {
  const { width, height } = pageSize;
  const body = paper.blank
    ? ''
    : `<text x="${width / 2}" y="240" font-size="68" font-weight="700" text-anchor="middle">${escape(paper.title)}</text>` +
      lineSvg(paper) +
      (paper.seal ? sealSvg(paper.seal) : '');
  return `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">` +
      `<rect width="100%" height="100%" fill="#fdfcf9"/><g font-family="Noto Sans CJK SC,sans-serif" font-size="${textSize}" fill="#222">${body}</g></svg>`,
  )}`;
}
