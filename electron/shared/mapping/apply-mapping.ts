/** Applies a mapping to a case: the payload, what each rule found, and everything that is wrong, in one pass. */
import type { Case, Document } from '../case.ts';
import { listMaterials } from './mapping-materials.ts';
import { casePaths } from './mapping-paths.ts';
import type { SourceValue } from './mapping-paths.ts';
import type { CasePath } from './mapping-source-texts.ts';
import { applyTransforms } from './mapping-transforms.ts';
import type { MappedPayload, Mapping, MappingProblem, MappingRule, MappingSource } from './mapping.ts';
import type { ServiceItem } from '../service-item.ts';

export { casePaths } from './mapping-paths.ts';
export { listMappingSources } from './mapping-sources.ts';

/** Filled by the program from the checklist and the pages; no rule may write there. */
const reservedTarget = 'materials';
/** Names that mean something to JavaScript itself. */
const unsafeNames = new Set(['__proto__', 'constructor', 'prototype']);

type Found = { rule: MappingRule; value: SourceValue | undefined };

/**
 * Every rule is tried, so that staff see all problems at once. `problems` empty = the payload may be sent.
 * Rules without a value leave no trace in the payload; a constant does not bring an otherwise empty object to life
 * (an agent's document type without an agent).
 */
export function applyMapping(current: Case, item: ServiceItem, mapping: Mapping): MappedPayload {
  const problems: MappingProblem[] = [];
  const found = mapping.rules.map((rule): Found => ({ rule, value: readSource(current, item, rule.source) }));
  const conflicts = findConflicts(mapping.rules);
  const payload: Record<string, unknown> = {};
  const rows: MappedPayload['rows'] = [];
  found.forEach((one, index) => {
    const { rule } = one;
    const conflict = conflicts.get(index);
    if (conflict !== undefined) problems.push({ target: rule.target, ...conflict });
    else applyRule(one, found, payload, rows, problems);
  });
  return { payload: { ...payload, [reservedTarget]: listMaterials(current, item) }, rows, problems };
}

function applyRule(
  one: Found,
  all: readonly Found[],
  payload: Record<string, unknown>,
  rows: MappedPayload['rows'],
  problems: MappingProblem[],
) {
  const { rule, value } = one;
  const report = (code: MappingProblem['code']) => problems.push({ target: rule.target, code });
  const sourceValue = Array.isArray(value) ? value.join('、') : (value ?? '');
  const row = { target: rule.target, sourceValue, sentValue: undefined as unknown };
  rows.push(row);
  if (value === undefined) return void report('unknown-source');
  if (isConstantOfEmptyObject(one, all)) return;
  // An empty list is an answer ("nothing was changed"); an empty text is not.
  if (value === '') return void (rule.required && report('required-empty'));
  if (Array.isArray(value) && rule.transforms.length === 0) {
    row.sentValue = value;
  } else {
    const result = applyTransforms(Array.isArray(value) ? value.join(',') : value, rule.transforms);
    if (!result.ok) return void report(result.code);
    row.sentValue = result.value;
  }
  put(payload, rule.target.split('.'), row.sentValue);
}

/** @returns undefined when the source names nothing that this item has */
function readSource(current: Case, item: ServiceItem, source: MappingSource): SourceValue | undefined {
  switch (source.kind) {
    case 'constant':
      return source.value;
    case 'form':
      if (!item.formFields.some(({ key }) => key === source.key)) return undefined;
      return current.form[source.key]?.value.trim() ?? '';
    case 'field':
      if (!item.materials.some(({ id }) => id === source.slotId)) return undefined;
      return readField(current.documents, source.slotId, source.fieldKey);
    case 'case':
      return Object.hasOwn(casePaths, source.path) ? casePaths[source.path as CasePath](current, item) : undefined;
  }
}

/** The first document of the slot that has a value; one that repeats another speaks last. */
function readField(documents: readonly Document[], slotId: string, fieldKey: string): string {
  const inSlot = documents.filter((document) => document.slotId === slotId);
  const ordered = [
    ...inSlot.filter(({ duplicateOf }) => duplicateOf === null),
    ...inSlot.filter(({ duplicateOf }) => duplicateOf !== null),
  ];
  const values = ordered.flatMap(({ fields }) => fields.filter(({ key }) => key === fieldKey).map(({ value }) => value.trim()));
  return values.find((value) => value !== '') ?? '';
}

type Conflict = Pick<MappingProblem, 'code' | 'details'>;

/** Index of each rule that cannot stand → why. The earlier of two rules stays. */
function findConflicts(rules: readonly MappingRule[]): Map<number, Conflict> {
  const conflicts = new Map<number, Conflict>();
  const taken: string[] = [];
  rules.forEach(({ target }, index) => {
    const clash = taken.find((other) => other === target || other.startsWith(`${target}.`) || target.startsWith(`${other}.`));
    if (target.split('.').some((name) => unsafeNames.has(name))) conflicts.set(index, { code: 'target-unsafe' });
    else if (target === reservedTarget || target.startsWith(`${reservedTarget}.`)) conflicts.set(index, { code: 'target-reserved' });
    else if (clash !== undefined)
      conflicts.set(index, clash === target ? { code: 'target-repeated' } : { code: 'target-conflict', details: { other: clash } });
    else taken.push(target);
  });
  return conflicts;
}

/** True when the object that the constant belongs to has other rules and none of them found anything. */
function isConstantOfEmptyObject({ rule }: Found, all: readonly Found[]): boolean {
  const end = rule.target.lastIndexOf('.');
  if (rule.source.kind !== 'constant' || end < 0) return false;
  const inside = rule.target.slice(0, end + 1);
  const siblings = all.filter((other) => other.rule.source.kind !== 'constant' && other.rule.target.startsWith(inside));
  return siblings.length > 0 && siblings.every(({ value }) => value === undefined || value.length === 0);
}

function put(payload: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  if (rest.length === 0) {
    payload[name] = value;
    return;
  }
  payload[name] ??= {};
  put(payload[name] as Record<string, unknown>, rest, value);
}
