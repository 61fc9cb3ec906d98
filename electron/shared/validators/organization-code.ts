/** Organisation code of GB 11714-1997: eight characters and a check character. */
import { compact, errorProblem } from './validator.ts';
import type { Validator } from './validator.ts';

const weights = [3, 7, 9, 10, 5, 8, 4, 2];
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The ninth character for the first eight. */
export function organizationCodeCheckCharacter(first8: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * alphabet.indexOf(first8[index] ?? ''), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

export const organizationCode: Validator = {
  id: 'organization-code',
  checkDigit: true,
  validate(value) {
    const code = compact(value)
      .toUpperCase()
      .replace(/[-－—–]/g, '');
    if (code === '') return { normalised: '', problems: [] };
    if (!/^[0-9A-Z]{8}[0-9X]$/.test(code)) return { normalised: code, problems: [errorProblem('organization-code.bad-form')] };
    const normalised = `${code.slice(0, 8)}-${code[8]}`;
    const good = organizationCodeCheckCharacter(code) === code[8];
    return { normalised, problems: good ? [] : [errorProblem('organization-code.bad-check-digit')] };
  },
};
