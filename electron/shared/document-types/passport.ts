/** 护照: read from its machine readable zone (TD3, ICAO 9303), whose check digits prove the values. */
import { defineDocumentType } from './schema.ts';

/** Second line: number and check, nationality, birth and check, sex, expiry and check. */
const line = (parts: readonly string[]): string => parts.join('');
const parts = { number: '[A-Z0-9<]{9}\\d', nationality: '[A-Z<]{3}', birth: '\\d{7}', sex: '[MF<]', expiry: '\\d{7}' };

/** 24 FEB 1989, on older booklets 24 2月/FEB 1989. */
const printedDay = '\\d{1,2}(?:\\d{1,2}月/?)?[A-Z]{3}\\d{4}';

export const passport = defineDocumentType({
  id: 'passport',
  names: { zh: '护照', en: 'Passport' },
  materialNames: [{ pattern: '护照', rank: 120 }],
  identity: ['passportNumber'],
  printedOnly: true,
  evidence: {
    titles: [
      { text: '护照', weight: 0.4 },
      { text: 'PASSPORT', weight: 0.4 },
    ],
    words: [
      { text: '护照号', weight: 0.3 },
      { text: 'PassportNo', weight: 0.3 },
      { text: '签发地点', weight: 0.2 },
      { text: 'Nationality', weight: 0.1 },
    ],
    patterns: [{ pattern: 'P[<A-Z][A-Z]{3}[A-Z<]{20,}', name: '机读码', weight: 0.8 }],
    against: [{ text: '申请', weight: 0.5 }],
  },
  fields: [
    {
      key: 'passportNumber',
      names: { zh: '护照号码', en: 'Passport number' },
      // Where the zone is misread the printed values remain; no check digit proves those.
      anywhere: [
        line(['(', parts.number, ')', parts.nationality, parts.birth, parts.sex, parts.expiry]),
        '(?<![A-Z\\d])P?(?:CHN)?([EGDPS][A-Z]?\\d{7,8})(?![A-Z\\d])',
      ],
      validators: ['mrz-document-number'],
      accept: 'proved',
      required: true,
      sensitive: true,
    },
    {
      key: 'surname',
      names: { zh: '姓', en: 'Surname' },
      // The zone's first line has no check digit and is often misread: the printed name goes first.
      anywhere: ['(?:^|\\n)([A-Z]{1,30}),[A-Z]{2,40}(?=\\n|$)', 'P[<A-Z][A-Z]{3}([A-Z]+(?:<[A-Z]+)*)<<'],
      accept: 'agreed',
      again: ['P[<A-Z][A-Z]{3}([A-Z]+(?:<[A-Z]+)*)<<'],
      validators: ['person-name'],
      required: true,
      sensitive: true,
    },
    {
      key: 'givenNames',
      names: { zh: '名', en: 'Given names' },
      anywhere: ['(?:^|\\n)[A-Z]{1,30},([A-Z]{2,40})(?=\\n|$)', 'P[<A-Z][A-Z]{3}[A-Z<]+?<<([A-Z]+(?:<[A-Z]+)*)'],
      accept: 'agreed',
      again: ['P[<A-Z][A-Z]{3}[A-Z<]+?<<([A-Z]+(?:<[A-Z]+)*)'],
      validators: ['person-name'],
      sensitive: true,
    },
    {
      key: 'nationality',
      names: { zh: '国籍', en: 'Nationality' },
      usual: ['CHN'],
      anywhere: [
        line([parts.number, '([A-Z]{3})', parts.birth, parts.sex, parts.expiry]),
        '(?:^|\\n)P?([A-Z]{3})[EGDPS][A-Z]?\\d{7,8}(?=\\n|$)',
      ],
    },
    {
      key: 'birthDate',
      names: { zh: '出生日期', en: 'Born' },
      anywhere: [
        line([parts.number, parts.nationality, '(', parts.birth, ')', parts.sex, parts.expiry]),
        `(?:出生日期|of ?birth)[\\s\\S]{0,60}?(${printedDay})`,
      ],
      validators: ['mrz-birth-date'],
      accept: 'proved',
      required: true,
      sensitive: true,
    },
    {
      key: 'sex',
      names: { zh: '性别', en: 'Sex' },
      anywhere: [
        line([parts.number, parts.nationality, parts.birth, '([MF])', parts.expiry]),
        '(?:^|\\n)([男女])/?[MF](?=\\n|$|\\p{Script=Han})',
      ],
      validators: ['sex'],
    },
    {
      key: 'expiryDate',
      names: { zh: '有效期至', en: 'Expires' },
      anywhere: [
        line([parts.number, parts.nationality, parts.birth, parts.sex, '(', parts.expiry, ')']),
        `有效期至[\\s\\S]{0,60}?${printedDay}(${printedDay})`,
      ],
      validators: ['mrz-expiry-date'],
      accept: 'proved',
      required: true,
    },
  ],
});
