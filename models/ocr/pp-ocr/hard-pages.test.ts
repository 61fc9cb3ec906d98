/** What else must be read: vertical lines, lines at an angle, tiny text, pages in strips; with the real models on drawn pages. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Quad, TextLine } from '#shared/page.ts';
import { createAnalysisImage } from '../../image/analysis-image.ts';
import { drawPage } from '../../image/drawn-page.test-support.ts';
import { measureInk } from '../../image/ink.ts';
import type { OcrEngine, TextFinder } from '../engine.ts';
import { planDetection } from './detection-plan.ts';
import { createPpOcrEngine } from './pp-ocr-engine.ts';

let engine: OcrEngine & TextFinder;
beforeAll(async () => void (engine = await createPpOcrEngine()));
afterAll(() => engine.close());

const plain = (text: string) => text.replace(/\s/g, '');
const textOf = (lines: readonly TextLine[]) => lines.map(({ text }) => plain(text));
const font = 'font-family="DejaVu Sans, Liberation Sans, sans-serif"';
/** Direction in which the line was read, degrees clockwise from level. */
const direction = ([a, b]: Quad) => (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;

test.each([-15, -6, 8, 20])(
  'a page whose lines run at %i degrees',
  async (degrees) => {
    const lines = ['Contract No 4501021990', 'Total 4600.00 CNY'];
    const image = await drawPage({ lines, widthPx: 800, heightPx: 400, fontPx: 28, clockwiseDegrees: degrees });
    const read = await engine.read(image);
    expect(textOf(read)).toEqual(lines.map(plain));
    for (const { quad } of read) expect(Math.abs(direction(quad) - degrees)).toBeLessThan(2);
  },
  60_000,
);

test.each([
  ['upwards', -90, 560, 'Upwards 7733 done', [60, 240, 40, 330]],
  ['downwards', 90, 200, 'Downwards 9021 end', [72, 190, 40, 330]],
] as const)(
  'a line that runs %s',
  async (_, turn, y, text, region) => {
    const over = `<g ${font} font-size="30" fill="#111"><text x="250" y="80">Level line 2026</text><text transform="translate(${turn < 0 ? 92 : 82} ${y}) rotate(${turn})">${text}</text></g>`;
    const image = await drawPage({ lines: [], widthPx: 700, heightPx: 620, over });
    const [line] = await engine.read(image, { regions: [[...region]] });
    expect(plain(line!.text)).toBe(plain(text));
    expect(direction(line!.quad)).toBeCloseTo(turn, -1);
  },
  60_000,
);

test('characters that stand upright one below the other', async () => {
  const text = 'TOTAL26';
  const stacked = [...text].map((character, index) => `<text x="100" y="${80 + index * 44}" text-anchor="middle">${character}</text>`);
  const over = `<g ${font} font-size="34" fill="#111">${stacked.join('')}<text x="300" y="100">Level line 2026</text></g>`;
  const image = await drawPage({ lines: [], widthPx: 700, heightPx: 460, over });
  const [line] = await engine.read(image, { regions: [[78, 46, 44, 308]] });
  expect(line!.text.normalize('NFKC')).toBe(text);
  // Searched by itself none of them is lost, though they may come one by one.
  const found = textOf(await engine.read(image))
    .join('')
    .normalize('NFKC')
    .replace('Levelline2026', '');
  expect([...found.replace('0', 'O')].sort().join('')).toBe([...text].sort().join(''));
}, 60_000);

test('text of 6 points at 200 dpi: the page is searched in parts, every line of it is read', async () => {
  // 6 pt at 200 dpi are 16.7 pixels.
  const lines = Array.from(
    { length: 20 },
    (_, index) => `Clause ${index + 1} of the lease: the rent of ${2300 + index * 17}.50 CNY is due on day ${(index % 28) + 1}`,
  );
  const rows = lines.map(
    (line, index) => `<text x="90" y="${120 + index * 108}">${line}</text><text x="880" y="${120 + index * 108}">${line}</text>`,
  );
  const image = await drawPage({ lines: [], widthPx: 1654, heightPx: 2339, over: `<g ${font} font-size="16.7" fill="#111">${rows.join('')}</g>` }); // prettier-ignore
  const analysis = await createAnalysisImage(image);
  const plan = planDetection(image, { ...analysis, mask: measureInk(analysis).mask });
  expect(plan.windows.length).toBeGreaterThan(1);
  const read = textOf(await engine.read(image)).join('\n');
  const missing = lines.filter((line) => read.split(plain(line)).length - 1 < 2);
  // One character in a hundred may be misread at this size; a line that was not found would cost all of them.
  expect(missing.length).toBeLessThanOrEqual(3);
}, 120_000);
