/** A service item as a file: JSON with its mapping, so that another hall can take it over as it is. */
import { z } from 'zod';
import { mappingSchema } from '#shared/mapping/mapping.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { serviceItemSchema } from '#shared/service-item.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { checkServiceItem } from '#shared/service-items/check-service-item.ts';
import type { ImportProblem } from '#shared/service-items/import-problem.ts';

const format = 'intake-desk/service-item';
const itemFileSchema = z.object({
  format: z.literal(format),
  formatVersion: z.literal(1),
  item: serviceItemSchema,
  mapping: mappingSchema.nullable().default(null),
});

type ItemFile = { item: ServiceItem; mapping: Mapping | null };

export function exportItem(item: ServiceItem, mapping: Mapping | null): { fileName: string; text: string } {
  // oxlint-disable-next-line no-control-regex -- control characters are what must go
  const name = item.name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '');
  return { fileName: `${name}-v${item.version}.json`, text: `${JSON.stringify({ format, formatVersion: 1, item, mapping }, null, 2)}\n` };
}

/** `materials[3].anyOf[0].documentType` */
const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`),
    '',
  );

function problemOf(issue: z.core.$ZodIssue): Pick<ImportProblem, 'code' | 'details'> {
  if (issue.code === 'invalid_type') return { code: 'wrong-type', details: { type: issue.expected } };
  if (issue.code === 'invalid_value') return { code: 'wrong-value', details: { values: issue.values.map(String).join(' | ') } };
  if (issue.code === 'too_small') return { code: 'too-small' };
  if (issue.code === 'too_big') return { code: 'too-big' };
  return { code: issue.code === 'invalid_union' ? 'no-known-form' : 'wrong-format' };
}

export type ReadItemFile = { ok: true; file: ItemFile } | { ok: false; problems: ImportProblem[] };

/** Everything that is wrong, by path; paths begin inside `item`. */
export function readItemFile(text: string): ReadItemFile {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const place = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const line = place === undefined ? null : text.slice(0, Number(place)).split('\n').length;
    return { ok: false, problems: [{ place: line === null ? {} : { row: line }, code: 'not-json' }] };
  }
  const parsed = itemFileSchema.safeParse(data);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => ({ place: { path: pathOf(issue.path) }, ...problemOf(issue) })),
    };
  const { item, mapping } = parsed.data;
  const lost = checkServiceItem(item).map(({ path, ...problem }): ImportProblem => ({ place: { path: `item.${path}` }, ...problem }));
  const isForeign = mapping !== null && mapping.itemCode !== item.code;
  const foreign: ImportProblem[] = isForeign ? [{ place: { path: 'mapping.itemCode' }, code: 'other-item' }] : [];
  return lost.length + foreign.length > 0 ? { ok: false, problems: [...lost, ...foreign] } : { ok: true, file: { item, mapping } };
}
