/** Tax number of an invoice's party: today the credit code (GB 32100), on older papers 15 or 20 characters without a check digit. */
import { uscc } from './uscc.ts';
import { compact, errorProblem, warningProblem } from './validator.ts';
import type { Validator } from './validator.ts';

export const taxNumber: Validator = {
  id: 'tax-number',
  checkDigit: true,
  validate(value, context) {
    const read = compact(value).toUpperCase();
    if (read.length === 18) return uscc.validate(read, context);
    if (read === '') return { normalised: '', problems: [] };
    const old = /^(?:[0-9A-Z]{15}|[0-9A-Z]{20})$/.test(read);
    return { normalised: read, problems: [old ? warningProblem('tax-number.old-form') : errorProblem('tax-number.bad-form')] };
  },
};
