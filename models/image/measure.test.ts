/** Tests of what is measured on a page: ink, seals, frame, quality. */
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { expect, test } from 'vitest';
import type { Quad } from '#shared/page.ts';
import { createAnalysisImage } from './analysis-image.ts';
import { drawPage, sealSvg } from './drawn-page.test-support.ts';
import { measureInk } from './ink.ts';
import { findPageInsideFrame } from './page-border.ts';
import { findQualityProblems } from './quality.ts';
import { cropImage } from './crop.ts';
import { fromSharp, resizeImage, toSharp } from './resize.ts';
import { findSeals, whileRedIsFaded, withoutSealInk } from './seal.ts';

const analyse = async (page: Parameters<typeof drawPage>[0]) => createAnalysisImage(await drawPage(page));

test('an empty sheet is blank, also with dust, a shadow at the edge and the other side shining through', async () => {
  const dust = Array.from(
    { length: 40 },
    (_, index) => `<rect x="${(index * 97) % 980}" y="${(index * 61) % 1380}" width="1.5" height="1.5"/>`,
  );
  const shadow = '<rect width="12" height="1400" fill="#333"/>';
  for (const page of [{ lines: [] }, { lines: [], over: dust.join('') + shadow }, { ink: '#e2e2e2' }, { lines: [], paper: '#d8d2bd' }])
    expect(measureInk(await analyse(page))).toMatchObject({ blank: true });
});

test('punch holes do not make an empty sheet full', async () => {
  const holes = [200, 560, 840, 1200].map((y) => `<circle cx="58" cy="${y}" r="14" fill="#1a1a1a"/>`).join('');
  expect(measureInk(await analyse({ lines: [], over: holes }))).toMatchObject({ blank: true, coverage: 0 });
  expect(measureInk(await analyse({ over: holes })).blank).toBe(false);
});

test('the other side that shines through softly is blank, pale crisp print and white print on grey are not', async () => {
  const soft = await fromSharp(toSharp(await drawPage({ ink: '#cfcfcf' })).blur(3), 3);
  expect(measureInk(await createAnalysisImage(soft)).blank).toBe(true);
  expect(measureInk(await analyse({ ink: '#cccccc', lines: ['Notice of acceptance', 'No 12'] })).blank).toBe(false);
  expect(measureInk(await analyse({ ink: '#ffffff', paper: '#c4c4c4', lines: ['no picture yet'] })).blank).toBe(false);
});

test('a page number alone is not blank; coverage grows with text', async () => {
  const number = measureInk(await analyse({ lines: ['- 12 -'] }));
  const full = measureInk(await analyse({}));
  expect(number.blank).toBe(false);
  expect(full.coverage).toBeGreaterThan(number.coverage * 20);
  expect(full.coverage).toBeLessThan(0.2);
  expect(full.paper).toBeGreaterThan(240);
});

test('finds a ring seal over text where it is', async () => {
  const [seal, ...rest] = findSeals(await analyse({ over: sealSvg(640, 900, 120) }));
  expect(rest).toHaveLength(0);
  expect(seal).toMatchObject({ colour: 'red' });
  expect(seal!.confidence).toBeGreaterThan(0.8);
  const [x, y, width, height] = seal!.box;
  for (const [found, wanted] of [
    [x, 515],
    [y, 775],
    [width, 250],
    [height, 250],
  ] as const)
    expect(Math.abs(found - wanted)).toBeLessThan(8);
});

test('tells a blue seal from a red one', async () => {
  const seals = findSeals(await analyse({ over: sealSvg(640, 900, 120, '#2040c0') + sealSvg(300, 500, 110) }));
  expect(seals.map(({ colour }) => colour).sort()).toEqual(['blue', 'red']);
});

test('finds the half of a seam seal at the edge of the sheet', async () => {
  expect(findSeals(await analyse({ over: sealSvg(1000, 700, 120) }))).toHaveLength(1);
});

test.each([
  ['blue print', '<rect x="300" y="300" width="400" height="300" fill="#2040c0"/>'],
  [
    'a red and gold emblem',
    '<circle cx="500" cy="700" r="90" fill="#f0c020" stroke="#d0202a" stroke-width="14"/><circle cx="500" cy="700" r="30" fill="#d0202a"/>',
  ],
  ['a portrait in a red frame', '<rect x="420" y="600" width="160" height="200" fill="#d8a078" stroke="#c02830" stroke-width="10"/>'],
  ['red headline', '<rect x="100" y="60" width="800" height="40" fill="#d0202a"/>'],
  ['solid red emblem', '<circle cx="500" cy="700" r="90" fill="#c8141e"/>'],
  ['brown photograph', '<circle cx="500" cy="700" r="90" fill="none" stroke="#8a6a4a" stroke-width="12"/>'],
])('takes no seal from %s', async (_, over) => {
  expect(findSeals(await analyse({ over })).filter(({ confidence }) => confidence >= 0.5)).toHaveLength(0);
});

test('without red, a seal fades to paper and black stays; the original is untouched', async () => {
  const page = await drawPage({
    lines: [],
    over: `${sealSvg(500, 700, 120, '#e03038')}<rect x="480" y="560" width="40" height="20" fill="#101010"/>`,
  });
  const before = Uint8Array.from(page.data);
  const clean = withoutSealInk(page, [{ box: [370, 560, 260, 280], colour: 'red' }]);
  const at = (image: typeof page, x: number, y: number) => [...image.data.subarray((y * 1000 + x) * 3, (y * 1000 + x) * 3 + 3)];
  expect(Math.min(...at(clean, 500, 700))).toBeGreaterThan(200);
  expect(Math.max(...at(clean, 500, 570))).toBeLessThan(30);
  expect(page.data).toEqual(before);
});

test('finds the paper inside a black frame and no frame on paper', async () => {
  const paper = await drawPage({});
  const framed = await fromSharp(toSharp(paper).extend({ top: 30, bottom: 200, left: 60, right: 90, background: '#0a0a0a' }), 3);
  const box = findPageInsideFrame(await createAnalysisImage(framed))!;
  for (const [index, wanted] of [60, 30, 1000, 1400].entries()) expect(Math.abs(box[index]! - wanted)).toBeLessThan(5);
  expect(findPageInsideFrame(await createAnalysisImage(paper))).toBeNull();
  const black = await fromSharp(sharp({ create: { width: 500, height: 700, channels: 3, background: '#050505' } }), 3);
  expect(findPageInsideFrame(await createAnalysisImage(black))).toBeNull();
});

test('takes the shaded part of a dark photograph for no frame', async () => {
  const paper = await drawPage({});
  const { widthPx, heightPx, data } = paper;
  // From a third of its brightness at the top down to a quarter: below the middle all of it is darker than a frame may be.
  const dark = { ...paper, data: data.map((value, at) => (value * (0.34 - (0.1 * at) / (widthPx * heightPx * 3))) | 0) };
  expect(findPageInsideFrame(await createAnalysisImage(dark))).toBeNull();
});

const lineQuads = (left = 125): Quad[] =>
  Array.from({ length: 12 }, (_, index) => {
    const top = 127 + index * 50.4;
    return [
      [left, top],
      [800, top],
      [800, top + 32],
      [left, top + 32],
    ];
  });

test('a clean page has no quality problem', async () => {
  const page = await drawPage({});
  expect(findQualityProblems(page, lineQuads(), measureInk(await createAnalysisImage(page)))).toEqual([]);
});

test.each([
  ['blurred', {}, (image: Sharp) => image.blur(7)],
  ['too-dark', {}, (image: Sharp) => image.linear(0.25, 0)],
  ['too-light', { ink: '#e4e4e4' }, (image: Sharp) => image],
] as const)('says %s', async (problem, drawn, spoil) => {
  const page = await fromSharp(spoil(toSharp(await drawPage(drawn))), 3);
  expect(findQualityProblems(page, lineQuads(), measureInk(await createAnalysisImage(page)))).toContain(problem);
});

test('says low-resolution for tiny text and cut-off for text that runs into the edge', async () => {
  const page = await drawPage({});
  const ink = measureInk(await createAnalysisImage(page));
  const small = await resizeImage(page, 300, 420);
  const tiny = lineQuads().map((quad) => quad.map(([x, y]) => [x * 0.3, y * 0.3]) as Quad);
  expect(findQualityProblems(small, tiny, ink)).toContain('low-resolution');
  const narrow = cropImage(page, [160, 0, 840, 1400]);
  expect(findQualityProblems(narrow, lineQuads(4), ink)).toContain('cut-off');
  // Text near the edge that is whole.
  const tight = cropImage(page, [122, 0, 878, 1400]);
  expect(findQualityProblems(tight, lineQuads(4), ink)).not.toContain('cut-off');
});

test('red is faded only while the work lasts, also when it fails', async () => {
  const page = await drawPage({ over: sealSvg(500, 700, 120) });
  const before = page.data.slice();
  const boxes: [number, number, number, number][] = [
    [370, 560, 260, 280],
    [500.5, 600.5, 200, 900],
  ];
  const seen = await whileRedIsFaded(page, boxes, (faded) => Promise.resolve(faded.data.slice()));
  const clean = withoutSealInk(
    page,
    boxes.map((box) => ({ box, colour: 'red' })),
  );
  expect(Buffer.compare(seen, clean.data)).toBe(0);
  expect(Buffer.compare(seen, before)).not.toBe(0);
  expect(Buffer.compare(page.data, before)).toBe(0);
  await expect(whileRedIsFaded(page, boxes, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(Buffer.compare(page.data, before)).toBe(0);
});
