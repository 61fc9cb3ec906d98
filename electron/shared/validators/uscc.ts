/** Unified social credit code of GB 32100-2015. Some early codes break the rule, so a wrong check character is a warning. */
import type { Problem } from '../page.ts';
import { lettersToDigits } from './letter-repair.ts';
import { organizationCodeCheckCharacter } from './organization-code.ts';
import { compact, errorProblem, warningProblem } from './validator.ts';
import type { Validator } from './validator.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const wellFormed = /^[0-9A-HJ-NPQRTUWXY]{18}$/;
const weights = Array.from({ length: 17 }, (_, index) => Number(3n ** BigInt(index) % 31n));

/** The 18th character for the first 17. */
export function usccCheckCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * alphabet.indexOf(first17[index] ?? ''), 0);
  return alphabet[(31 - (sum % 31)) % 31] ?? '';
}

const hasGoodCheck = (code: string): boolean => wellFormed.test(code) && usccCheckCharacter(code) === code[17];

/** Letters outside the alphabet (I O S V Z) become digits anywhere; the region code (3-8) and the class are digits in every code. */
function repair(code: string): string {
  const regionRepaired = lettersToDigits(code, (index) => index >= 1 && index <= 7);
  return [...regionRepaired].map((char) => (/[IOSZ]/.test(char) ? lettersToDigits(char) : char)).join('');
}

/** Letters of the alphabet and the digits that are read for them. */
const lookAlikes: Readonly<Record<string, string>> = { B: '813', D: '0', G: '6', L: '1', Q: '0', T: '7', U: '0', A: '4', E: '6' };
const mayStandFor = (read: string, printed: string): boolean => (lookAlikes[printed] ?? '').includes(read);
const organization = [8, 17] as const;

/** The last character was read as a digit that looks like the one that belongs there, while the organisation's own check digit holds. */
function withLastRepaired(code: string): string {
  const own = code.slice(...organization);
  const [last, wanted] = [code[17] ?? '', usccCheckCharacter(code.slice(0, 17))];
  if (!wellFormed.test(code) || organizationCodeCheckCharacter(own) !== own[8] || !mayStandFor(last, wanted)) return code;
  return code.slice(0, 17) + wanted;
}

function problemsOf(code: string): Problem[] {
  if (code.length !== 18) return [errorProblem('uscc.bad-length', { length: String(code.length) })];
  if (!wellFormed.test(code)) return [errorProblem('uscc.bad-characters')];
  return hasGoodCheck(code) ? [] : [warningProblem('uscc.bad-check-digit')];
}

export const uscc: Validator = {
  id: 'uscc',
  checkDigit: true,
  validate(value) {
    const read = compact(value).toUpperCase();
    if (read === '') return { normalised: '', problems: [] };
    const repaired = withLastRepaired(repair(read));
    if (!hasGoodCheck(read) && repaired !== read && hasGoodCheck(repaired))
      return { normalised: repaired, problems: [warningProblem('uscc.repaired', { read })] };
    return { normalised: read, problems: problemsOf(read) };
  },
};
