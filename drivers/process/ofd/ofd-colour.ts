/** Colours and drawing parameters (GB/T 33190, chapter 8): what an object does not say, its drawing parameter or its layer says. */
import type { OfdResources } from './ofd-document.ts';
import type { Colour, Pen, Shading, Stop } from './ofd-sheet.ts';
import { boxOf } from './ofd-geometry.ts';
import { child, children, numberOf, numbersOf, textAt, type XmlElement } from './ofd-xml.ts';

/** The page's own resources come first. */
export type Scope = { resources: readonly OfdResources[]; defaultColourSpace: string | null };
export type Paint =
  | { kind: 'plain'; colour: Colour; alpha: number }
  | { kind: 'shading'; shading: Shading; alpha: number }
  | { kind: 'pattern'; pattern: XmlElement; alpha: number }
  | { kind: 'unknown' };

export const BLACK: Paint = { kind: 'plain', colour: [0, 0, 0], alpha: 1 };
/** GB/T 33190, table 32: 0.353 mm, the width of a point. */
const DEFAULT_LINE_WIDTH = 0.353;
const DEFAULT_MITER_LIMIT = 4.234;
const CAPS = ['Butt', 'Round', 'Square'];
const JOINS = ['Miter', 'Round', 'Bevel'];
const MAX_RELATIVES = 8;

export function resourceOf<Kind extends keyof OfdResources>(
  { resources }: Scope,
  kind: Kind,
  id: string | undefined,
): (OfdResources[Kind] extends Map<string, infer Value> ? Value : never) | null {
  for (const one of resources) {
    const found = one[kind].get(id ?? '');
    if (found !== undefined) return found as never;
  }
  return null;
}

/** The object itself and the drawing parameters that it goes back to. */
export function sourcesOf(scope: Scope, object: XmlElement, inherited: readonly XmlElement[]): XmlElement[] {
  const sources = [object];
  let parameter = resourceOf(scope, 'drawParams', object.attributes['DrawParam']);
  while (parameter && sources.length <= MAX_RELATIVES) {
    sources.push(parameter);
    parameter = resourceOf(scope, 'drawParams', parameter.attributes['Relative']);
  }
  return [...sources, ...inherited];
}

const first = (sources: readonly XmlElement[], name: string): string | undefined =>
  sources.find(({ attributes }) => attributes[name] !== undefined)?.attributes[name];

export function penOf(sources: readonly XmlElement[]): Pen {
  const dash = numbersOf(first(sources, 'DashPattern')).map((length) => Math.max(0, length));
  return {
    width: Math.max(0, numberOf(first(sources, 'LineWidth')) ?? DEFAULT_LINE_WIDTH),
    cap: Math.max(0, CAPS.indexOf(first(sources, 'Cap') ?? '')),
    join: Math.max(0, JOINS.indexOf(first(sources, 'Join') ?? '')),
    miterLimit: Math.max(1, numberOf(first(sources, 'MiterLimit')) ?? DEFAULT_MITER_LIMIT),
    dash: dash.some((length) => length > 0) ? dash : [],
    dashOffset: numberOf(first(sources, 'DashOffset')) ?? 0,
  };
}

/** @returns null where no colour is given */
export function paintOf(scope: Scope, sources: readonly XmlElement[], name: 'FillColor' | 'StrokeColor'): Paint | null {
  const element = sources.map((source) => child(source, name)).find((found) => found !== null);
  if (!element) return null;
  const alpha = alphaOf(element);
  const [complex] = element.children;
  if (complex === undefined || complex.name === 'Value') {
    const colour = plainColour(scope, element);
    return colour ? { kind: 'plain', colour, alpha } : null;
  }
  if (complex.name === 'Pattern') return { kind: 'pattern', pattern: complex, alpha };
  const shading = complex.name === 'AxialShd' || complex.name === 'RadialShd' ? shadingOf(scope, complex) : null;
  return shading ? { kind: 'shading', shading, alpha } : { kind: 'unknown' };
}

/** 0 (nothing is seen) to 255. */
export const alphaOf = ({ attributes }: XmlElement): number => Math.min(1, Math.max(0, (numberOf(attributes['Alpha']) ?? 255) / 255));

function plainColour(scope: Scope, element: XmlElement): Colour | null {
  const { attributes } = element;
  const space = resourceOf(scope, 'colourSpaces', attributes['ColorSpace'] ?? scope.defaultColourSpace ?? undefined);
  const most = 2 ** (numberOf(space?.attributes['BitsPerComponent']) ?? 8) - 1;
  const palette = children(child(space, 'Palette'), 'CV');
  // EasyOFD writes an element where the standard has an attribute.
  const value = attributes['Value'] ?? textAt(element, 'Value') ?? undefined;
  const written = value ?? (attributes['Index'] === undefined ? undefined : palette[Number(attributes['Index'])]?.text);
  if (written === undefined) return null;
  const values = valuesOf(written).map((value) => Math.min(1, Math.max(0, value / most)));
  const [a, b, c, d] = values;
  if (a === undefined) return null;
  if (values.length === 4 && d !== undefined) return [(1 - a) * (1 - d), (1 - b!) * (1 - d), (1 - c!) * (1 - d)];
  return b === undefined || c === undefined ? [a, a, a] : [a, b, c];
}

/** `255 0 0`, or in hexadecimal digits `#FF #00 #00`; some writers know colours from web pages. */
function valuesOf(written: string): number[] {
  const web = /^#?([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(written.trim());
  if (web && written.trim().startsWith('#')) return web.slice(1).map((digits) => Number.parseInt(digits, 16));
  return numbersOf(written.replace(/#([\da-f]+)/gi, (_, digits: string) => String(Number.parseInt(digits, 16))));
}

function shadingOf(scope: Scope, element: XmlElement): Shading | null {
  const { attributes } = element;
  const [x1, y1] = numbersOf(attributes['StartPoint']);
  const [x2, y2] = numbersOf(attributes['EndPoint']);
  const stops = stopsOf(scope, children(element, 'Segment'));
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined || !stops) return null;
  if (element.name === 'AxialShd') return { kind: 'axial', coordinates: [x1, y1, x2, y2], stops };
  const radii = [attributes['StartRadius'], attributes['EndRadius']].map((radius) => Math.max(0, numberOf(radius) ?? 0));
  return { kind: 'radial', coordinates: [x1, y1, radii[0]!, x2, y2, radii[1]!], stops };
}

function stopsOf(scope: Scope, segments: readonly XmlElement[]): Stop[] | null {
  const stops: Stop[] = [];
  for (const [index, segment] of segments.entries()) {
    const element = child(segment, 'Color');
    const colour = element && plainColour(scope, element);
    if (!colour) return null;
    const at = numberOf(segment.attributes['Position']) ?? index / Math.max(1, segments.length - 1);
    stops.push({ at: Math.min(1, Math.max(stops.at(-1)?.at ?? 0, at)), colour });
  }
  const [start] = stops;
  if (start?.at === stops.at(-1)?.at)
    return start
      ? [
          { at: 0, colour: start.colour },
          { at: 1, colour: stops.at(-1)!.colour },
        ]
      : null;
  return stops;
}

/** What stands for a paint where one colour is needed. */
export function mainColour(paint: Paint): Colour {
  if (paint.kind === 'plain') return paint.colour;
  return paint.kind === 'shading' ? paint.shading.stops[0]!.colour : [0, 0, 0];
}

export const boundaryOf = ({ attributes }: XmlElement) => boxOf(attributes['Boundary']);
