/** Reads device XML that may be hostile: size and depth limits, no entities, no document type, names without prefix. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { AppError } from '#shared/errors.ts';

/** The largest capabilities document met in open fixtures is about 40 kB; ten times that is still no burden. */
export const MAX_XML_BYTES = 512 * 1024;
/** ScannerCapabilities nests nine deep on every device seen; a parser bomb nests thousands. */
const MAX_DEPTH = 30;

export type XmlNode = { readonly [name: string]: unknown };

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  processEntities: false,
  trimValues: true,
  maxNestedTags: MAX_DEPTH,
});

/**
 * @returns the children of the document element
 * @throws AppError `device.protocol` with `reason` when the text is not XML of that name or breaks a limit
 */
export function parseXml(text: string, rootName: string): XmlNode {
  if (Buffer.byteLength(text) > MAX_XML_BYTES) throw new AppError('device.protocol', { reason: 'xml-too-large' });
  // A document type is the only way to declare entities; no eSCL document has one.
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new AppError('device.protocol', { reason: 'xml-doctype' });
  const root = parseRoot(text)[rootName];
  if (root === '') return {};
  if (!isNode(root)) throw new AppError('device.protocol', { reason: 'xml-unexpected-root', expected: rootName });
  return root;
}

function parseRoot(text: string): XmlNode {
  try {
    // The parser itself forgives broken nesting; the validator does not, and a broken document is not to be guessed at.
    if (XMLValidator.validate(text) !== true) throw new Error('not well-formed');
    return parser.parse(text) as XmlNode;
  } catch (error) {
    throw new AppError('device.protocol', { reason: 'xml-not-well-formed' }, error);
  }
}

function isNode(value: unknown): value is XmlNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first element at the path; an empty element and an absent one are both null. */
export function child(node: XmlNode | null, ...path: string[]): XmlNode | null {
  let current: XmlNode | null = node;
  for (const name of path) {
    if (!current) return null;
    current = children(current, name)[0] ?? null;
  }
  return current;
}

/** All elements of that name below `node`, whether the device sent none, one or many. */
export function children(node: XmlNode | null, name: string): XmlNode[] {
  return valuesOf(node, name).filter(isNode);
}

/** Texts of all elements of that name. */
export function texts(node: XmlNode | null, name: string): string[] {
  return valuesOf(node, name)
    .filter((value) => typeof value === 'string')
    .map(decodePredefined)
    .filter((value) => value !== '');
}

export function text(node: XmlNode | null, name: string): string | null {
  return texts(node, name)[0] ?? null;
}

/** A finite number, or null for anything else. */
export function number(node: XmlNode | null, name: string): number | null {
  const value = text(node, name);
  if (value === null) return null;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : null;
}

function valuesOf(node: XmlNode | null, name: string): unknown[] {
  if (!node || !Object.hasOwn(node, name)) return [];
  const value = node[name];
  return Array.isArray(value) ? value : [value];
}

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five entities that XML itself defines; everything else stays as written. */
function decodePredefined(value: string): string {
  return value.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => predefined[name] ?? '');
}

export function escapeXml(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => `&${Object.keys(predefined).find((name) => predefined[name] === sign)};`);
}
