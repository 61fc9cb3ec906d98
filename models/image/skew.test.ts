/** Tests of tilt on drawn pages. */
import { expect, test } from 'vitest';
import { createAnalysisImage } from './analysis-image.ts';
import { measureInk } from './ink.ts';
import { measureSkew, refineSkew } from './skew.ts';
import { tiltOfLines } from './line-tilt.ts';
import { drawPage } from './drawn-page.test-support.ts';

const inkOf = async (degrees: number) => {
  const analysis = await createAnalysisImage(await drawPage({ clockwiseDegrees: degrees }));
  return { ...analysis, mask: measureInk(analysis).mask };
};

test.each([-19, -7.3, -2, -0.4, 0, 0.8, 3.1, 12, 20])('measures a page turned clockwise by %f degrees', async (degrees) => {
  expect(measureSkew(await inkOf(degrees))).toBeCloseTo(-degrees, 0);
  expect(Math.abs(measureSkew(await inkOf(degrees)) + degrees)).toBeLessThanOrEqual(0.15);
});

test('sharpens a rough value', async () => {
  expect(Math.abs(refineSkew(await inkOf(2), -1.7) + 2)).toBeLessThanOrEqual(0.12);
});

test('says 0 for an empty page and for one without lines', () => {
  const mask = new Uint8Array(500 * 500);
  expect(measureSkew({ mask, widthPx: 500, heightPx: 500 })).toBe(0);
  let seed = 1;
  for (let at = 0; at < mask.length; at++) {
    seed = (seed * 48271) % 2147483647;
    mask[at] = seed % 10 === 0 ? 1 : 0;
  }
  expect(measureSkew({ mask, widthPx: 500, heightPx: 500 })).toBe(0);
});

test('takes the tilt of most lines, by length, and none from too few', () => {
  const line = (rise: number, length = 400) =>
    [
      [0, 0],
      [length, -length * rise],
      [length, 20 - length * rise],
      [0, 20],
    ] as [[number, number], [number, number], [number, number], [number, number]];
  expect(tiltOfLines([line(0.02), line(0.02), line(0.5, 90), line(0.02)])).toBeCloseTo(1.146, 2);
  expect(tiltOfLines([line(0.02), line(0.02)])).toBeNull();
});
