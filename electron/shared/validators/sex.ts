/** Sex as printed on papers: 男 or 女; M and F of passports and machine readable zones are turned into them. */
import { compact, errorProblem } from './validator.ts';
import type { Validator } from './validator.ts';

const letters: Readonly<Record<string, string>> = { M: '男', F: '女' };

export const sex: Validator = {
  id: 'sex',
  checkDigit: false,
  validate(value) {
    const read = compact(value).replace(/性$/, '');
    const normalised = letters[read.toUpperCase()] ?? read;
    return { normalised, problems: normalised === '' || /^[男女]$/.test(normalised) ? [] : [errorProblem('sex.bad-form')] };
  },
};
