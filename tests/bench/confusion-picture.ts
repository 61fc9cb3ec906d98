/** Draws a confusion matrix as SVG: rows are what a page is, columns what it was taken for. */
import { documentTypes } from '#shared/document-types/index.ts';

const cellPx = 26;
const labelPx = 130;
const names = new Map<string, string>([
  ...documentTypes.map(({ id, names }) => [id, names.zh] as const),
  ['other', '其他材料'],
  ['not-a-document', '非材料'],
  ['blank', '空白页'],
]);
const nameOf = (type: string) => names.get(type) ?? type;

export function confusionPicture(types: readonly string[], pairs: readonly { truth: string; answer: string }[], title: string): string {
  const count = (truth: string, answer: string) => pairs.filter((pair) => pair.truth === truth && pair.answer === answer).length;
  const side = labelPx + types.length * cellPx + 10;
  const cells = types.flatMap((truth, row) => {
    const all = pairs.filter((pair) => pair.truth === truth).length;
    return types.flatMap((answer, column) => {
      const value = count(truth, answer);
      return value === 0 ? [] : [cell(column, row, value, value / all, truth === answer)];
    });
  });
  const labels = types.flatMap((type, index) => [
    text(labelPx - 6, 40 + labelPx + (index + 0.65) * cellPx, nameOf(type), 'end'),
    `<g transform="translate(${labelPx + (index + 0.65) * cellPx} ${40 + labelPx - 6}) rotate(-90)">${text(0, 0, nameOf(type), 'start')}</g>`,
  ]);
  const grid = types.map((_, index) => {
    const at = index * cellPx;
    return `<path d="M${labelPx} ${40 + labelPx + at}h${types.length * cellPx}M${labelPx + at} ${40 + labelPx}v${types.length * cellPx}" stroke="#e5e7eb"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side + 40}" font-family="Noto Sans CJK SC, sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
${text(12, 24, title, 'start', 15)}
${[...grid, ...cells, ...labels].join('\n')}
</svg>
`;
}

function cell(column: number, row: number, value: number, share: number, right: boolean): string {
  const [x, y] = [labelPx + column * cellPx, 40 + labelPx + row * cellPx];
  const fill = right ? '#1d6fd1' : '#d1332e';
  const ink = share > 0.5 || !right ? '#fff' : '#111';
  const strength = right ? 0.15 + 0.85 * share : 0.5 + 0.5 * share;
  return `<rect x="${x}" y="${y}" width="${cellPx}" height="${cellPx}" fill="${fill}" fill-opacity="${strength.toFixed(2)}"/>
<text x="${x + cellPx / 2}" y="${y + cellPx * 0.66}" text-anchor="middle" fill="${ink}">${value}</text>`;
}

const text = (x: number, y: number, words: string, anchor: 'start' | 'end', size = 12) =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}" fill="#111">${words}</text>`;
