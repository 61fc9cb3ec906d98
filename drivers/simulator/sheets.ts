/** A folder of page images → the sheets that lie in the simulated feeder. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Paths of image files; `back` is null for a sheet whose back is blank paper. */
export type Sheet = { front: string; back: string | null };

const order = new Intl.Collator('en', { numeric: true });

/**
 * Images in natural order are one side each; `…-back.<ext>` is the back of the sheet before it.
 * @throws Error when the folder cannot be read or holds no page image
 */
export async function loadSheets(folder: string): Promise<Sheet[]> {
  const names = (await readdir(folder)).filter((name) => /\.(jpe?g|png|tiff?|webp)$/i.test(name));
  names.sort((a, b) => order.compare(sheetName(a), sheetName(b)) || Number(isBack(a)) - Number(isBack(b)));
  const sheets: Sheet[] = [];
  for (const name of names) {
    const last = sheets.at(-1);
    if (isBack(name) && last?.back === null) last.back = join(folder, name);
    else sheets.push({ front: join(folder, name), back: null });
  }
  if (sheets.length === 0) throw new Error(`no page images in ${folder}`);
  return sheets;
}

function isBack(name: string): boolean {
  return /-back\.\w+$/i.test(name);
}

/** `01-front.png`, `01-back.jpg` and `01.jpg` all belong to sheet `01`. */
function sheetName(name: string): string {
  return name.replace(/(-front|-back)?\.\w+$/i, '');
}
