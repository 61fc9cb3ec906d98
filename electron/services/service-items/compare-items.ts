/** What an import would change in a service item, line by line, in words for IT staff. */
import type { ItemChange } from '#shared/contract.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { ServiceItem } from '#shared/service-item.ts';

const labels: Readonly<Record<string, string>> = {
  name: '名称',
  necessity: '必要性',
  deferrable: '可容缺',
  copies: '份数',
  sourceKind: '来源',
  attachmentForm: '附件形式',
  anyOf: '可接受的证件',
  when: '适用情形',
  needsSeal: '须盖章',
  needsSignature: '须签字',
  needsOriginal: '须原件',
  several: '可多份',
  eLicence: '电子证照',
  hint: '说明',
  label: '名称',
  required: '必填',
  kind: '类型',
  options: '选项',
  validator: '校验',
  sensitive: '敏感',
  minConfidence: '置信度门槛',
  sources: '来源',
  severity: '程度',
  departmentName: '受理部门',
  departmentCode: '受理部门编码',
  catalogCode: '基本编码',
  handlingItemCode: '业务办理项编码',
  caseKind: '办件类型',
  legal: '法律依据',
  timeLimit: '办理时限',
  applicationForm: '申请表',
};

const words: Readonly<Record<string, string>> = {
  required: '必要',
  optional: '非必要',
  conditional: '按情形',
  self: '申请人自备',
  issued: '政府部门核发',
};

const isCopies = (value: unknown): value is { originals: number; copies: number } =>
  typeof value === 'object' && value !== null && 'originals' in value && 'copies' in value;

function inWords(value: unknown): string {
  if (value === undefined || value === null || value === '') return '无';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string') return words[value] ?? value;
  if (typeof value === 'number') return String(value);
  if (isCopies(value)) return `原件${value.originals}份、复印件${value.copies}份`;
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function differences(before: object, after: object, leaveOut: readonly string[]): string[] {
  const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => !leaveOut.includes(key) && JSON.stringify(old[key]) !== JSON.stringify(now[key]))
    .map((key) => `${labels[key] ?? key}：${inWords(old[key])} → ${inWords(now[key])}`);
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
  const line = (one: T, change: ItemChange['change'], details: string[] = []): ItemChange => ({
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
  const details = changes.slice(0, 20).map(({ name, change }) => `${name}：${{ added: '新增', removed: '去掉', changed: '改变' }[change]}`);
  return [{ part: 'mapping', change: before ? 'changed' : 'added', id: after.itemCode, name: '字段对应', details }];
}
