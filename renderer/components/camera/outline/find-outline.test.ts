/** The outline is where the paper lies: turned, small, dark on light, full of text; and there is none on an empty table. */
import { expect, test } from 'vitest';
import { findOutline } from './find-outline.ts';
import type { GreyFrame } from './grey-frame.ts';

type Corner = readonly [number, number];
const widthPx = 256;
const heightPx = 192;

/** A small seeded generator, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const inside = (corners: readonly Corner[], x: number, y: number) =>
  corners.every(([x0, y0], index) => {
    const [x1, y1] = corners[(index + 1) % corners.length]!;
    return (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) >= 0;
  });

function turned(centre: Corner, width: number, height: number, degrees: number): Corner[] {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  return [
    [-width / 2, -height / 2],
    [width / 2, -height / 2],
    [width / 2, height / 2],
    [-width / 2, height / 2],
  ].map(([x, y]) => [centre[0] + x! * cos - y! * sin, centre[1] + x! * sin + y! * cos]);
}

/** A table with grain, and on it a paper whose lines of text are rows of grey. */
function draw(corners: readonly Corner[] | null, { table = 90, paper = 225, seed = 1, text = true } = {}): GreyFrame {
  const next = random(seed);
  const grey = new Uint8Array(widthPx * heightPx);
  const [p, q, , s] = corners ?? [];
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      let sum = 0;
      const ground = table + 14 * Math.sin(x / 37 + y / 23);
      for (const [sx, sy] of [
        [0.25, 0.25],
        [0.75, 0.25],
        [0.25, 0.75],
        [0.75, 0.75],
      ] as const) {
        const [px, py] = [x + sx, y + sy];
        let level = ground;
        if (corners && p && q && s && inside(corners, px, py)) {
          const [ux, uy, vx, vy] = [q[0] - p[0], q[1] - p[1], s[0] - p[0], s[1] - p[1]];
          const along = ((px - p[0]) * ux + (py - p[1]) * uy) / (ux * ux + uy * uy);
          const down = ((px - p[0]) * vx + (py - p[1]) * vy) / (vx * vx + vy * vy);
          const row = Math.floor(down * 24);
          const inked = text && along > 0.12 && along < (row % 3 === 0 ? 0.6 : 0.88) && down > 0.1 && down < 0.9 && (down * 24) % 1 < 0.45;
          level = inked ? paper * 0.7 : paper;
        }
        sum += level / 4;
      }
      grey[y * widthPx + x] = Math.max(0, Math.min(255, sum + (next() - 0.5) * 8));
    }
  return { widthPx, heightPx, grey };
}

function farthest(found: readonly Corner[], corners: readonly Corner[]): number {
  return Math.max(...corners.map(([x, y]) => Math.min(...found.map(([fx, fy]) => Math.hypot(fx - x, fy - y)))));
}

test.each([0, 4, -11, 23, 45, 68, 90])('a page of text turned by %i°', (degrees) => {
  const corners = turned([128, 96], 108, 150, degrees);
  const found = findOutline(draw(corners));
  expect(found).not.toBeNull();
  expect(farthest(found!.quad, corners)).toBeLessThan(3);
});

test('a page seen at an angle', () => {
  const leaning: Corner[] = [
    [70, 30],
    [190, 22],
    [222, 178],
    [38, 170],
  ];
  expect(farthest(findOutline(draw(leaning))!.quad, leaning)).toBeLessThan(3);
});

test('a card that is small, and a dark booklet on a light table', () => {
  const card = turned([150, 80], 62, 39, -7);
  expect(farthest(findOutline(draw(card, { text: false }))!.quad, card)).toBeLessThan(3);
  const booklet = turned([120, 100], 90, 130, 12);
  expect(farthest(findOutline(draw(booklet, { table: 215, paper: 70 }))!.quad, booklet)).toBeLessThan(3);
});

test('white paper on a pale table', () => {
  const corners = turned([128, 96], 120, 160, 6);
  expect(farthest(findOutline(draw(corners, { table: 196, paper: 236 }))!.quad, corners)).toBeLessThan(3);
});

test('the corners run clockwise from the top left as the paper lies', () => {
  const [a, b, c, d] = findOutline(draw(turned([128, 96], 150, 110, 5)))!.quad;
  expect(a[0]).toBeLessThan(b[0]);
  expect(b[1]).toBeLessThan(c[1]);
  expect(c[0]).toBeGreaterThan(d[0]);
  expect(d[1]).toBeGreaterThan(a[1]);
});

test('nothing on an empty table, in the dark, or where paper fills the whole picture', () => {
  for (let seed = 1; seed <= 5; seed++) expect(findOutline(draw(null, { seed }))).toBeNull();
  expect(findOutline(draw(null, { table: 16 }))).toBeNull();
  expect(findOutline(draw(turned([128, 96], 400, 300, 0)))).toBeNull();
});
