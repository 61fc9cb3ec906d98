/** XML whose order counts (what is drawn later lies above), with the limits of hostile input: no document type, no entities, no depth. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { AppError } from '#shared/errors.ts';

/** Groups in groups in composites; no writer nests more than ten deep. */
const MAX_DEPTH = 80;
const ATTRIBUTES = ':@';
const TEXT = '#text';
const CHARACTER_DATA = '#cdata';

export type XmlElement = {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** As written, with its spaces. */
  readonly text: string;
};

type ParsedNode = Record<string, ParsedNode[] | string | Record<string, string>>;

const parser = new XMLParser({
  preserveOrder: true,
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: false,
  cdataPropName: CHARACTER_DATA,
  maxNestedTags: MAX_DEPTH,
});

/** @throws AppError `file.unreadable` */
export function parseXml(bytes: Uint8Array): XmlElement {
  const text = decode(bytes);
  try {
    if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new Error('a document type');
    const valid = XMLValidator.validate(text);
    if (valid !== true) throw new Error(valid.err.code);
    const root = (parser.parse(text) as ParsedNode[]).map(elementOf).find((element) => element !== null);
    if (!root) throw new Error('no element');
    return root;
  } catch (error) {
    throw new AppError('file.unreadable', { reason: 'xml' }, error);
  }
}

/** The standard asks for UTF-8; the declaration counts where a writer kept the encoding of its machine. */
function decode(bytes: Uint8Array): string {
  const declared = /^<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)["']/.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))?.[1];
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  try {
    return new TextDecoder(mark ?? declared ?? 'utf-8').decode(bytes);
  } catch {
    return new TextDecoder('utf-8').decode(bytes);
  }
}

function elementOf(node: ParsedNode): XmlElement | null {
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES);
  if (name === undefined || name === TEXT || name === CHARACTER_DATA) return null;
  const inner = node[name] as ParsedNode[];
  return {
    name,
    attributes: Object.fromEntries(
      // All names of the standard begin with a capital; some writers have `size`.
      Object.entries((node[ATTRIBUTES] ?? {}) as Record<string, string>).map(([key, value]) => [
        key.charAt(0).toUpperCase() + key.slice(1),
        withoutReferences(value),
      ]),
    ),
    children: inner.map(elementOf).filter((element) => element !== null),
    text: inner.map(textOf).join(''),
  };
}

function textOf(node: ParsedNode): string {
  if (typeof node[TEXT] === 'string') return withoutReferences(node[TEXT]);
  return CHARACTER_DATA in node ? (node[CHARACTER_DATA] as ParsedNode[]).map((inner) => String(inner[TEXT] ?? '')).join('') : '';
}

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five entities of XML itself, and characters by their number. */
function withoutReferences(value: string): string {
  return value.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex?: string, decimal?: string, name = '') => {
    if (hex === undefined && decimal === undefined) return predefined[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}

/** The first element at the path. */
export function child(element: XmlElement | null, ...path: string[]): XmlElement | null {
  let current = element;
  for (const name of path) current = current?.children.find((inner) => inner.name === name) ?? null;
  return current;
}

export const children = (element: XmlElement | null, name: string): XmlElement[] =>
  element?.children.filter((inner) => inner.name === name) ?? [];

/** The text of the first element at the path, without spaces around it; null where there is none. */
export function textAt(element: XmlElement | null, ...path: string[]): string | null {
  return child(element, ...path)?.text.trim() || null;
}

/** All numbers of a list; anything else in it is passed over. */
export const numbersOf = (list: string | null | undefined): number[] =>
  (list ?? '')
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(Number)
    .filter((value) => Number.isFinite(value));

export function numberOf(value: string | null | undefined): number | null {
  const parsed = value === null || value === undefined || value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(parsed) ? parsed : null;
}

/** XML Schema's booleans; anything else is the default. */
export function booleanOf(value: string | undefined, fallback: boolean): boolean {
  const word = value?.trim().toLowerCase();
  return word === 'true' || word === '1' ? true : word === 'false' || word === '0' ? false : fallback;
}
