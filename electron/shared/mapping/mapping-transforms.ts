/** The transforms of a mapping rule: what is read → what is sent. */
import type { MappingProblem, Transform } from './mapping.ts';

type SentValue = string | number | boolean;
export type TransformResult = { ok: true; value: SentValue } | { ok: false; code: MappingProblem['code'] };

/** China has one time zone without daylight saving; approval systems expect wall-clock time. */
const chinaOffsetMs = 8 * 60 * 60_000;

const trueWords = new Set(['true', '1', '是', '有', 'yes', 'y', '√']);
const falseWords = new Set(['false', '0', '否', '无', 'no', 'n']);

const good = (value: SentValue): TransformResult => ({ ok: true, value });
const bad = (code: MappingProblem['code']): TransformResult => ({ ok: false, code });

/** Applied in order; the first that fails ends the chain. No problem repeats the value. */
export function applyTransforms(value: string, transforms: readonly Transform[]): TransformResult {
  let result = good(value);
  for (const transform of transforms) {
    if (!result.ok) return result;
    result = applyTransform(String(result.value), transform);
  }
  return result;
}

function applyTransform(value: string, transform: Transform): TransformResult {
  switch (transform.name) {
    case 'date':
      return formatDate(value, transform.pattern);
    case 'value-map': {
      const mapped = Object.hasOwn(transform.values, value) ? transform.values[value] : transform.otherwise;
      return mapped === null || mapped === undefined ? bad('not-in-value-map') : good(mapped);
    }
    case 'upper':
      return good(value.toUpperCase());
    case 'number':
      return toNumber(value);
    case 'boolean':
      return toBoolean(value);
    case 'truncate':
      return good([...value].slice(0, transform.length).join(''));
  }
}

/** Thousands marks are dropped; anything else that is no plain decimal is refused rather than guessed. */
function toNumber(value: string): TransformResult {
  const plain = value.trim().replace(/(?<=\d)[,，](?=\d{3}(\D|$))/g, '');
  return /^-?\d+(\.\d+)?$/.test(plain) ? good(Number(plain)) : bad('not-a-number');
}

function toBoolean(value: string): TransformResult {
  const word = value.trim().toLowerCase();
  if (trueWords.has(word)) return good(true);
  return falseWords.has(word) ? good(false) : bad('not-yes-or-no');
}

const isoPattern = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** A date keeps its day; a moment is told in Chinese wall-clock time. */
function formatDate(value: string, pattern: string): TransformResult {
  const parts = isoPattern.exec(value);
  if (!parts) return bad('not-a-date');
  const isMoment = parts[7] !== undefined;
  const ms = Date.parse(
    isMoment ? value : `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4] ?? '00'}:${parts[5] ?? '00'}:${parts[6] ?? '00'}Z`,
  );
  const moment = new Date(ms + (isMoment ? chinaOffsetMs : 0));
  // Date.parse takes 2026-02-30 for 2 March in some engines; the day must come back as it was.
  if (Number.isNaN(ms) || (!isMoment && moment.toISOString().slice(0, 10) !== value.slice(0, 10))) return bad('no-such-date');
  const iso = moment.toISOString();
  const tokens: Readonly<Record<string, string>> = {
    YYYY: iso.slice(0, 4),
    MM: iso.slice(5, 7),
    DD: iso.slice(8, 10),
    HH: iso.slice(11, 13),
    mm: iso.slice(14, 16),
    ss: iso.slice(17, 19),
  };
  return good(pattern.replace(/YYYY|MM|DD|HH|mm|ss/g, (token) => tokens[token] ?? token));
}
