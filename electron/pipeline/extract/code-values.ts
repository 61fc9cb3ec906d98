/** What the QR code of a paper says about its fields, to be compared with the print. */
import type { DocumentType } from '#shared/document-types/index.ts';
import type { Box, PageCode } from '#shared/page.ts';

export type CodeValue = { value: string; box: Box };

/** Addresses in a code are percent-encoded; a stray percent sign leaves the text as it is. */
function plainText(text: string): string {
  try {
    return decodeURIComponent(text).normalize('NFKC');
  } catch {
    return text.normalize('NFKC');
  }
}

function boxOf({ quad }: PageCode): Box {
  const xs = quad.map(([x]) => x);
  const ys = quad.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [Math.round(left), Math.round(top), Math.round(Math.max(...xs) - left), Math.round(Math.max(...ys) - top)];
}

/** By field key; the first pattern that names a field wins. Values are not normalised yet. */
export function codeValues(codes: readonly PageCode[], type: DocumentType): Map<string, CodeValue> {
  const values = new Map<string, CodeValue>();
  for (const code of codes)
    for (const pattern of type.codes)
      for (const [key, value] of Object.entries(new RegExp(pattern, 'u').exec(plainText(code.text))?.groups ?? {}))
        if (value && !values.has(key)) values.set(key, { value, box: boxOf(code) });
  return values;
}
