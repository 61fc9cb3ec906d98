/** Sex as printed on papers: 男 or 女. */
import { compact, errorProblem } from './validator.ts';
import type { Validator } from './validator.ts';

export const sex: Validator = {
  id: 'sex',
  checkDigit: false,
  validate(value) {
    const normalised = compact(value).replace(/性$/, '');
    return { normalised, problems: normalised === '' || /^[男女]$/.test(normalised) ? [] : [errorProblem('sex.bad-form')] };
  },
};
