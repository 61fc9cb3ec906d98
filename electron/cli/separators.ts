/** `intake separators`: separator sheets as a PDF to print. */
import { writeFile } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';
import { serviceItems } from '#shared/service-items/index.ts';
import { drawSeparatorSheets, sheetsOf } from '../services/documents/separator-sheets.ts';

/** @throws AppError `not-found` when no shipped item has this code */
export async function runSeparators(out: string, itemCode: string | undefined): Promise<void> {
  const item = itemCode === undefined ? null : (serviceItems.find(({ code }) => code === itemCode) ?? null);
  if (itemCode !== undefined && !item) throw new AppError('not-found', { what: 'service-item' });
  const sheets = sheetsOf(item);
  await writeFile(out, await drawSeparatorSheets(sheets));
  console.error(`${sheets.length} → ${out}`);
}
