/** What the certificates of marriage and divorce print alike: holder, date, number, and both parties with the same labels. */
import type { FieldInput } from './schema.ts';

type Certificate = {
  /** What is printed before its number. */
  label: string;
  /** The first letter of the number, as a pattern. */
  letters: string;
  /** Of all that no check digit proves. */
  accept: NonNullable<FieldInput['accept']>;
};

export const coupleLabels = ['姓名', '性别', '国籍', '出生日期', '身份证件号', '备注'];

export const registeredCouple = ({ label, letters, accept }: Certificate): FieldInput[] => [
  {
    key: 'holder',
    names: { zh: '持证人', en: 'Holder' },
    labels: ['持证人'],
    pattern: '^[\\p{Script=Han}·•.・]{2,20}',
    validators: ['person-name'],
    accept,
    sensitive: true,
  },
  {
    key: 'registeredDate',
    names: { zh: '登记日期', en: 'Registered on' },
    labels: ['登记日期'],
    pattern: '\\d{4}[年./-]\\d{1,2}[月./-]\\d{1,2}日?',
    validators: ['date'],
    accept,
  },
  {
    key: 'certificateNumber',
    names: { zh: label, en: 'Certificate number' },
    labels: [label],
    pattern: `B?${letters}\\d{6}-?\\d{4}-?\\d{6}`,
    anywhere: [`(B?${letters}\\d{6}-\\d{4}-\\d{6})`],
    validators: ['marriage-certificate-number'],
    accept,
  },
  {
    key: 'partyAName',
    names: { zh: '姓名（一）', en: 'First party' },
    anywhere: ['姓名:?([\\p{Script=Han}·]{2,10}?)(?=性别|国籍|\\n)'],
    validators: ['person-name'],
    accept,
    sensitive: true,
  },
  {
    key: 'partyAIdNumber',
    names: { zh: '身份证件号（一）', en: 'First party ID number' },
    anywhere: ['身份证件?号:?(\\d{17}[\\dXx])'],
    validators: ['id-number'],
    accept: 'proved',
    sensitive: true,
  },
  {
    key: 'partyBName',
    names: { zh: '姓名（二）', en: 'Second party' },
    anywhere: ['姓名[\\s\\S]*姓名:?([\\p{Script=Han}·]{2,10}?)(?=性别|国籍|\\n)'],
    validators: ['person-name'],
    accept,
    sensitive: true,
  },
  {
    key: 'partyBIdNumber',
    names: { zh: '身份证件号（二）', en: 'Second party ID number' },
    anywhere: ['身份证件?号[\\s\\S]*身份证件?号:?(\\d{17}[\\dXx])'],
    validators: ['id-number'],
    accept: 'proved',
    sensitive: true,
  },
];
