/** Period of validity of an ID card by age at issue (居民身份证法 art. 5). Value: the end; the context gives start and birth. */
import type { Problem } from '../page.ts';
import { isIsoDate, yearsBetween } from './calendar.ts';
import { readIdNumber } from './id-number.ts';
import { parseDate } from './date.ts';
import { errorProblem, todayOf, warningProblem } from './validator.ts';
import type { Validator } from './validator.ts';

/** Second-generation cards were issued from this day on. */
const firstIssue = '2004-01-01';

/** Years of validity for the age at issue; null = 长期. */
function validityYears(ageAtIssue: number): 5 | 10 | 20 | null {
  if (ageAtIssue < 16) return 5;
  if (ageAtIssue <= 25) return 10;
  return ageAtIssue <= 45 ? 20 : null;
}

/** Length of the period: 5, 10, 20 or 长期; null when it is none of them. */
function periodLength(validFrom: string, validTo: string): 5 | 10 | 20 | '长期' | null {
  if (validTo === '长期') return '长期';
  const years = Number(validTo.slice(0, 4)) - Number(validFrom.slice(0, 4));
  if (years !== 5 && years !== 10 && years !== 20) return null;
  // A card issued on 29 February ends on 28 February or 1 March where the year has no 29th.
  const leapEnd = validFrom.endsWith('-02-29') && /-(02-28|03-01)$/.test(validTo);
  return validFrom.slice(5) === validTo.slice(5) || leapEnd ? years : null;
}

/** Problems of the period `validFrom`..`validTo` (ISO or 长期) for a person born on `birthDate` (null = unknown). */
export function checkIdValidity(validFrom: string, validTo: string, birthDate: string | null, today: string): Problem[] {
  if (!isIsoDate(validFrom) || !(validTo === '长期' || isIsoDate(validTo))) return [];
  const problems: Problem[] = [];
  if (validTo !== '长期' && validTo < today) problems.push(errorProblem('id-validity.expired', { validTo }));
  if (validFrom > today) problems.push(errorProblem('id-validity.not-yet-valid', { validFrom }));
  if (validFrom < firstIssue) problems.push(warningProblem('id-validity.before-second-generation'));
  const length = periodLength(validFrom, validTo);
  if (length === null) return [...problems, warningProblem('id-validity.unusual-period')];
  if (birthDate && isIsoDate(birthDate)) {
    const expected = validityYears(yearsBetween(birthDate, validFrom)) ?? '长期';
    if (expected !== length) problems.push(warningProblem('id-validity.period-does-not-fit-age', { expected: String(expected) }));
  }
  return problems;
}

export const idValidity: Validator = {
  id: 'id-validity',
  checkDigit: false,
  validate(value, context) {
    const normalised = parseDate(value) ?? value;
    const { validFrom = '', birthDate = '', idNumber = '' } = context?.fields ?? {};
    const birth = birthDate || readIdNumber(idNumber)?.birthDate || null;
    return { normalised, problems: checkIdValidity(validFrom, normalised, birth, todayOf(context)) };
  },
};
