/** Bank card number: 13 to 19 digits with a Luhn check digit (ISO/IEC 7812-1). Account numbers of passbooks have none. */
import { compact, errorProblem } from './validator.ts';
import type { Validator } from './validator.ts';

export function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, char, index) => {
    const digit = Number(char) * (index % 2 === 1 ? 2 : 1);
    return sum + (digit > 9 ? digit - 9 : digit);
  }, 0);
}

export const bankCardNumber: Validator = {
  id: 'bank-card-number',
  checkDigit: true,
  validate(value) {
    const number = compact(value).replace(/[-－—–.·]/g, '');
    if (number === '') return { normalised: '', problems: [] };
    if (!/^\d{13,19}$/.test(number)) return { normalised: number, problems: [errorProblem('bank-card-number.bad-form')] };
    return { normalised: number, problems: luhnSum(number) % 10 === 0 ? [] : [errorProblem('bank-card-number.bad-check-digit')] };
  },
};
