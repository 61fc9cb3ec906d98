/** What every validator is: a pure function from a value to its normal form and the problems found in it. */
import type { Problem } from '../page.ts';

export type ValidationContext = {
  /** ISO date that counts as today; absent = the date in China now. */
  today?: string;
  /** Normalised values of the same document, for rules over several fields. */
  fields?: Readonly<Record<string, string>>;
};

export type ValidationResult = { normalised: string; problems: Problem[] };

export type Validator = {
  /** Stable id, named by document types and form fields. */
  id: string;
  /** True when a clean result is proved by a check digit, not only by form. */
  checkDigit: boolean;
  /** Where only some forms of the value carry the check digit: whether this one, as read, does and it holds. */
  proves?(raw: string): boolean;
  /** An empty value has no problems here: whether a field is required is the form's business. */
  validate(value: string, context?: ValidationContext): ValidationResult;
};

export const errorProblem = (code: string, details?: Record<string, string>): Problem => ({
  code,
  severity: 'error',
  ...(details && { details }),
});
export const warningProblem = (code: string, details?: Record<string, string>): Problem => ({
  code,
  severity: 'warning',
  ...(details && { details }),
});

/** Full-width forms to half width, all white space removed. */
export const compact = (value: string): string => value.normalize('NFKC').replace(/\s+/g, '');

const chinaOffsetMs = 8 * 3_600_000;

/** ISO date of today in China (UTC+8), unless the context fixes it. */
export const todayOf = (context?: ValidationContext): string =>
  context?.today ?? new Date(Date.now() + chinaOffsetMs).toISOString().slice(0, 10);
