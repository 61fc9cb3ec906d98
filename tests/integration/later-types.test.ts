/** Types that the trained network does not know are told by their words, on drawn pages read by the real chain; nothing unproved passes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Recognition } from '#shared/page.ts';
import { startNodeChild } from '../../electron/platform/node-child.ts';
import type { Recognizer } from '../../electron/pipeline/recognizer.ts';
import { createRecognizer } from '../../electron/recognizer/pool.ts';
import { drawPage } from '../../models/synthesis/draw-page.ts';
import { openRenderer } from '../../models/synthesis/render.ts';
import type { Renderer } from '../../models/synthesis/render.ts';
import { laterLayouts } from '../../models/synthesis/templates/layouts/later-types.ts';

let recognizer: Recognizer;
let renderer: Renderer;
beforeAll(async () => {
  recognizer = createRecognizer({ startChild: startNodeChild, ocr: 'pp-ocr', modelsFolder: '' });
  renderer = await openRenderer();
});
afterAll(async () => {
  await recognizer.close();
  await renderer.close();
});

/** Cards are scanned more finely than sheets. */
const dpiOf = (widthMm: number): number => (widthMm < 160 ? 300 : 200);
const seeds = [1, 2];
const today = '2026-11-20';

test.each(laterLayouts.flatMap((layout) => seeds.map((seed) => [layout.id, seed, layout] as const)))(
  '%s, seed %i',
  async (_, seed, layout) => {
    const dpi = dpiOf(layout.paper.widthMm);
    const { jpeg, truth } = await drawPage(layout, seed, { renderer, today, look: { dpi, turnCw: 0 } });
    const { classification, fields }: Recognition = await recognizer.recognize(jpeg, { dpi });
    expect(classification.documentType).toBe(layout.documentType);
    const wanted = new Map(truth.fields.map(({ key, value }) => [key, value.replace(/\s/g, '')]));
    const accepted = fields.filter(({ status }) => status === 'accepted');
    // A number may be part of a longer one that is printed: the ID number in that of a disability certificate.
    for (const { key, value } of accepted)
      expect([key, wanted.get(key) ?? [...wanted.values()].find((one) => one.includes(value))?.slice(0, value.length)]).toEqual([
        key,
        value,
      ]);
    // What the paper is told apart by is read.
    const numbers = [...wanted].filter(([key]) => /(?:Number|vin|taxId)$/.test(key));
    const read = new Map(fields.map(({ key, value }) => [key, value]));
    expect(Object.fromEntries(numbers.map(([key]) => [key, read.get(key)]))).toEqual(Object.fromEntries(numbers));
  },
);
