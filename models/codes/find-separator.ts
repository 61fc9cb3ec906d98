/** Tells separator sheets from papers: by the bars of a Patch T, or by the QR code of our own sheets. */
import { readSeparatorText } from '#shared/separator.ts';
import type { Separator } from '#shared/separator.ts';
import type { AnalysisImage } from '../image/analysis-image.ts';
import { findPatchT } from './patch-code.ts';
import { readCodes } from './read-codes.ts';

/**
 * Null for a paper. A Patch T counts whatever else is printed on the sheet.
 * @param codes whether to look for QR codes too, which costs more
 */
export async function findSeparator(image: AnalysisImage, { codes: wanted }: { codes: boolean }): Promise<Separator | null> {
  const patchT = findPatchT(image) !== null;
  const codes = !wanted
    ? []
    : await readCodes({ widthPx: image.widthPx, heightPx: image.heightPx, channels: 1, data: image.grey }, { only: ['qr'] });
  const own = codes.map(({ text }) => readSeparatorText(text)).find((code) => code !== null);
  if (own) return { patchT, ...own };
  return patchT ? { patchT, itemCode: null, materialId: null } : null;
}
