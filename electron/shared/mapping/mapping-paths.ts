/** The properties of a case that a mapping rule may read, with their labels for the mapping table. */
import type { Case } from '../case.ts';
import type { ServiceItem } from '../service-item.ts';

/** Text, or a list of texts that is sent as a list. Empty = nothing to send. */
export type SourceValue = string | string[];

type CasePath = { label: string; read(current: Case, item: ServiceItem): SourceValue };

/** Answers in the order of the item's questions, in words: an approval clerk reads them. */
function describeSituation(current: Case, item: ServiceItem): string {
  const parts = item.questions.flatMap(({ id, label, options }) => {
    const answer = current.answers[id];
    if (answer === undefined) return [];
    if (typeof answer === 'boolean') return [`${label}：${answer ? '是' : '否'}`];
    return [`${label}：${options.find(({ value }) => value === answer)?.label ?? answer}`];
  });
  return parts.join('；');
}

/** Keys only, never values: form keys that a person entered, and document fields that a person changed. */
function changedFields(current: Case): string[] {
  const form = Object.entries(current.form).filter(([, { source }]) => source === 'staff' || source === 'applicant');
  const fields = current.documents.flatMap(({ documentType, fields: all }) =>
    all.filter(({ value, machineValue }) => value !== machineValue).map(({ key }) => `${documentType}.${key}`),
  );
  return [...new Set([...form.map(([key]) => `form.${key}`), ...fields])];
}

export const casePaths: Readonly<Record<string, CasePath>> = {
  id: { label: '收件端办件标识', read: ({ id }) => id },
  caseNumber: { label: '办件编号', read: ({ caseNumber }) => caseNumber ?? '' },
  face: { label: '收件方式', read: ({ face }) => face },
  situation: { label: '情形', read: describeSituation },
  createdAt: { label: '收件开始时间', read: ({ createdAt }) => createdAt },
  'createdBy.displayName': { label: '收件人员姓名', read: ({ createdBy }) => createdBy.displayName },
  'createdBy.account': { label: '收件人员账号', read: ({ createdBy }) => createdBy.account },
  'reviewer.displayName': { label: '核验人姓名', read: ({ reviewer }) => reviewer?.displayName || (reviewer?.account ?? '') },
  'reviewer.account': { label: '核验人账号', read: ({ reviewer }) => reviewer?.account ?? '' },
  reviewedAt: { label: '核验时间', read: ({ reviewedAt }) => reviewedAt ?? '' },
  changedFields: { label: '人工修改的字段', read: changedFields },
  'item.code': { label: '实施编码', read: (_, item) => item.code },
  'item.catalogCode': { label: '基本编码', read: (_, item) => item.catalogCode },
  'item.handlingItemCode': { label: '业务办理项编码', read: (_, item) => item.handlingItemCode },
  'item.name': { label: '事项名称', read: (_, item) => item.name },
  'item.version': { label: '事项版本', read: (_, item) => String(item.version) },
  'item.caseKind': { label: '办件类型', read: (_, item) => item.caseKind },
  'item.departmentName': { label: '受理部门', read: (_, item) => item.departmentName },
  'item.departmentCode': { label: '受理部门编码', read: (_, item) => item.departmentCode },
};
