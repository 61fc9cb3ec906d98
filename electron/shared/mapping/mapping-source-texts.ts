/** Names of what a mapping rule may read, in Chinese and English, and the words in which a situation is sent. */
import type { MappingSource } from './mapping.ts';

type Text = { zh: string; en: string };
const text = (zh: string, en: string): Text => ({ zh, en });

export const casePathTexts = {
  id: text('收件端办件标识', 'case id of this desk'),
  caseNumber: text('办件编号', 'case number'),
  face: text('收件方式', 'taken in at'),
  situation: text('情形', 'situation'),
  createdAt: text('收件开始时间', 'taken in since'),
  'createdBy.displayName': text('收件人员姓名', 'taken in by, name'),
  'createdBy.account': text('收件人员账号', 'taken in by, account'),
  'reviewer.displayName': text('核验人姓名', 'reviewer, name'),
  'reviewer.account': text('核验人账号', 'reviewer, account'),
  reviewedAt: text('核验时间', 'reviewed at'),
  changedFields: text('人工修改的字段', 'fields changed by a person'),
  'item.code': text('实施编码', 'implementation code'),
  'item.catalogCode': text('基本编码', 'catalog code'),
  'item.handlingItemCode': text('业务办理项编码', 'handling item code'),
  'item.name': text('事项名称', 'service item'),
  'item.version': text('事项版本', 'version of the item'),
  'item.caseKind': text('办件类型', 'kind of case'),
  'item.departmentName': text('受理部门', 'department'),
  'item.departmentCode': text('受理部门编码', 'department code'),
};

export type CasePath = keyof typeof casePathTexts;

const groups = { form: text('申请表单', 'application form'), case: text('办件与事项', 'case and service item') };

type Listed = { source: MappingSource; material: string | null; label: string };

/** A form and papers are called as the item calls them; the case's own properties in the language of the screen. */
export function namesOfSource({ source, material, label }: Listed, language: 'zh' | 'en'): { group: string; label: string } {
  if (source.kind === 'case') {
    const own = Object.hasOwn(casePathTexts, source.path) ? casePathTexts[source.path as CasePath] : undefined;
    return { group: groups.case[language], label: own?.[language] ?? source.path };
  }
  return { group: material ?? groups.form[language], label };
}

/** An answer as an approval clerk reads it. */
export const answerInWords = (question: string, answer: string | boolean): string =>
  `${question}：${typeof answer === 'string' ? answer : answer ? '是' : '否'}`;
export const joinAnswers = (answers: readonly string[]): string => answers.join('；');
