/** Post code: six digits. */
import { compact, errorProblem } from './validator.ts';
import type { Validator } from './validator.ts';

export const postCode: Validator = {
  id: 'post-code',
  checkDigit: false,
  validate(value) {
    const normalised = compact(value);
    if (normalised === '' || /^\d{6}$/.test(normalised)) return { normalised, problems: [] };
    return { normalised, problems: [errorProblem('post-code.bad-form')] };
  },
};
