/** A mapped case for the eyes of IT staff, who have no business with papers: the shape of each value without the value. */
import type { MappedPayload, Mapping } from './mapping.ts';

/** Filled by the program with names of the item's materials and counts of pages. */
const ownTarget = 'materials';

/** 452525199003071234 → 4*****************, 2026-03-07 → 2***-**-**, 张小敏 → 张**, 是 → *: signs stay, so that formats show. */
function maskText(value: string): string {
  const [first = '', ...rest] = [...value];
  if (rest.length === 0) return /[\p{L}\p{N}]/u.test(first) ? '*' : first;
  return first + rest.join('').replace(/[\p{L}\p{M}\p{N}]/gu, '*');
}

/** Numbers become masked text; yes, no and nothing stay. */
function maskValue(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'number') return maskText(String(value));
  if (Array.isArray(value)) return value.map(maskValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskValue(inner)]));
}

/** What a constant of the mapping put there is IT staff's own and stays readable in the rows. */
export function maskMapped({ payload, rows }: MappedPayload, mapping: Mapping): Pick<MappedPayload, 'payload' | 'rows'> {
  const constants = new Set(mapping.rules.filter(({ source }) => source.kind === 'constant').map(({ target }) => target));
  const { [ownTarget]: materials, ...rest } = payload;
  return {
    payload: { ...(maskValue(rest) as Record<string, unknown>), ...(materials !== undefined && { [ownTarget]: materials }) },
    rows: rows.map((row) =>
      constants.has(row.target) ? row : { ...row, sourceValue: maskText(row.sourceValue), sentValue: maskValue(row.sentValue) },
    ),
  };
}
