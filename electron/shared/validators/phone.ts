/** Telephone numbers in use in China: mobile, landline with or without area code, 400/800 and service numbers. */
import { compact, errorProblem } from './validator.ts';
import type { Validator } from './validator.ts';

const forms = [/^1[3-9]\d{9}$/, /^0\d{2,3}-?\d{7,8}(-\d{1,6})?$/, /^[2-9]\d{6,7}$/, /^[48]00-?\d{3}-?\d{4}$/, /^95\d{3,6}$/];

export const phone: Validator = {
  id: 'phone',
  checkDigit: false,
  validate(value) {
    const read = compact(value)
      .replace(/[－—–―]/g, '-')
      .replace(/^(\+86|0086)-?/, '');
    // Mobile numbers are often written in groups; landlines keep the hyphen after the area code.
    const joined = read.replace(/-/g, '');
    const normalised = /^1[3-9]\d{9}$/.test(joined) ? joined : read;
    if (normalised === '' || forms.some((form) => form.test(normalised))) return { normalised, problems: [] };
    return { normalised, problems: [errorProblem('phone.bad-form')] };
  },
};
