/** Registration numbers of businesses before the credit code (工商注册号, GS 15-2006): 15 digits with a check digit, 13 before 2007. */
import { compact, warningProblem } from './validator.ts';
import type { Validator } from './validator.ts';

/** ISO 7064 MOD 11,10 over the first 14 digits. */
export function registrationCheckDigit(first14: string): string {
  const rest = [...first14].reduce((product, digit) => (((product + Number(digit)) % 10 || 10) * 2) % 11, 10);
  return String((11 - rest) % 10);
}

const holds = (digits: string): boolean => /^\d{15}$/.test(digits) && registrationCheckDigit(digits.slice(0, 14)) === digits[14];

/** Offices numbered differently for years: a check digit that does not hold is no error. */
export const registrationNumber: Validator = {
  id: 'registration-number',
  checkDigit: true,
  proves: (raw) => holds(compact(raw)),
  validate(value) {
    const normalised = compact(value);
    if (normalised === '' || /^\d{13}$/.test(normalised) || holds(normalised)) return { normalised, problems: [] };
    const code = /^\d{15}$/.test(normalised) ? 'registration-number.bad-check-digit' : 'registration-number.unusual';
    return { normalised, problems: [warningProblem(code)] };
  },
};
