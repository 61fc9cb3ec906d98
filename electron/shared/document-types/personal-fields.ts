/**
 * Fields that many papers of a person share. Nothing but a number whose check digit holds passes by itself: they stand on types that
 * came after the confidence of fields was fitted.
 */
import type { FieldInput } from './schema.ts';

/** 1990.05.06, also without its points where they are faint, or with characters. */
export const anyDay = '\\d{4}[.年-]?\\d{1,2}[.月-]?\\d{1,2}日?';

export const holderName = (labels: string[] = ['姓名']): FieldInput => ({
  key: 'name',
  names: { zh: '姓名', en: 'Name' },
  labels,
  pattern: '^[\\p{Script=Han}·]{2,20}',
  accept: 'never',
  validators: ['person-name'],
  sensitive: true,
});

export const englishName: FieldInput = {
  key: 'englishName',
  names: { zh: '英文姓名', en: 'Name in Latin letters' },
  anywhere: ['(?:^|\\n)([A-Z]{2,20},\\n?[A-Z]{2,30})(?=\\n|$)'],
  accept: 'never',
  sensitive: true,
};

export const holderSex = (labels: string[] = ['性别']): FieldInput => ({
  key: 'sex',
  names: { zh: '性别', en: 'Sex' },
  labels,
  pattern: '[男女]',
  accept: 'never',
  validators: ['sex'],
});

export const bornOn = (labels: string[]): FieldInput => ({
  key: 'birthDate',
  names: { zh: '出生日期', en: 'Born' },
  labels,
  below: true,
  pattern: anyDay,
  accept: 'never',
  validators: ['date'],
  sensitive: true,
});

export const homeAddress: FieldInput = {
  key: 'address',
  names: { zh: '住址', en: 'Address' },
  labels: ['住址'],
  reach: 'column',
  pattern: '\\p{Script=Han}[\\s\\S]+',
  stops: ['公民身份号码'],
  accept: 'never',
  validators: ['address'],
  sensitive: true,
};

/** @param form of the number where it is narrower than that of every ID number */
export const citizenNumber = (labels: string[], form = '\\d{17}[\\dXx]'): FieldInput => ({
  key: 'idNumber',
  names: { zh: '公民身份号码', en: 'ID number' },
  labels,
  below: true,
  pattern: form,
  anywhere: [`(?<!\\d)(${form})(?!\\d)`],
  validators: ['id-number'],
  accept: 'proved',
  sensitive: true,
});

/** A number of the document itself, without a check digit. */
export const documentNumber = (labels: string[], form: string): FieldInput => ({
  key: 'documentNumber',
  names: { zh: '证件号码', en: 'Document number' },
  labels,
  below: true,
  pattern: form,
  anywhere: [`(?<![A-Z\\d])(${form})(?![A-Z\\d])`],
  accept: 'never',
  required: true,
  sensitive: true,
});

/** Both dates of a term and who issued the paper. */
export const issue = (termLabels: string[] = ['有效期限'], authorityLabels: string[] = ['签发机关']): FieldInput[] => [
  {
    key: 'validFrom',
    names: { zh: '有效期起', en: 'Valid from' },
    labels: termLabels,
    below: true,
    pattern: `(${anyDay})[-—–至]`,
    accept: 'never',
    validators: ['date'],
  },
  {
    key: 'validTo',
    names: { zh: '有效期止', en: 'Valid to' },
    labels: termLabels,
    below: true,
    pattern: `${anyDay}[-—–至](${anyDay}|长期)`,
    accept: 'never',
    validators: ['id-validity'],
  },
  {
    key: 'issuingAuthority',
    names: { zh: '签发机关', en: 'Issued by' },
    labels: authorityLabels,
    below: true,
    pattern: '^\\p{Script=Han}{4,30}',
    accept: 'never',
  },
];

/** What 港澳居民来往内地通行证 and 台湾居民来往大陆通行证 print alike. @param form of their numbers */
export const travelPermit = (form: string): FieldInput[] => [
  { ...holderName(), required: true },
  englishName,
  holderSex(),
  bornOn(['出生日期']),
  documentNumber(['证件号码'], form),
  ...issue(),
];

export const on = (sides: FieldInput['sides'], fields: readonly FieldInput[]): FieldInput[] => fields.map((field) => ({ ...field, sides }));

/** What an ID number states of its holder. */
export const statedByNumber = [
  { kind: 'birth-date-of-id-number', left: 'birthDate', right: 'idNumber' },
  { kind: 'sex-of-id-number', left: 'sex', right: 'idNumber' },
] as const;
