/** Tests of what is read a second time, with the real engine: each line fails without and reads with. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OcrEngine, TextFinder } from '../../../models/ocr/engine.ts';
import type { Box, Preparation, Quad, Seal, TextLine } from '#shared/page.ts';
import { drawPage, sealSvg } from '../../../models/image/drawn-page.test-support.ts';
import { rectifyCard } from '../../../models/image/rectify.ts';
import { createPpOcrEngine } from '../../../models/ocr/pp-ocr/pp-ocr-engine.ts';
import type { PreparedPage } from '../prepare.ts';
import { readCardsAgain } from './cards-again.ts';
import { readDoubtfulLines } from './doubtful-lines.ts';
import { readSealTexts } from './seal-texts.ts';
import { readPage } from '../read.ts';

const text = 'Contract No 4501021990 amount 2300.50';
const printed = text.replaceAll(' ', '');
const paper = { lines: [text], widthPx: 900, heightPx: 260 };
let engine: OcrEngine & TextFinder;
/** Where the line stands, as found on a clean copy. */
let quad: Quad;
beforeAll(async () => {
  engine = await createPpOcrEngine();
  quad = (await engine.findLines(await drawPage(paper)))[0]!;
}, 60_000);
afterAll(() => engine.close());

const textOf = (lines: readonly TextLine[]) => lines.map((line) => line.text.replace(/\s/g, ''));
const page = (image: PreparedPage['image'], more: Partial<Preparation>): PreparedPage => ({
  image,
  quads: null,
  preparation: { blank: false, seals: [], ...more } as Preparation,
});
const never: OcrEngine = { ...{ version: '', close: async () => undefined }, read: () => Promise.reject(new Error('must not be asked')) };
const ringBox = (cx: number, cy: number, radius: number): Box => [cx - radius * 1.05, cy - radius * 1.05, radius * 2.1, radius * 2.1];

test.each([
  ['blue', '#4050e0'],
  ['red', '#e04050'],
] as const)(
  'under %s seals',
  async (colour, ink) => {
    const centres = [[400, 110], [440, 150]] as const; // prettier-ignore
    const over = `<g opacity="0.88">${centres.map(([x, y]) => sealSvg(x, y, 90, ink)).join('')}</g>`;
    const image = await drawPage({ ...paper, over });
    const seals: Seal[] = centres.map(([x, y]) => ({ box: ringBox(x, y, 90), colour, confidence: 1 }));
    const first = await engine.read(image, { quads: [quad] });
    expect(textOf(first)).not.toEqual([printed]);
    expect(textOf(await readDoubtfulLines({ image, seals }, engine, first))).toEqual([printed]);
  },
  60_000,
);

test('hardly darker than its paper', async () => {
  const image = await drawPage({ ...paper, ink: 'rgb(118,118,118)', paper: 'rgb(120,120,120)' });
  const first = await engine.read(image, { quads: [quad] });
  expect(textOf(first)).not.toEqual([printed]);
  const [line] = await readDoubtfulLines({ image, seals: [] }, engine, first);
  expect(line!.text.replaceAll(' ', '')).toBe(printed);
  for (const [index, corner] of line!.quad.entries())
    expect(Math.hypot(corner[0] - quad[index]![0], corner[1] - quad[index]![1])).toBeLessThan(1);
  // The same where nothing at all had been read.
  expect(textOf(await readDoubtfulLines({ image, seals: [] }, engine, [], [quad]))).toEqual([printed]);
}, 60_000);

test('rows that were found as one come apart when they are searched again at a higher resolution', async () => {
  const rows = ['Lease contract of rooms', 'between Li Si and Wang', 'Total rent 2300.50 CNY'];
  const lines = rows.map((row, index) => `<text x="40" y="${70 + index * 34}">${row}</text>`).join('');
  const image = await drawPage({ lines: [], widthPx: 900, heightPx: 240, over: `<g font-family="DejaVu Sans, Liberation Sans, sans-serif" font-size="24">${lines}</g>` }); // prettier-ignore
  const asOne: Quad = [
    [34, 47],
    [371, 47],
    [371, 146],
    [34, 146],
  ];
  expect(textOf(await engine.read(image, { quads: [asOne] }))).toEqual(rows.map((row) => row.replaceAll(' ', '')));
}, 60_000);

test('a page that was read well is not read again', async () => {
  const image = await drawPage(paper);
  const sure: TextLine[] = [{ text, confidence: 0.99, quad, characterConfidences: [...text].map(() => 0.99) }];
  const seals: Seal[] = [{ box: ringBox(400, 145, 90), colour: 'red', confidence: 1 }];
  const card: Quad = [
    [0, 0],
    [900, 0],
    [900, 260],
    [0, 260],
  ];
  expect(await readDoubtfulLines({ image, seals }, never, sure)).toEqual(sure);
  expect(await readCardsAgain(page(image, { cards: [{ quad: card, confidence: 1 }] }), never, sure)).toEqual(sure);
  expect(await readSealTexts(page(image, {}), never)).toEqual([]);
});

const cardText = ['Name Zhang San', 'No 450102199003078214'];
/** A card of 1011 × 638 units, turned and shrunk onto a sheet. */
const sheetWithCard = (scale: number) =>
  drawPage({ lines: [], widthPx: 1000, heightPx: 900, over: `<g transform="translate(800 700) rotate(171) scale(${scale})" font-family="DejaVu Sans, Liberation Sans, sans-serif" font-size="46"><rect width="1011" height="638" fill="#eef"/><text x="80" y="150">${cardText[0]}</text><text x="80" y="540">${cardText[1]}</text></g>` }); // prettier-ignore
const cardCorners = (scale: number): Quad => {
  const [sin, cos] = [Math.sin((171 * Math.PI) / 180) * scale, Math.cos((171 * Math.PI) / 180) * scale];
  const at = (x: number, y: number): [number, number] => [800 + x * cos - y * sin, 700 + x * sin + y * cos];
  return [at(0, 0), at(1011, 0), at(1011, 638), at(0, 638)];
};

test('of a flat card only the number line, at full resolution', async () => {
  const flat = await rectifyCard(await sheetWithCard(0.6), cardCorners(0.6));
  const numberLine: Box = [60, 490, 900, 70];
  const lines = await engine.read(flat, { regions: [numberLine] });
  expect(textOf(lines)).toEqual(['No450102199003078214']);
  expect(lines[0]!.quad[0]).toEqual([60, 490]);
}, 60_000);

test('a card whose lines were unsure on the sheet is read flat, its lines placed on the sheet', async () => {
  const image = await sheetWithCard(0.6);
  const corners = cardCorners(0.6);
  const outside: TextLine = { text: 'Copy', confidence: 0.5, quad: [[10, 10], [80, 10], [80, 30], [10, 30]] }; // prettier-ignore
  const unsure: TextLine = { text: 'N0 45O1', confidence: 0.7, quad: [[400, 430], [700, 430], [700, 460], [400, 460]] }; // prettier-ignore
  const lines = await readCardsAgain(page(image, { cards: [{ quad: corners, confidence: 1 }] }), engine, [outside, unsure]);
  expect(lines).toContain(outside);
  expect(textOf(lines).slice(1).sort()).toEqual(cardText.map((line) => line.replaceAll(' ', '')).sort());
  // On the turned card the number stands towards the upper left of the sheet, written from right to left.
  const number = lines.find((line) => line.text.includes('45010219'))!;
  expect(number.quad[0][0]).toBeGreaterThan(number.quad[1][0] + 200);
}, 60_000);

test('the ring of a seal is read where it is legible', async () => {
  const name = 'SAMPLECITYOFFICE';
  const letters = [...name].map((letter, index) => {
    const degrees = -125 + (250 / (name.length - 1)) * index;
    return `<text transform="translate(300 300) rotate(${degrees}) translate(0 -138)" text-anchor="middle">${letter}</text>`;
  });
  const ring = `<g fill="#d0202a" font-family="DejaVu Sans, Liberation Sans, sans-serif" font-weight="bold" font-size="54"><circle cx="300" cy="300" r="205" fill="none" stroke="#d0202a" stroke-width="9"/>${letters.join('')}<circle cx="300" cy="300" r="40"/></g>`;
  const image = await drawPage({ lines: [], widthPx: 600, heightPx: 600, over: ring });
  const seal: Seal = { box: [91, 91, 418, 418], colour: 'red', confidence: 0.95 };
  const tiny: Seal = { ...seal, box: [250, 250, 100, 100] };
  const [read, unread] = await readSealTexts(page(image, { seals: [seal, tiny] }), engine);
  expect(read!.text).toBe(name);
  expect(unread).toEqual(tiny);
}, 60_000);

test('all of it together gives lines in reading order', async () => {
  const image = await drawPage({ ...paper, lines: ['First line of a page', 'Second line of it'] });
  expect(textOf(await readPage(page(image, {}), engine))).toEqual(['Firstlineofapage', 'Secondlineofit']);
}, 60_000);
