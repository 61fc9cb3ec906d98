/** Printed separator sheets, scanned again: found with their line either way up, and papers are not taken for sheets. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { splitPdf } from '../../drivers/process/pdf-pages.ts';
import { drawSeparatorSheets, sheetsOf } from '../../electron/services/documents/separator-sheets.ts';
import { individualBusinessRegistration as item } from '../../electron/shared/service-items/individual-business-registration.ts';
import { findSeparator } from '../../models/codes/find-separator.ts';
import { createAnalysisImage } from '../../models/image/analysis-image.ts';
import { decodeImage } from '../../models/image/decode.ts';
import { fromSharp, toSharp } from '../../models/image/resize.ts';
import type { PixelImage } from '../../models/image/pixel-image.ts';

const sheets = sheetsOf(item);
const scanned: PixelImage[] = [];
for await (const page of splitPdf(await drawSeparatorSheets(sheets))) scanned.push(await decodeImage(page.bytes));
const separatorOf = async (image: PixelImage) => findSeparator(await createAnalysisImage(image), { codes: true });
/** As a scanner gives a sheet that has been used often: turned a little, blurred, greyish, smaller. */
async function worn(image: PixelImage, degrees: number): Promise<PixelImage> {
  const small = await fromSharp(toSharp(image).resize(1300), 3);
  return fromSharp(toSharp(small).rotate(degrees, { background: '#e8e8e8' }).blur(1.2).linear(0.7, 45), 3);
}

test('a plain sheet and one for each line', async () => {
  expect(scanned).toHaveLength(item.materials.length + 1);
  const found = await Promise.all(scanned.map(separatorOf));
  expect(found).toEqual([
    { patchT: true, itemCode: null, materialId: null },
    ...item.materials.map(({ id }) => ({ patchT: true, itemCode: item.code, materialId: id })),
  ]);
});

test('worn, skewed, upside down and sideways', async () => {
  const [, sheet] = scanned;
  for (const degrees of [1.5, -2, 90, 180, 181.5])
    expect(await separatorOf(await worn(sheet!, degrees)), `${degrees}°`).toMatchObject({ materialId: item.materials[0]!.id });
  for (const degrees of [1.5, 180, 270]) expect((await separatorOf(await worn(scanned[0]!, degrees)))?.patchT, `${degrees}°`).toBe(true);
});

test('papers are no separators, whatever they are ruled and stamped with', async () => {
  const papers = [
    'vat-invoice/invoice-digital-101-1',
    'business-licence/business-licence-101-1',
    'application-form/individual-business-application-101-1',
    'bank-card/bank-card-card-101-1',
    'floor-plan/plan-wide-101-1',
    'test-report/report-one-page-101-1',
  ];
  for (const paper of papers) {
    const page = await decodeImage(await readFile(`tests/fixtures/documents/${paper}.jpg`));
    expect(await separatorOf(page), paper).toBeNull();
  }
});

test('the same sheets give the same file', async () => {
  expect(Buffer.from(await drawSeparatorSheets(sheets.slice(0, 2)))).toEqual(Buffer.from(await drawSeparatorSheets(sheets.slice(0, 2))));
});
