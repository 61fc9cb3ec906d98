/** The picture of an electronic seal (GB/T 38540, GM/T 0031): it lies in the seal or in the signature that was made with it. */
import { fromBER, IA5String, Integer, OctetString, PrintableString, Utf8String, type BaseBlock } from 'asn1js';

export type SealPicture = { /** Lower case, as written: `png`, `jpg`, `bmp`, `ofd` … */ format: string; bytes: Uint8Array };

/** A signature holds the seal, which holds its picture some six levels deep. */
const MAX_DEPTH = 24;
const SEQUENCE = 0x30;

/** @returns null where there is none */
export function sealPicture(bytes: Uint8Array): SealPicture | null {
  const { offset, result } = fromBER(bytes);
  return offset === -1 ? null : pictureIn(result, 0);
}

/** `SES_ESPictrueInfo`: kind, bytes, and width and height in millimetres, which the place on the page overrules. */
function pictureIn(block: BaseBlock, depth: number): SealPicture | null {
  if (depth > MAX_DEPTH) return null;
  const inner = innerBlocks(block);
  const [kind, data, width, height] = inner;
  if (isText(kind) && data instanceof OctetString && width instanceof Integer && height instanceof Integer)
    return { format: kind.valueBlock.value.trim().toLowerCase(), bytes: bytesOf(data) };
  for (const one of inner) {
    const found = pictureIn(one, depth + 1);
    if (found) return found;
  }
  if (!(block instanceof OctetString)) return null;
  // Some makers put the whole signature into an envelope, as bytes.
  const bytes = bytesOf(block);
  if (bytes[0] !== SEQUENCE) return null;
  const { offset, result } = fromBER(bytes);
  return offset === -1 ? null : pictureIn(result, depth + 1);
}

const isText = (block: BaseBlock | undefined): block is IA5String | PrintableString | Utf8String =>
  block instanceof IA5String || block instanceof PrintableString || block instanceof Utf8String;

function innerBlocks(block: BaseBlock): BaseBlock[] {
  const { value } = block.valueBlock as { value?: unknown };
  return Array.isArray(value) && !(block instanceof OctetString) ? (value as BaseBlock[]) : [];
}

const bytesOf = (block: OctetString): Uint8Array => new Uint8Array(block.getValue());
