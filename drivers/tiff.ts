/** Walks the directories of a TIFF file (TIFF 6.0, and BigTIFF, which has wider numbers) without decoding pixels. */

/** More directories than any scan has pages; a loop of directories ends here. */
const MAX_DIRECTORIES = 5000;
const SHORT = 3;
const LONG8 = 16;
const tags = { newSubfileType: 254, subfileType: 255 };
/** Bits of NewSubfileType: a copy of another image at a lower resolution, and the transparency mask of one. */
const REDUCED_OR_MASK = 0b101;
/** Of the older SubfileType. */
const REDUCED = 2;

/** The values of one tag with whole numbers; null when the directory has no such tag. */
export type TiffDirectory = (tag: number) => number[] | null;

/** @throws RangeError where a directory does not lie inside the file */
export function* tiffDirectories(bytes: Uint8Array): Generator<TiffDirectory> {
  const file = new TiffFile(bytes);
  let directory = file.first;
  for (let count = 0; directory !== 0; count++) {
    if (count > MAX_DIRECTORIES) throw new RangeError('too many directories');
    const { entries, start, next } = file.directoryAt(directory);
    yield (tag) => file.valuesOf(tag, start, entries);
    directory = next;
  }
}

/**
 * @returns the places of the images that are pages: copiers keep reduced copies of a page, and its mask, beside it
 * @throws RangeError as above
 */
export function tiffPages(bytes: Uint8Array): number[] {
  const isPage = [...tiffDirectories(bytes)].map((values) => {
    const kind = values(tags.newSubfileType)?.[0] ?? 0;
    return (kind & REDUCED_OR_MASK) === 0 && values(tags.subfileType)?.[0] !== REDUCED;
  });
  const pages = isPage.flatMap((page, index) => (page ? [index] : []));
  // Nothing but copies: their writer means something else by it.
  return pages.length > 0 ? pages : isPage.map((_, index) => index);
}

class TiffFile {
  readonly #data: Buffer;
  readonly #little: boolean;
  readonly #big: boolean;

  constructor(bytes: Uint8Array) {
    this.#data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = this.#data[0] === 0x49;
    this.#big = this.#number(2, 2) === 43;
  }

  get first(): number {
    return this.#big ? this.#number(8, 8) : this.#number(4, 4);
  }

  directoryAt(at: number): { entries: number; start: number; next: number } {
    const [countBytes, offsetBytes] = this.#big ? [8, 8] : [2, 4];
    const entries = this.#number(at, countBytes);
    const start = at + countBytes;
    return { entries, start, next: this.#number(start + entries * this.#entryBytes, offsetBytes) };
  }

  valuesOf(tag: number, start: number, entries: number): number[] | null {
    const offsetBytes = this.#big ? 8 : 4;
    for (let at = start; at < start + entries * this.#entryBytes; at += this.#entryBytes) {
      if (this.#number(at, 2) !== tag) continue;
      const type = this.#number(at + 2, 2);
      const size = type === SHORT ? 2 : type === LONG8 ? 8 : 4;
      const count = this.#number(at + 4, offsetBytes);
      const inPlace = at + 4 + offsetBytes;
      const from = count * size <= offsetBytes ? inPlace : this.#number(inPlace, offsetBytes);
      if (from + count * size > this.#data.length) throw new RangeError('values outside of the file');
      return Array.from({ length: count }, (_, index) => this.#number(from + index * size, size));
    }
    return null;
  }

  get #entryBytes(): number {
    return this.#big ? 20 : 12;
  }

  #number(at: number, size: number): number {
    if (size === 8) return Number(this.#little ? this.#data.readBigUInt64LE(at) : this.#data.readBigUInt64BE(at));
    return this.#little ? this.#data.readUIntLE(at, size) : this.#data.readUIntBE(at, size);
  }
}
