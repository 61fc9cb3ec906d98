/** Answers 是 / 否, stored as true / false. */
import { compact, errorProblem } from './validator.ts';
import type { Validator } from './validator.ts';

const answers: Readonly<Record<string, string>> = {
  是: 'true',
  否: 'false',
  true: 'true',
  false: 'false',
  有: 'true',
  无: 'false',
  yes: 'true',
  no: 'false',
};

export const yesNo: Validator = {
  id: 'yes-no',
  checkDigit: false,
  validate(value) {
    const read = compact(value);
    const normalised = answers[read.toLowerCase()] ?? read;
    return { normalised, problems: read === '' || answers[read.toLowerCase()] ? [] : [errorProblem('yes-no.bad-form')] };
  },
};
