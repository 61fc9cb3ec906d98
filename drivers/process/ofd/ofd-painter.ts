/** Draws the objects of OFD pages (GB/T 33190, chapters 8 to 13) on a sheet, and counts what it could not draw. */
import { AppError } from '#shared/errors.ts';
import { alphaOf, BLACK, boundaryOf, mainColour, paintOf, penOf, resourceOf, sourcesOf, type Paint, type Scope } from './ofd-colour.ts';
import { combined, matrixOf, type Matrix, type OfdBox } from './ofd-geometry.ts';
import { sheetImage } from './ofd-image.ts';
import type { OfdPackage } from './ofd-package.ts';
import { pathOf } from './ofd-path.ts';
import type { Colour, Sheet } from './ofd-sheet.ts';
import { placedLetters } from './ofd-text.ts';
import { hasInk, Typeface, type Outline } from './ofd-typeface.ts';
import { booleanOf, child, children, numberOf, textAt, type XmlElement } from './ofd-xml.ts';

/** Objects and letters. Composites that draw composites ten times each are a bomb; the fullest drawing has some 100,000. */
const MAX_OBJECTS = 300_000;
const MAX_DEPTH = 40;
const NEARLY_WHITE = 235 / 255;
const MAX_IMAGE_BYTES = 256 * 1024 * 1024;

/** Of a whole page, with its seals. */
export type Tally = {
  /** Letters among them. */
  objects: number;
  letters: number;
  /** Letters that no typeface has. */
  lostLetters: number;
  /** Images, seals and paints that could not be drawn. */
  lostParts: number;
  /** Letters in a colour that is seen on paper. */
  inkedLetters: number;
};

export const emptyTally = (): Tally => ({ objects: 0, letters: 0, lostLetters: 0, lostParts: 0, inkedLetters: 0 });

export class OfdPainter {
  readonly #sheet: Sheet;
  readonly #file: OfdPackage;
  readonly #scope: Scope;
  readonly #substitute: Typeface;
  readonly #tally: Tally;
  readonly #typefaces: Map<string, Typeface | null>;
  readonly #images = new Map<string, string | null>();

  /** @param options.typefaces of the document, kept from page to page */
  constructor(
    sheet: Sheet,
    file: OfdPackage,
    scope: Scope,
    options: { substitute: Typeface; tally: Tally; typefaces: Map<string, Typeface | null> },
  ) {
    this.#sheet = sheet;
    this.#file = file;
    this.#scope = scope;
    this.#substitute = options.substitute;
    this.#tally = options.tally;
    this.#typefaces = options.typefaces;
  }

  /** A layer, a group, an annotation's appearance, the content of a composite or a pattern. */
  async drawBlock(block: XmlElement, inherited: readonly XmlElement[] = [], depth = 0): Promise<void> {
    if (depth > MAX_DEPTH) throw new AppError('file.too-large', { reason: 'nested-objects' });
    const own = block.attributes['DrawParam'] === undefined ? inherited : sourcesOf(this.#scope, block, inherited);
    for (const object of block.children) {
      if (!booleanOf(object.attributes['Visible'], true)) continue;
      if (object.name === 'PageBlock' || object.name === 'Layer') {
        await this.drawBlock(object, own, depth + 1);
        continue;
      }
      this.#spend(1);
      if (object.name === 'TextObject') await this.#drawText(object, sourcesOf(this.#scope, object, own), depth);
      else if (object.name === 'PathObject') await this.#drawPath(object, sourcesOf(this.#scope, object, own), depth);
      else if (object.name === 'ImageObject') await this.#drawImageObject(object);
      else if (object.name === 'CompositeObject') await this.#drawComposite(object, own, depth);
    }
  }

  #spend(objects: number): void {
    this.#tally.objects += objects;
    if (this.#tally.objects > MAX_OBJECTS) throw new AppError('file.too-large', { objects: this.#tally.objects, maxObjects: MAX_OBJECTS });
  }

  /** @param margin beside the boundary that is still drawn; null draws everything */
  async #inObject(object: XmlElement, margin: number | null, draw: () => void | Promise<void>): Promise<void> {
    await this.#sheet.within(async () => {
      const boundary = boundaryOf(object);
      // A line has a boundary without a height, and many writers leave half of its width outside.
      if (boundary && margin !== null && (boundary.width > 0 || boundary.height > 0)) this.#sheet.clipToBox(grown(boundary, margin));
      if (boundary) this.#sheet.transform([1, 0, 0, 1, boundary.x, boundary.y]);
      this.#clip(object);
      const matrix = matrixOf(object.attributes['CTM']);
      if (matrix) this.#sheet.transform(matrix);
      this.#sheet.opacity(alphaOf(object));
      await draw();
    });
  }

  /** All clips count, each the union of its areas; one that is made of letters is left out, which shows more and hides nothing. */
  #clip(object: XmlElement): void {
    for (const clip of children(child(object, 'Clips'), 'Clip')) {
      const outlines = children(clip, 'Area').map((area) => this.#areaOutline(area));
      if (outlines.length === 0 || outlines.some((outline) => outline === null)) continue;
      for (const outline of outlines) if (outline) this.#sheet.trace(outline.path, outline.place);
      this.#sheet.finish(
        'clip',
        outlines.every((outline) => outline?.evenOdd),
      );
    }
  }

  #areaOutline(area: XmlElement): { path: Outline; place: (x: number, y: number) => [number, number]; evenOdd: boolean } | null {
    const object = child(area, 'Path');
    const path = pathOf(textAt(object, 'AbbreviatedData') ?? '');
    if (!object || !path) return null;
    const { x, y } = boundaryOf(object) ?? { x: 0, y: 0 };
    const unit: Matrix = [1, 0, 0, 1, 0, 0];
    const own = combined([1, 0, 0, 1, x, y], matrixOf(object.attributes['CTM']) ?? unit);
    const [a, b, c, d, e, f] = combined(matrixOf(area.attributes['CTM']) ?? unit, own);
    return { path, place: (px, py) => [a * px + c * py + e, b * px + d * py + f], evenOdd: isEvenOdd(object) };
  }

  async #drawPath(object: XmlElement, sources: readonly XmlElement[], depth: number): Promise<void> {
    const path = pathOf(textAt(object, 'AbbreviatedData') ?? '');
    if (!path) return;
    const fill = booleanOf(object.attributes['Fill'], false) ? paintOf(this.#scope, sources, 'FillColor') : null;
    const stroke = booleanOf(object.attributes['Stroke'], true) ? (paintOf(this.#scope, sources, 'StrokeColor') ?? BLACK) : null;
    const pen = penOf(sources);
    await this.#inObject(object, stroke ? Math.max(pen.width, MIN_MARGIN) : MIN_MARGIN, async () => {
      this.#sheet.pen(pen);
      await this.#fill(fill, () => this.#sheet.trace(path), isEvenOdd(object), depth, boundsOf(path));
      await this.#stroke(stroke, () => this.#sheet.trace(path));
    });
  }

  async #fill(paint: Paint | null, trace: () => void, evenOdd: boolean, depth: number, bounds: OfdBox): Promise<void> {
    if (paint === null) return;
    if (paint.kind === 'unknown') {
      this.#tally.lostParts++;
      return;
    }
    await this.#sheet.within(async () => {
      this.#sheet.opacity(paint.alpha);
      if (paint.kind === 'plain') this.#sheet.colours(paint.colour, null);
      trace();
      this.#sheet.finish(paint.kind === 'plain' ? 'fill' : 'clip', evenOdd);
      if (paint.kind === 'shading') this.#sheet.shade(paint.shading);
      if (paint.kind === 'pattern') await this.#tile(paint.pattern, bounds, depth);
    });
  }

  async #stroke(paint: Paint | null, trace: () => void): Promise<void> {
    if (paint === null) return;
    await this.#sheet.within(() => {
      this.#sheet.opacity(paint.kind === 'unknown' ? 1 : paint.alpha);
      this.#sheet.colours(null, mainColour(paint));
      trace();
      this.#sheet.finish('stroke');
    });
  }

  /** Repeats the cell over the clip, from the object's corner. */
  async #tile(pattern: XmlElement, bounds: OfdBox, depth: number): Promise<void> {
    const { attributes } = pattern;
    const cell = child(pattern, 'CellContent');
    const [width, height] = [numberOf(attributes['Width']) ?? 0, numberOf(attributes['Height']) ?? 0];
    const [stepX, stepY] = [numberOf(attributes['XStep']) ?? width, numberOf(attributes['YStep']) ?? height];
    if (!cell || !(stepX > 0) || !(stepY > 0)) {
      this.#tally.lostParts++;
      return;
    }
    const matrix = matrixOf(attributes['CTM']);
    for (let y = Math.floor(bounds.y / stepY) * stepY; y < bounds.y + bounds.height; y += stepY) {
      for (let x = Math.floor(bounds.x / stepX) * stepX; x < bounds.x + bounds.width; x += stepX) {
        this.#spend(1);
        await this.#sheet.within(async () => {
          this.#sheet.transform([1, 0, 0, 1, x, y]);
          if (matrix) this.#sheet.transform(matrix);
          await this.drawBlock(cell, [], depth + 1);
        });
      }
    }
  }

  /** Text is not clipped to its boundary: a typeface in place of another is wider, and a lost letter is worse than one that stands out. */
  async #drawText(object: XmlElement, sources: readonly XmlElement[], depth: number): Promise<void> {
    const size = numberOf(object.attributes['Size']) ?? 0;
    const fill = booleanOf(object.attributes['Fill'], true) ? (paintOf(this.#scope, sources, 'FillColor') ?? BLACK) : null;
    const stroke = booleanOf(object.attributes['Stroke'], false) ? (paintOf(this.#scope, sources, 'StrokeColor') ?? BLACK) : null;
    const seen = [fill, stroke].some((paint) => paint && (paint.kind === 'unknown' || paint.alpha > 0)) && alphaOf(object) > 0;
    if (!seen) return;
    if (!(size > 0)) {
      for (const { letter } of placedLetters(object, () => 0)) if (hasInk(letter)) this.#count(false, true);
      return;
    }
    const typeface = await this.#typefaceOf(object.attributes['Font']);
    const outlines = this.#outlinesOf(object, size, typeface, isInk(fill ?? stroke));
    if (outlines.length === 0) return;
    const trace = () => {
      for (const { outline, place } of outlines) this.#sheet.trace(outline, place);
    };
    await this.#inObject(object, null, async () => {
      this.#sheet.pen(penOf(sources));
      await this.#fill(fill, trace, false, depth, { x: 0, y: 0, width: size * outlines.length, height: size });
      await this.#stroke(stroke, trace);
    });
  }

  #outlinesOf(object: XmlElement, size: number, typeface: Typeface | null, isSeen: boolean) {
    const wide = numberOf(object.attributes['HScale']) ?? 1;
    const turn = ((numberOf(object.attributes['CharDirection']) ?? 0) * Math.PI) / 180;
    const [cos, sin] = [Math.round(Math.cos(turn)), Math.round(Math.sin(turn))];
    const drawn: { outline: Outline; place: (x: number, y: number) => [number, number] }[] = [];
    const letters = placedLetters(object, (letter) => this.#advance(typeface, letter) * size * wide);
    this.#spend(letters.length);
    for (const { letter, x, y, glyphs } of letters) {
      if (glyphs?.length === 0 || !(hasInk(letter) || glyphs)) continue;
      const found = this.#lettersOutlines(letter, glyphs, typeface);
      if (hasInk(letter)) this.#count(found.length > 0, isSeen);
      let pen = 0;
      for (const { outline, advance } of found) {
        const from = pen;
        pen += advance * size * wide;
        // Outlines grow upwards, pages downwards.
        drawn.push({
          outline,
          place: (gx, gy) => {
            const [right, down] = [from + gx * size * wide, -gy * size];
            return [x + right * cos - down * sin, y + right * sin + down * cos];
          },
        });
      }
    }
    return drawn;
  }

  #count(isDrawn: boolean, isSeen: boolean): void {
    if (!isSeen) return;
    this.#tally.letters++;
    if (isDrawn) this.#tally.inkedLetters++;
    else this.#tally.lostLetters++;
  }

  #lettersOutlines(letter: string, glyphs: readonly number[] | null, typeface: Typeface | null): { outline: Outline; advance: number }[] {
    const own = glyphs ?? [typeface?.glyphOf(letter) ?? 0];
    const found = own.flatMap((glyph) => {
      const outline = glyph > 0 ? typeface?.outline(glyph) : null;
      return typeface && outline ? [{ outline, advance: typeface.advance(glyph) }] : [];
    });
    if (found.length > 0 || !hasInk(letter)) return found;
    const substitute = this.#substitute.glyphOf(letter);
    const outline = substitute === null ? null : this.#substitute.outline(substitute);
    return outline ? [{ outline, advance: this.#substitute.advance(substitute!) }] : [];
  }

  #advance(typeface: Typeface | null, letter: string): number {
    const own = typeface?.glyphOf(letter);
    if (typeface && own) return typeface.advance(own);
    const substitute = this.#substitute.glyphOf(letter);
    return substitute === null ? 1 : this.#substitute.advance(substitute);
  }

  async #typefaceOf(id: string | undefined): Promise<Typeface | null> {
    const part = resourceOf(this.#scope, 'fonts', id)?.part ?? null;
    if (part === null) return null;
    const known = this.#typefaces.get(part);
    if (known !== undefined) return known;
    const typeface = Typeface.from(await this.#file.read(part));
    this.#typefaces.set(part, typeface);
    return typeface;
  }

  async #drawImageObject(object: XmlElement): Promise<void> {
    const name = await this.#imageOf(object.attributes['ResourceID'], object.attributes['ImageMask']);
    if (name === null) {
      this.#tally.lostParts++;
      return;
    }
    await this.#inObject(object, 0, () => {
      const boundary = boundaryOf(object);
      if (object.attributes['CTM'] === undefined && boundary) this.#sheet.transform([boundary.width, 0, 0, boundary.height, 0, 0]);
      this.#sheet.drawImage(name);
    });
  }

  async #imageOf(id: string | undefined, maskId: string | undefined): Promise<string | null> {
    const key = `${id ?? ''}/${maskId ?? ''}`;
    const known = this.#images.get(key);
    if (known !== undefined) return known;
    const bytes = await this.#mediaBytes(id);
    const image = bytes && (await sheetImage(bytes, maskId === undefined ? null : await this.#mediaBytes(maskId)));
    const name = image ? this.#sheet.addImage(image) : null;
    this.#images.set(key, name);
    return name;
  }

  async #mediaBytes(id: string | undefined): Promise<Buffer | null> {
    const part = resourceOf(this.#scope, 'media', id)?.part ?? null;
    return part === null ? null : this.#file.read(part, MAX_IMAGE_BYTES);
  }

  async #drawComposite(object: XmlElement, inherited: readonly XmlElement[], depth: number): Promise<void> {
    const composite = resourceOf(this.#scope, 'composites', object.attributes['ResourceID']);
    const content = child(composite, 'Content');
    if (!content) {
      this.#tally.lostParts++;
      return;
    }
    await this.#inObject(object, 0, () => this.drawBlock(content, inherited, depth + 1));
  }

  /** A picture over the box, as ink. */
  async drawSeal(bytes: Uint8Array, box: OfdBox): Promise<void> {
    const image = await sheetImage(bytes, null);
    if (!image) {
      this.#tally.lostParts++;
      return;
    }
    const name = this.#sheet.addImage(image);
    await this.#sheet.within(() => {
      this.#sheet.multiply();
      this.#sheet.transform([box.width, 0, 0, box.height, box.x, box.y]);
      this.#sheet.drawImage(name);
    });
  }
}

const MIN_MARGIN = 0.1;

const isEvenOdd = ({ attributes }: XmlElement): boolean => /^even/i.test(attributes['Rule'] ?? '');

const grown = ({ x, y, width, height }: OfdBox, margin: number): OfdBox => ({
  x: x - margin,
  y: y - margin,
  width: width + 2 * margin,
  height: height + 2 * margin,
});

function boundsOf(path: Outline): OfdBox {
  const xs = path.flatMap(({ args }) => args.filter((_, index) => index % 2 === 0));
  const ys = path.flatMap(({ args }) => args.filter((_, index) => index % 2 === 1));
  const [left, top] = [xs.reduce((a, b) => Math.min(a, b), Infinity), ys.reduce((a, b) => Math.min(a, b), Infinity)];
  return {
    x: left,
    y: top,
    width: xs.reduce((a, b) => Math.max(a, b), -Infinity) - left,
    height: ys.reduce((a, b) => Math.max(a, b), -Infinity) - top,
  };
}

function isInk(paint: Paint | null): boolean {
  const colour: Colour = paint ? mainColour(paint) : [0, 0, 0];
  return Math.min(...colour) < NEARLY_WHITE;
}
