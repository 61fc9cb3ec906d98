/** Tests of finding cards and photographed pages by their outline, of making them flat, and of ring text. */
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Quad } from '#shared/page.ts';
import { createAnalysisImage } from './analysis-image.ts';
import { findCards } from './cards.ts';
import { findDocumentQuad } from './document-quad.ts';
import { drawPage, sealSvg } from './drawn-page.test-support.ts';
import type { PixelImage } from './pixel-image.ts';
import { inverse, rectangleToQuad } from './projection.ts';
import { rectifiedSize, rectifyCard, rectifyQuad } from './rectify.ts';
import { fromSharp, toSharp } from './resize.ts';
import { unrollSealRing } from './seal-ring.ts';
import { warpImage } from './warp.ts';
import { boxKeepsText, showsWholeText } from './whole-text.ts';

type DrawnCard = { x: number; y: number; degrees: number; outline: string; body: string };

/** A4 at 120 dpi: 992 × 1403 px, cards of natural size. */
const card = { widthPx: 404, heightPx: 255, radiusPx: 15 };
const sheet = (cards: readonly DrawnCard[], more = '') =>
  drawPage({
    widthPx: 992,
    heightPx: 1403,
    lines: [],
    over: cards.map(cardSvg).join('') + more,
  });

function cardSvg({ x, y, degrees, outline, body }: DrawnCard): string {
  const { widthPx, heightPx, radiusPx } = card;
  const lines = [60, 100, 140, 215].map(
    (top) => `<text x="24" y="${top}" font-family="DejaVu Sans" font-size="17">Name Zhang 1990 ${top}</text>`,
  );
  return `<g transform="translate(${x} ${y}) rotate(${degrees})"><rect width="${widthPx}" height="${heightPx}" rx="${radiusPx}" fill="${body}" stroke="${outline}" stroke-width="1.5"/>${lines.join('')}<rect x="285" y="40" width="95" height="130" fill="#777"/></g>`;
}

function cornersOf({ x, y, degrees }: DrawnCard): Quad {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const at = (u: number, v: number): [number, number] => [x + u * cos - v * sin, y + u * sin + v * cos];
  return [at(0, 0), at(card.widthPx, 0), at(card.widthPx, card.heightPx), at(0, card.heightPx)];
}

const farthest = (one: Quad, other: Quad) =>
  Math.max(...one.map((corner) => Math.min(...other.map((near) => Math.hypot(near[0] - corner[0], near[1] - corner[1])))));

test.each([
  ['a grey copy with a faint outline', '#dcdcdc', '#f7f7f7'],
  ['a colour scan', '#b8c4cc', '#e2ecf2'],
  ['a dark copy', '#777777', '#e6e6e6'],
])('finds both sides on %s where they are', async (_, outline, body) => {
  const drawn = [
    { x: 280, y: 230, degrees: 2.2, outline, body },
    { x: 300, y: 720, degrees: -1.4, outline, body },
  ];
  const cards = findCards(await createAnalysisImage(await sheet(drawn)));
  expect(cards).toHaveLength(2);
  for (const truth of drawn) expect(Math.min(...cards.map(({ quad }) => farthest(quad, cornersOf(truth))))).toBeLessThan(6);
});

test('finds a card that lies sideways', async () => {
  const drawn = { x: 700, y: 300, degrees: 90, outline: '#b0b0b0', body: '#f0f0f0' };
  const [found, ...rest] = findCards(await createAnalysisImage(await sheet([drawn])));
  expect(rest).toHaveLength(0);
  expect(farthest(found!.quad, cornersOf(drawn))).toBeLessThan(6);
});

test('takes no card from a table, a text, a picture box among lines or an empty sheet', async () => {
  const rows = [0, 1, 2, 3, 4].map((row) => `<path d="M120 ${300 + row * 255}H920" stroke="#222" stroke-width="2"/>`).join('');
  const columns = [0, 1]
    .map((column) => `<path d="M${120 + column * 404} 300V1320M924 300V1320" stroke="#222" stroke-width="2"/>`)
    .join('');
  const table = await sheet([], rows + columns);
  const box = await drawPage({
    widthPx: 992,
    heightPx: 1403,
    over: '<rect x="300" y="500" width="404" height="255" fill="none" stroke="#222" stroke-width="2"/>',
  });
  for (const page of [table, box, await drawPage({}), await sheet([])]) expect(findCards(await createAnalysisImage(page))).toEqual([]);
});

test('makes a card flat at 300 dpi, whatever its size on the page', async () => {
  const drawn = { x: 280, y: 230, degrees: 3, outline: '#999999', body: '#f0f0f0' };
  const flat = await rectifyCard(await sheet([drawn]), cornersOf(drawn));
  expect(flat).toMatchObject({ widthPx: 1011, heightPx: 638 });
  const level = (x: number, y: number) => flat.data[(y * 1011 + x) * 3]!;
  // The portrait's box, 285..380 of 404 px from the left.
  expect(level(835, 262)).toBeLessThan(140);
  expect(level(650, 262)).toBeGreaterThan(200);
});

/** The page as a camera sees it on a dark table. */
async function photographed(page: PixelImage, quad: Quad, table = '#4a3a2c'): Promise<PixelImage> {
  const [widthPx, heightPx] = [1200, 1600];
  const background = await fromSharp(sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: table } }), 3);
  const onto = inverse(rectangleToQuad(page.widthPx, page.heightPx, quad));
  const mask = { ...page, data: new Uint8Array(page.data.length) };
  const [seen, outside] = [warpImage(page, onto, widthPx, heightPx), warpImage(mask, onto, widthPx, heightPx)];
  const data = background.data.map((value, at) => (outside.data[at]! > 127 ? value : seen.data[at]!));
  return fromSharp(toSharp({ widthPx, heightPx, channels: 3, data }).blur(0.8), 3);
}

const corners: Quad = [
  [170, 140],
  [1010, 190],
  [1090, 1420],
  [110, 1380],
];

test('finds a photographed page by its corners and makes it flat', async () => {
  const page = await drawPage({});
  const photo = await photographed(page, corners);
  const found = findDocumentQuad(await createAnalysisImage(photo))!;
  expect(found.confidence).toBeGreaterThan(0.82);
  expect(farthest(found.quad, corners)).toBeLessThan(8);
  const size = rectifiedSize(found.quad, photo);
  expect(Math.abs(size.heightPx / size.widthPx - 1.4)).toBeLessThan(0.12);
  const flat = await fromSharp(toSharp(rectifyQuad(photo, found.quad, size)).resize(1000, 1400, { fit: 'fill' }), 3);
  let difference = 0;
  for (let at = 0; at < flat.data.length; at += 97) difference += Math.abs(flat.data[at]! - page.data[at]!);
  expect(difference / (flat.data.length / 97)).toBeLessThan(14);
});

test('takes no outline from a scan or from a frame printed on the paper', async () => {
  const frame = '<rect x="60" y="60" width="880" height="1280" fill="none" stroke="#333" stroke-width="8"/>';
  for (const page of [
    await drawPage({}),
    await drawPage({ over: frame }),
    await photographed(await drawPage({ lines: [] }), corners, '#fafafa'),
  ])
    expect(findDocumentQuad(await createAnalysisImage(page))).toBeNull();
});

test('keeps a page whole when text stands outside its outline; of a card a little, not the page that it would be a part of', () => {
  const line = (x: number, y: number): Quad => [
    [x, y],
    [x + 300, y],
    [x + 300, y + 30],
    [x, y + 30],
  ];
  const lines = [line(300, 300), line(300, 400), line(300, 1500)];
  expect(showsWholeText(corners, { widthPx: 900, heightPx: 1250 }, lines.slice(0, 2))).toBe(true);
  expect(showsWholeText(corners, { widthPx: 900, heightPx: 1250 }, lines)).toBe(false);
  expect(showsWholeText(corners, { widthPx: 1011, heightPx: 638 }, lines)).toBe(true);
  expect(showsWholeText(corners, { widthPx: 1011, heightPx: 638 }, [...lines, line(300, 1600)])).toBe(false);
  expect(showsWholeText(corners, { widthPx: 900, heightPx: 1250 }, [])).toBe(false);
  expect(boxKeepsText([100, 100, 800, 1000], lines.slice(0, 2))).toBe(true);
  expect(boxKeepsText([100, 100, 800, 1000], lines)).toBe(false);
  expect(boxKeepsText([100, 100, 800, 1000], [])).toBe(true);
});

test('rolls the ring of a seal out: outline gone, characters upright in their order, gap at the ends', async () => {
  const marks = [-100, -60, -20, 20, 60, 100].map(
    (degrees, index) =>
      `<g transform="translate(500 700) rotate(${degrees})"><rect x="-9" y="-98" width="18" height="${index === 0 ? 12 : 26}" fill="#d0202a"/></g>`,
  );
  const ring = '<circle cx="500" cy="700" r="116" fill="none" stroke="#d0202a" stroke-width="7"/>';
  const page = await drawPage({ lines: [], over: ring + marks.join('') });
  const strip = unrollSealRing(page, { box: [380, 580, 240, 240], colour: 'red' });
  expect(strip.channels).toBe(1);
  const dark = Array.from({ length: strip.widthPx }, (_, column) => {
    let rows = 0;
    for (let row = 0; row < strip.heightPx; row++) if (strip.data[row * strip.widthPx + column]! < 100) rows++;
    return rows;
  });
  const starts = dark.flatMap((rows, column) => (rows > 8 && (dark[column - 1] ?? 0) <= 8 ? [column] : []));
  expect(starts).toHaveLength(6);
  const heights = starts.map((start) => dark[start + 4]!);
  expect(heights[0]!).toBeLessThan(heights[1]! * 0.7);
  expect(Math.min(starts[0]!, strip.widthPx - starts[5]!)).toBeGreaterThan(strip.widthPx * 0.08);
});

test('a seal leaves no trace of a card or a page outline', async () => {
  const page = await createAnalysisImage(await drawPage({ over: sealSvg(640, 900, 120) }));
  expect(findCards(page)).toEqual([]);
  expect(findDocumentQuad(page)).toBeNull();
});
