/** One page of an OFD file while it is written as a PDF with one page: operators (ISO 32000-1) with lengths in millimetres. */
import { PDFDocument, PDFName, type PDFRef } from 'pdf-lib';
import type { Matrix, OfdBox } from './ofd-geometry.ts';
import type { Outline } from './ofd-typeface.ts';

const POINTS_PER_MM = 72 / 25.4;
/** A tenth of a micrometre: outlines of letters are written in their true size. */
const DIGITS = 1e4;
/** PDF has no exponents, and nothing that is seen lies so far away. */
const FARTHEST = 1e6;

export type Colour = readonly [red: number, green: number, blue: number];
export type Pen = { width: number; cap: number; join: number; miterLimit: number; dash: readonly number[]; dashOffset: number };
export type Stop = { at: number; colour: Colour };
/** `coordinates` as PDF has them: both points, each with its radius where it is radial. */
export type Shading = { kind: 'axial' | 'radial'; coordinates: readonly number[]; stops: readonly Stop[] };
export type SheetImage = {
  widthPx: number;
  heightPx: number;
  /** A whole JPEG, or rows of pixels, deflated. */
  bytes: Uint8Array;
  filter: 'DCTDecode' | 'FlateDecode';
  colourSpace: 'DeviceRGB' | 'DeviceGray';
  mask?: SheetImage;
};

export class Sheet {
  readonly box: OfdBox;
  readonly #document: PDFDocument;
  readonly #content: string[] = [];
  readonly #images: Record<string, PDFRef> = {};
  readonly #shadings: Record<string, PDFRef> = {};
  readonly #states: Record<string, PDFRef> = {};

  private constructor(document: PDFDocument, box: OfdBox) {
    this.#document = document;
    this.box = box;
    this.transform([POINTS_PER_MM, 0, 0, -POINTS_PER_MM, -box.x * POINTS_PER_MM, (box.y + box.height) * POINTS_PER_MM]);
  }

  /** @param box what is shown of the page */
  static async create(box: OfdBox): Promise<Sheet> {
    return new Sheet(await PDFDocument.create({ updateMetadata: false }), box);
  }

  /** What `draw` sets ends with it. */
  async within(draw: () => void | Promise<void>): Promise<void> {
    this.#content.push('q');
    await draw();
    this.#content.push('Q');
  }

  transform(matrix: Matrix): void {
    this.#write(matrix, 'cm');
  }

  clipToBox({ x, y, width, height }: OfdBox): void {
    this.#write([x, y, width, height], 're W n');
  }

  /** Before the path: nothing else may stand in one. */
  colours(fill: Colour | null, stroke: Colour | null): void {
    if (fill) this.#write(fill, 'rg');
    if (stroke) this.#write(stroke, 'RG');
  }

  pen({ width, cap, join, miterLimit, dash, dashOffset }: Pen): void {
    this.#content.push(
      `${decimal(width)} w ${cap} J ${join} j ${decimal(miterLimit)} M [${dash.map(decimal).join(' ')}] ${decimal(dashOffset)} d`,
    );
  }

  /** Adds to the path. A PDF knows cubic curves alone. */
  trace(outline: Outline, place: (x: number, y: number) => readonly [number, number] = (x, y) => [x, y]): void {
    let [penX, penY] = [0, 0];
    for (const { command, args } of outline) {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args;
      if (command === 'closePath') this.#content.push('h');
      else if (command === 'moveTo') this.#write(place(a, b), 'm');
      else if (command === 'lineTo') this.#write(place(a, b), 'l');
      else if (command === 'bezierCurveTo') this.#write([...place(a, b), ...place(c, d), ...place(e, f)], 'c');
      else {
        const first = place(penX + (2 / 3) * (a - penX), penY + (2 / 3) * (b - penY));
        this.#write([...first, ...place(c + (2 / 3) * (a - c), d + (2 / 3) * (b - d)), ...place(c, d)], 'c');
      }
      if (args.length >= 2) [penX = 0, penY = 0] = args.slice(-2);
    }
  }

  /** The path becomes paint, or the clip. */
  finish(use: 'fill' | 'stroke' | 'both' | 'clip', evenOdd = false): void {
    const operator = { fill: 'f', stroke: 'S', both: 'B', clip: 'W' }[use];
    this.#content.push(`${operator}${evenOdd && use !== 'stroke' ? '*' : ''}${use === 'clip' ? ' n' : ''}`);
  }

  /** All over the clip. */
  shade({ kind, coordinates, stops }: Shading): void {
    const { context } = this.#document;
    const domain = [stops[0]!.at, stops.at(-1)!.at];
    const parts = stops
      .slice(1)
      .map(({ colour }, index) => ({ FunctionType: 2, Domain: [0, 1], C0: [...stops[index]!.colour], C1: [...colour], N: 1 }));
    const name = `Sh${Object.keys(this.#shadings).length}`;
    this.#shadings[name] = context.register(
      context.obj({
        ShadingType: kind === 'axial' ? 2 : 3,
        ColorSpace: 'DeviceRGB',
        Coords: [...coordinates],
        Domain: domain,
        Extend: [true, true],
        Function: {
          FunctionType: 3,
          Domain: domain,
          Functions: parts,
          Bounds: stops.slice(1, -1).map(({ at }) => at),
          Encode: parts.flatMap(() => [0, 1]),
        },
      }),
    );
    this.#content.push(`/${name} sh`);
  }

  /** @param alpha 0 to 1, for what follows */
  opacity(alpha: number): void {
    if (alpha < 1) this.#state({ ca: alpha, CA: alpha });
  }

  /** Like ink on paper: what lies below is still seen. */
  multiply(): void {
    this.#state({ BM: 'Multiply' });
  }

  #state(values: Record<string, number | string>): void {
    const name = `Gs${Object.keys(this.#states).length}`;
    this.#states[name] = this.#document.context.register(this.#document.context.obj(values));
    this.#content.push(`/${name} gs`);
  }

  /** @returns its name for `drawImage` */
  addImage(image: SheetImage): string {
    const name = `Im${Object.keys(this.#images).length}`;
    this.#images[name] = this.#imageReference(image);
    return name;
  }

  #imageReference({ widthPx, heightPx, bytes, filter, colourSpace, mask }: SheetImage): PDFRef {
    const { context } = this.#document;
    return context.register(
      context.stream(bytes, {
        Type: 'XObject',
        Subtype: 'Image',
        Width: widthPx,
        Height: heightPx,
        ColorSpace: colourSpace,
        BitsPerComponent: 8,
        Filter: filter,
        ...(mask ? { SMask: this.#imageReference(mask) } : {}),
      }),
    );
  }

  /** Into the square from 0 to 1, its first row above. */
  drawImage(name: string): void {
    this.#content.push(`q 1 0 0 -1 0 1 cm /${name} Do Q`);
  }

  async toPdf(): Promise<Uint8Array> {
    const { context } = this.#document;
    const page = this.#document.addPage([this.box.width * POINTS_PER_MM, this.box.height * POINTS_PER_MM]);
    page.node.set(PDFName.of('Resources'), context.obj({ XObject: this.#images, ExtGState: this.#states, Shading: this.#shadings }));
    page.node.set(PDFName.of('Contents'), context.register(context.stream(this.#content.join('\n'))));
    return this.#document.save({ useObjectStreams: false });
  }

  #write(values: readonly number[], operator: string): void {
    this.#content.push(`${values.map(decimal).join(' ')} ${operator}`);
  }
}

const decimal = (value: number): string =>
  String(Math.round(Math.min(FARTHEST, Math.max(-FARTHEST, Number.isNaN(value) ? 0 : value)) * DIGITS) / DIGITS);
