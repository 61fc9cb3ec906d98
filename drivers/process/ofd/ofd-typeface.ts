/** Outlines of letters: from the typefaces that an OFD file brings along, and from Noto Sans SC where it brings none. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { create, type Font, type Glyph } from 'fontkit';

export type Outline = readonly { readonly command: string; readonly args: readonly number[] }[];

/** Spaces and signs without a picture of their own. */
const WITHOUT_INK = /^[\s\p{Z}\p{Cc}\p{Cf}]$/u;
export const hasInk = (letter: string): boolean => !WITHOUT_INK.test(letter);

/** Microsoft's typefaces of signs have their letters here. */
const SYMBOL_AREA = 0xf000;

export class Typeface {
  readonly #font: Font;
  readonly #unitsPerEm: number;
  readonly #outlines = new Map<number, Outline | null>();

  private constructor(font: Font, unitsPerEm: number) {
    this.#font = font;
    this.#unitsPerEm = unitsPerEm;
  }

  /** @returns null for what cannot be read: its letters are then drawn by the other typeface, since a text says what it is */
  static from(bytes: Buffer): Typeface | null {
    try {
      const isBare = bytes[0] === 1 && bytes[1] === 0 && (bytes[2] ?? 0) >= 4 && (bytes[3] ?? 0) <= 4;
      const made = create(isBare ? asOpenType(bytes) : bytes);
      const font = 'fonts' in made ? made.fonts[0] : made;
      if (!font) return null;
      // Tables are read when they are asked for, so a damaged file shows itself here.
      return font.getGlyph(0).path.commands.length >= 0 ? new Typeface(font, isBare ? 1000 : font.unitsPerEm) : null;
    } catch {
      return null;
    }
  }

  /** The number of a letter's glyph; null where there is none. */
  glyphOf(letter: string): number | null {
    const code = letter.codePointAt(0) ?? 0;
    for (const candidate of code <= 0xff ? [code, SYMBOL_AREA + code] : [code]) {
      const glyph = attempt(() => this.#font.glyphForCodePoint(candidate).id);
      if (glyph) return glyph;
    }
    return null;
  }

  /** In shares of the letter's size, upwards from the base line; null for a glyph without ink or one that cannot be read. */
  outline(glyph: number): Outline | null {
    const known = this.#outlines.get(glyph);
    if (known !== undefined) return known;
    const outline = attempt(() => {
      const { commands } = this.#font.getGlyph(glyph).path;
      return commands.map(({ command, args }) => ({ command, args: args.map((value) => value / this.#unitsPerEm) }));
    });
    const drawn = outline && outline.length > 0 ? outline : null;
    this.#outlines.set(glyph, drawn);
    return drawn;
  }

  /** In shares of the letter's size. */
  advance(glyph: number): number {
    return attempt(() => (this.#font.getGlyph(glyph) as Glyph).advanceWidth / this.#unitsPerEm) ?? 1;
  }
}

function attempt<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** A bare CFF, as PDFs embed it, in the frame of an OpenType file with this one table. */
function asOpenType(bytes: Buffer): Buffer {
  const header = Buffer.alloc(28);
  header.write('OTTO', 'latin1');
  header.writeUInt16BE(1, 4);
  header.write('CFF ', 12, 'latin1');
  header.writeUInt32BE(header.length, 20);
  header.writeUInt32BE(bytes.length, 24);
  return Buffer.concat([header, bytes]);
}

let substitute: Promise<Typeface> | null = null;

export function substituteTypeface(): Promise<Typeface> {
  return (substitute ??= loadSubstitute());
}

async function loadSubstitute(): Promise<Typeface> {
  const path = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
  const typeface = Typeface.from(await readFile(path));
  if (!typeface) throw new Error('the typeface of the product cannot be read');
  return typeface;
}
