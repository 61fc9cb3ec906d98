/** What an import would change in a service item, line by line. */
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import type { ItemChange, ItemDifference, ItemValue } from '#shared/service-items/import-problem.ts';

/** As it will be stored: what is undefined is not there. */
const stored = (value: unknown) => (value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as ItemValue));

function differences(before: object, after: object, leaveOut: readonly string[]): ItemDifference[] {
  const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => !leaveOut.includes(key) && JSON.stringify(old[key]) !== JSON.stringify(now[key]))
    .map((key) => ({ key, before: stored(old[key]), after: stored(now[key]) }));
}

type Part = ItemChange['part'];

function compareLists<T extends object>(
  part: Part,
  before: readonly T[],
  after: readonly T[],
  idOf: (one: T) => string,
  nameOf: (one: T) => string,
): ItemChange[] {
  const old = new Map(before.map((one) => [idOf(one), one]));
  const now = new Map(after.map((one) => [idOf(one), one]));
  const line = (one: T, change: ItemChange['change'], details: ItemDifference[] = []): ItemChange => ({
    part,
    change,
    id: idOf(one),
    name: nameOf(one),
    details,
  });
  const kept = after.flatMap((one) => {
    const known = old.get(idOf(one));
    if (!known) return [line(one, 'added')];
    const details = differences(known, one, ['id', 'key']);
    return details.length > 0 ? [line(one, 'changed', details)] : [];
  });
  return [...kept, ...before.filter((one) => !now.has(idOf(one))).map((one) => line(one, 'removed'))];
}

const lists = ['questions', 'materials', 'formFields', 'crossRules'];

/** @param before null for a new item: then everything is added */
export function compareItems(before: ServiceItem | null, after: ServiceItem): ItemChange[] {
  const old = before ?? { ...after, questions: [], materials: [], formFields: [], crossRules: [] };
  const head = before ? differences(before, after, [...lists, 'version', 'code']) : [];
  const item: ItemChange[] = before
    ? head.length > 0
      ? [{ part: 'item', change: 'changed', id: after.code, name: after.name, details: head }]
      : []
    : [{ part: 'item', change: 'added', id: after.code, name: after.name, details: [] }];
  return [
    ...item,
    ...compareLists(
      'question',
      old.questions,
      after.questions,
      ({ id }) => id,
      ({ label }) => label,
    ),
    ...compareLists(
      'material',
      old.materials,
      after.materials,
      ({ id }) => id,
      ({ name }) => name,
    ),
    ...compareLists(
      'form',
      old.formFields,
      after.formFields,
      ({ key }) => key,
      ({ label }) => label,
    ),
    ...compareLists(
      'rule',
      old.crossRules,
      after.crossRules,
      ({ id }) => id,
      ({ label }) => label,
    ),
  ];
}

/** Of a mapping so many rules are told one by one. */
const mostRulesTold = 20;

export function compareMappings(before: Mapping | null, after: Mapping | null): ItemChange[] {
  if (!after) return [];
  const old = before?.rules ?? [];
  const changes = compareLists(
    'mapping',
    old,
    after.rules,
    ({ target }) => target,
    ({ target }) => target,
  );
  if (changes.length === 0) return [];
  const details = changes.slice(0, mostRulesTold).map(({ name, change }) => ({ target: name, change }));
  return [{ part: 'mapping', change: before ? 'changed' : 'added', id: after.itemCode, name: '', details }];
}
