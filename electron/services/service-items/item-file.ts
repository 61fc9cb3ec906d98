/** A service item as a file: JSON with its mapping, so that another hall can take it over as it is. */
import { z } from 'zod';
import type { ImportProblem } from '#shared/contract.ts';
import { mappingSchema } from '#shared/mapping/mapping.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { serviceItemSchema } from '#shared/service-item.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { checkServiceItem } from '#shared/service-items/check-service-item.ts';

const format = 'intake-desk/service-item';
const itemFileSchema = z.object({
  format: z.literal(format),
  formatVersion: z.literal(1),
  item: serviceItemSchema,
  mapping: mappingSchema.nullable().default(null),
});

export type ItemFile = { item: ServiceItem; mapping: Mapping | null };

export function exportItem(item: ServiceItem, mapping: Mapping | null): { fileName: string; text: string } {
  // eslint-disable-next-line no-control-regex -- control characters are what must go
  const name = item.name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '');
  return { fileName: `${name}-v${item.version}.json`, text: `${JSON.stringify({ format, formatVersion: 1, item, mapping }, null, 2)}\n` };
}

/** `materials[3].anyOf[0].documentType` */
const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`),
    '',
  );

const typeNames: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是/否',
  array: '列表',
  object: '对象',
};

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `应为${typeNames[issue.expected] ?? issue.expected}，或缺少此项`;
  if (issue.code === 'invalid_value') return `只能是：${issue.values.map(String).join('、')}`;
  if (issue.code === 'too_small') return '内容太短或太小';
  if (issue.code === 'too_big') return '内容太长或太大';
  if (issue.code === 'invalid_union') return '不是任何一种允许的形式';
  return '格式不正确';
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
    return { ok: false, problems: [{ where: line === null ? '文件' : `第${line}行`, message: '不是有效的 JSON' }] };
  }
  const parsed = itemFileSchema.safeParse(data);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => ({ where: pathOf(issue.path) || '文件', message: messageOf(issue) })),
    };
  const { item, mapping } = parsed.data;
  const lost = checkServiceItem(item).map(({ path, message }): ImportProblem => ({ where: `item.${path}`, message }));
  const foreign = mapping && mapping.itemCode !== item.code ? [{ where: 'mapping.itemCode', message: '与事项的实施编码不同' }] : [];
  return lost.length + foreign.length > 0 ? { ok: false, problems: [...lost, ...foreign] } : { ok: true, file: { item, mapping } };
}
