/** The properties of a case that a mapping rule may read. */
import type { Case } from '../case.ts';
import type { ServiceItem } from '../service-item.ts';
import { answerInWords, joinAnswers } from './mapping-source-texts.ts';
import type { CasePath } from './mapping-source-texts.ts';

/** Text, or a list of texts that is sent as a list. Empty = nothing to send. */
export type SourceValue = string | string[];

type Read = (current: Case, item: ServiceItem) => SourceValue;

/** Answers in the order of the item's questions, in words: an approval clerk reads them. */
function describeSituation(current: Case, item: ServiceItem): string {
  const parts = item.questions.flatMap(({ id, label, options }) => {
    const answer = current.answers[id];
    if (answer === undefined) return [];
    return [answerInWords(label, options.find(({ value }) => value === answer)?.label ?? answer)];
  });
  return joinAnswers(parts);
}

/** Keys only, never values: form keys that a person entered, and document fields that a person changed. */
function changedFields(current: Case): string[] {
  const form = Object.entries(current.form).filter(([, { source }]) => source === 'staff' || source === 'applicant');
  const fields = current.documents.flatMap(({ documentType, fields: all }) =>
    all.filter(({ value, machineValue }) => value !== machineValue).map(({ key }) => `${documentType}.${key}`),
  );
  return [...new Set([...form.map(([key]) => `form.${key}`), ...fields])];
}

/** What a stored mapping names; mapping-source-texts.ts has a name for each. */
export const casePaths: Readonly<Record<CasePath, Read>> = {
  id: ({ id }) => id,
  caseNumber: ({ caseNumber }) => caseNumber ?? '',
  face: ({ face }) => face,
  situation: describeSituation,
  createdAt: ({ createdAt }) => createdAt,
  'createdBy.displayName': ({ createdBy }) => createdBy.displayName,
  'createdBy.account': ({ createdBy }) => createdBy.account,
  'reviewer.displayName': ({ reviewer }) => reviewer?.displayName || (reviewer?.account ?? ''),
  'reviewer.account': ({ reviewer }) => reviewer?.account ?? '',
  reviewedAt: ({ reviewedAt }) => reviewedAt ?? '',
  changedFields,
  'item.code': (_, item) => item.code,
  'item.catalogCode': (_, item) => item.catalogCode,
  'item.handlingItemCode': (_, item) => item.handlingItemCode,
  'item.name': (_, item) => item.name,
  'item.version': (_, item) => String(item.version),
  'item.caseKind': (_, item) => item.caseKind,
  'item.departmentName': (_, item) => item.departmentName,
  'item.departmentCode': (_, item) => item.departmentCode,
};
