/** Every layout prints what its document type allows: known keys, valid values, boxes with print in them, readable lines. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findDocumentType } from '#shared/document-types/index.ts';
import { validateField } from '#shared/document-types/validate-field.ts';
import { readModelLabels } from '../../models/classifier/model-labels.ts';
import { modelPath } from '../../models/manifest.ts';
import { browserMissing, findChromium } from '../../models/synthesis/browser.ts';
import { printForThumbnails } from '../../models/synthesis/draw-thumbnail.ts';
import type { BoxMm } from '../../models/synthesis/render.ts';
import { openSheetPrinter } from '../../models/synthesis/sheet-printer.ts';
import type { QuickPrint, SheetPrinter } from '../../models/synthesis/sheet-printer.ts';
import { layouts } from '../../models/synthesis/templates/index.ts';
import { noteSkipped } from '../skipped.ts';

const chromium = findChromium();
if (!chromium) noteSkipped(import.meta.filename, browserMissing);

const splitsOf = (documentType: string) =>
  new Set(layouts.filter((layout) => layout.documentType === documentType).map(({ split }) => split));

const labels = await readModelLabels(modelPath('page-classifier-labels'));
test.each(labels.types.map((id) => ({ id })))('$id can be trained on and measured on layouts never trained on', ({ id }) => {
  expect(splitsOf(id).has('train')).toBe(true);
  expect(splitsOf(id).has('holdout')).toBe(true);
});

test('layout ids are unique', () => {
  expect(new Set(layouts.map(({ id }) => id)).size).toBe(layouts.length);
});

/** Lightest minus darkest within a box. */
function contrast({ image, paper }: QuickPrint, [x, y, width, height]: BoxMm): number {
  const perMm = image.widthPx / paper.widthMm;
  let [dark, light] = [255, 0];
  for (let row = Math.floor(y * perMm); row < Math.min(image.heightPx, (y + height) * perMm); row += 1)
    for (let column = Math.floor(x * perMm); column < Math.min(image.widthPx, (x + width) * perMm); column += 1) {
      const level = image.data[(row * image.widthPx + column) * 3 + 1] as number;
      dark = Math.min(dark, level);
      light = Math.max(light, level);
    }
  return light - dark;
}

describe.skipIf(!chromium)('layouts', () => {
  let printer: SheetPrinter;
  beforeAll(async () => {
    printer = await openSheetPrinter(1400);
  }, 240_000);
  afterAll(() => printer.close());

  test.each(layouts.map((layout) => ({ id: layout.id, layout })))(
    '$id',
    async ({ layout }) => {
      const now = new Date('2026-11-20T04:00:00Z');
      const keys = findDocumentType(layout.documentType)?.fields.map(({ key }) => key) ?? [];
      for (let page = 1; page <= layout.pages; page += 1) {
        const { sheet, print } = await printForThumbnails(printer, layout, 31, page, layout.split);
        expect(sheet.continuation).toBe(page > 1 || /last-page|results/.test(layout.id));
        const fields = Object.fromEntries(sheet.fields.map(({ key, value }) => [key, value]));
        for (const { key, value } of sheet.fields) {
          if (layout.documentType !== 'application-form') expect(keys, layout.id).toContain(key);
          const { normalised, problems } = validateField(layout.documentType, key, value, now, fields);
          expect(
            problems.filter(({ severity }) => severity === 'error'),
            `${key}: ${value}`,
          ).toEqual([]);
          expect(normalised, key).toBe(value);
          const boxes = print.boxes.get(key) ?? [];
          expect(boxes.length, key).toBeGreaterThan(0);
          for (const box of boxes) {
            const [x, y, width, height] = box;
            expect(
              x >= 0 && y >= 0 && x + width <= print.paper.widthMm && y + height <= print.paper.heightMm,
              `${key} lies off the sheet: ${box.join(' ')}`,
            ).toBe(true);
            expect(contrast(print, box), key).toBeGreaterThan(50);
          }
        }
        if (sheet.fields.length > 0) expect(print.lines.map(({ text }) => text).join('').length).toBeGreaterThan(10);
      }
    },
    240_000,
  );
});
