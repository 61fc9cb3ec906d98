/** Citizen number of GB 11643-1999 (18 digits, ISO 7064 MOD 11-2), with its 15-digit predecessor and the foreign resident form. */
import type { Problem } from '../page.ts';
import { isoDate, yearsBetween } from './calendar.ts';
import { regionName } from './region-code.ts';
import { lettersToDigits } from './letter-repair.ts';
import { compact, errorProblem, todayOf, warningProblem } from './validator.ts';
import type { ValidationContext, Validator } from './validator.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';
/** Provinces of GB/T 2260; 81-83 = residence permits for Hong Kong, Macao and Taiwan residents, 91 is added by practice. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(' '),
);
/** Older than anyone alive: almost surely a misread year. */
const implausibleAge = 120;

/** The 18th character for the first 17 digits. */
export function idNumberCheckCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return checkCharacters[sum % 11] ?? '';
}

/** The 18-digit form of a first-generation number (19 inserted, check digit added). */
export function extendFifteenDigits(fifteen: string): string {
  const first17 = `${fifteen.slice(0, 6)}19${fifteen.slice(6)}`;
  return first17 + idNumberCheckCharacter(first17);
}

/** Foreign permanent residents since 2023: 9, region (2), nationality (3), birth, sequence, check. */
const isForeign = (number: string): boolean => number.startsWith('9');

/** Residence permits of Hong Kong, Macao and Taiwan residents and of foreigners name no county. Province 91 is not in GB/T 2260. */
const hasCounty = (number: string): boolean => !/^[89]/.test(number);

export type IdNumberParts = { birthDate: string | null; sex: '男' | '女' };

/** Birth date and sex that an 18-character number states; null when it is not of that form. */
export function readIdNumber(value: string): IdNumberParts | null {
  if (!/^\d{17}[\dX]$/.test(value)) return null;
  const birthDate = isoDate(Number(value.slice(6, 10)), Number(value.slice(10, 12)), Number(value.slice(12, 14)));
  return { birthDate, sex: Number(value[16]) % 2 === 1 ? '男' : '女' };
}

const hasGoodCheck = (value: string): boolean => /^\d{17}[\dX]$/.test(value) && idNumberCheckCharacter(value) === value[17];

function birthProblems(value: string, context?: ValidationContext): Problem[] {
  const birthDate = readIdNumber(value)?.birthDate;
  if (!birthDate) return [errorProblem('id-number.impossible-birth-date')];
  const today = todayOf(context);
  if (birthDate > today) return [errorProblem('id-number.birth-in-future')];
  return yearsBetween(birthDate, today) > implausibleAge ? [warningProblem('id-number.implausible-age')] : [];
}

function problemsOf(value: string, context?: ValidationContext): Problem[] {
  if (/^\d{15}$/.test(value)) return [errorProblem('id-number.fifteen-digits', { converted: extendFifteenDigits(value) })];
  if (value.length !== 18) return [errorProblem('id-number.bad-length', { length: String(value.length) })];
  if (!/^\d{17}[\dX]$/.test(value)) return [errorProblem('id-number.bad-characters')];
  const problems = hasGoodCheck(value) ? [] : [errorProblem('id-number.bad-check-digit')];
  const region = isForeign(value) && !provinces.has(value.slice(0, 2)) ? value.slice(1, 3) : value.slice(0, 2);
  if (!provinces.has(region)) problems.push(warningProblem('id-number.unknown-region', { region }));
  else if (hasCounty(value) && regionName(value.slice(0, 6)) === null)
    problems.push(warningProblem('id-number.former-county', { region: value.slice(0, 6) }));
  return [...problems, ...birthProblems(value, context)];
}

export const idNumber: Validator = {
  id: 'id-number',
  checkDigit: true,
  validate(value, context) {
    const read = compact(value).toUpperCase();
    if (read === '') return { normalised: '', problems: [] };
    const repaired = lettersToDigits(read, (index) => index < 17);
    if (repaired !== read && hasGoodCheck(repaired))
      return { normalised: repaired, problems: [warningProblem('id-number.repaired', { read }), ...problemsOf(repaired, context)] };
    return { normalised: read, problems: problemsOf(read, context) };
  },
};
