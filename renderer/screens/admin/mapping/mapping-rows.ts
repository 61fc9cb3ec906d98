/** Editing a mapping: rows that can be added, removed, moved; and what is wrong before the host is asked. */
import { mappingRuleSchema } from '#shared/mapping/mapping.ts';
import type { MappingRule, MappingSource, Transform } from '#shared/mapping/mapping.ts';

export type RowProblem = 'bad-target' | 'duplicate-target';

export function moveRow<T>(rows: readonly T[], index: number, by: -1 | 1): T[] {
  const to = index + by;
  if (to < 0 || to >= rows.length) return [...rows];
  const next = [...rows];
  const [row] = next.splice(index, 1);
  if (row !== undefined) next.splice(to, 0, row);
  return next;
}

export function rowProblems(rules: readonly MappingRule[]): (RowProblem | null)[] {
  return rules.map(({ target }, index) => {
    if (!mappingRuleSchema.shape.target.safeParse(target).success) return 'bad-target';
    return rules.findIndex((rule) => rule.target === target) < index ? 'duplicate-target' : null;
  });
}

/** Required targets of the approval system that no rule fills. */
export function missingTargets(rules: readonly MappingRule[], targets: readonly { path: string; required: boolean }[]): string[] {
  const filled = new Set(rules.map(({ target }) => target));
  // The materials are written by the program itself.
  return targets.filter(({ path, required }) => required && !filled.has(path) && !/^materials(\.|$)/.test(path)).map(({ path }) => path);
}

/** One string per source, so that a select can hold it; constants share one entry and carry their value beside it. */
export function sourceKey(source: MappingSource): string {
  switch (source.kind) {
    case 'form':
      return `form:${source.key}`;
    case 'field':
      return `field:${source.slotId}:${source.fieldKey}`;
    case 'case':
      return `case:${source.path}`;
    case 'constant':
      return 'constant';
  }
}

export function newTransform(name: Transform['name']): Transform {
  switch (name) {
    case 'date':
      return { name, pattern: 'YYYYMMDD' };
    case 'value-map':
      return { name, values: {}, otherwise: null };
    case 'truncate':
      return { name, length: 100 };
    case 'upper':
    case 'number':
    case 'boolean':
      return { name };
  }
}

/** `男=1` per line; lines without `=` and without a left side are not values. */
export function parseValueMap(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const at = line.indexOf('=');
      const from = line.slice(0, at).trim();
      return at > 0 && from !== '' ? [[from, line.slice(at + 1).trim()] as const] : [];
    }),
  );
}

export function printValueMap(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([from, to]) => `${from}=${to}`)
    .join('\n');
}
