/** Separator sheets (分隔页): what their code says, as printed and as read. */
import { z } from 'zod';

export const separatorSchema = z.object({
  /** The bars of a Patch T stand on the sheet. */
  patchT: z.boolean(),
  /** From the sheet's QR code; null on a plain sheet. */
  itemCode: z.string().nullable(),
  /** Id of the material requirement that the papers after the sheet are for; null = any. */
  materialId: z.string().nullable(),
});
export type Separator = z.infer<typeof separatorSchema>;

/** Stands as the document type of a sheet that separates papers and is none. */
export const separatorType = 'separator';

/** Begins every code of ours, so that no other QR code on a paper is taken for a separator. */
const prefix = 'INTAKE-SEPARATOR/1/';

/** The text of the QR code on a sheet. */
export function separatorText(itemCode: string | null, materialId: string | null): string {
  return `${prefix}${encodeURIComponent(itemCode ?? '')}/${encodeURIComponent(materialId ?? '')}`;
}

/** Null when the text is not that of a separator sheet. */
export function readSeparatorText(text: string): Pick<Separator, 'itemCode' | 'materialId'> | null {
  if (!text.startsWith(prefix)) return null;
  const parts = text.slice(prefix.length).split('/');
  if (parts.length !== 2) return null;
  try {
    const [itemCode, materialId] = parts.map((part) => decodeURIComponent(part) || null);
    return { itemCode: itemCode ?? null, materialId: materialId ?? null };
  } catch {
    return null;
  }
}
