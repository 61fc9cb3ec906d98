/** Decides what of a log entry's details may be written: known keys, and nothing in them that looks like a person. */
import type { ErrorDetails } from '#shared/errors.ts';

/** Keys whose text may be logged: ids, codes and names of parts of this program, never what people wrote. */
const textKeys = new Set([
  ...[
    'action',
    'backend',
    'cause',
    'code',
    'connector',
    'driver',
    'errorCode',
    'face',
    'from',
    'input',
    'itemCode',
    'kind',
    'missing',
    'mode',
  ],
  ...['model', 'outbox', 'part', 'phase', 'procedure', 'reason', 'rendition', 'role', 'route', 'sha256', 'signal', 'stack'],
  ...[
    'state',
    'step',
    'to',
    'version',
    'what',
    'where',
    'case',
    'page',
    'job',
    'document',
    'slot',
    'field',
    'subject',
    'device',
    'scanner',
    'setting',
  ],
]);
const textKeyEnding = /(Id|Ids|Code|Kind|State|Version)$/;

/** Whole values that only look like numbers of people: UUIDs, digests, times. */
const harmless = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|\d{4}-\d\d-\d\dT[\d:.]+Z)$/i;

const mask = '***';
const personal: readonly RegExp[] = [
  // Han with its extensions and the name dot: names, addresses, anything that was read off a page.
  /[\p{Script=Han}·•]+/gu,
  /\S+@\S+/g,
  // ID, phone, account and licence numbers, also when grouped by spaces or hyphens.
  /\+?[0-9](?:[ -]?[0-9]){6,}[0-9Xx]?/g,
  // Unified social credit codes (GB 32100): 18 places of digits and letters.
  /\b(?=[0-9A-Z]*[0-9])[0-9A-Z]{18}\b/g,
];
/** Counts, durations and sizes stay below; mobile and ID numbers do not. */
const largestNumber = 9_999_999_999;
const longestText = 400;

/** The text with everything that looks personal masked. */
export function maskText(text: string): string {
  if (harmless.test(text)) return text;
  const cut = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  return personal.reduce((masked, pattern) => masked.replace(pattern, mask), cut);
}

/** Text under an unknown key is left out altogether: a name in Latin letters cannot be told from a word. */
export function redact(details: ErrorDetails): ErrorDetails {
  return Object.fromEntries(Object.entries(details).map(([key, value]) => [maskText(key), redactValue(key, value)]));
}

function redactValue(key: string, value: unknown): ErrorDetails[string] {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Math.abs(value) > largestNumber ? mask : value;
  if (typeof value !== 'string') return '[left out]';
  return textKeys.has(key) || textKeyEnding.test(key) ? maskText(value) : '[left out]';
}
