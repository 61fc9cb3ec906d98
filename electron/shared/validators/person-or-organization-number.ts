/** The number of a party that may be a person (GB 11643) or an organisation (GB 32100), told apart by its form. */
import { idNumber } from './id-number.ts';
import { uscc } from './uscc.ts';
import { compact } from './validator.ts';
import type { Validator } from './validator.ts';

export const personOrOrganizationNumber: Validator = {
  id: 'person-or-organization-number',
  checkDigit: true,
  validate(value, context) {
    const asPerson = idNumber.validate(value, context);
    if (asPerson.problems.every(({ severity }) => severity !== 'error')) return asPerson;
    // Letters before the last character are no part of a citizen number; all-digit credit codes are rare but exist.
    const asOrganization = uscc.validate(value, context);
    if (asOrganization.problems.length === 0) return asOrganization;
    return /^[159Y][0-9A-Z].*[A-Z].*.$/.test(compact(value).toUpperCase()) ? asOrganization : asPerson;
  },
};
