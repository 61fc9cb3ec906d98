/** Fields of a machine readable zone, read with their check digit (ICAO 9303): document number, birth date, date of expiry. */
import { isIsoDate, isoDate } from './calendar.ts';
import { parseDate } from './date.ts';
import { mrzCheckDigit } from './mrz.ts';
import { compact, errorProblem, todayOf } from './validator.ts';
import type { ValidationResult, Validator } from './validator.ts';

/** Value and check digit together; null when the text is not of that form (a person typed the bare value). */
function split(text: string, length: number): { value: string; good: boolean } | null {
  if (text.length !== length + 1 || !/^[A-Z0-9<]+\d$/.test(text)) return null;
  const value = text.slice(0, length);
  return { value, good: mrzCheckDigit(value) === text[length] };
}

const badCheck = (normalised: string): ValidationResult => ({ normalised, problems: [errorProblem('mrz.bad-check-digit')] });

export const mrzDocumentNumber: Validator = {
  id: 'mrz-document-number',
  checkDigit: true,
  proves: (raw) => split(compact(raw).toUpperCase(), 9)?.good === true,
  validate(value) {
    const text = compact(value).toUpperCase();
    const read = split(text, 9);
    const normalised = (read?.value ?? text).replace(/</g, '');
    return read && !read.good ? badCheck(normalised) : { normalised, problems: [] };
  },
};

/** YYMMDD of a person's past: not after today, at most 100 years ago. */
function birthDate(digits: string, today: string): string | null {
  const [year, month, day] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4, 6))];
  const recent = isoDate(2000 + year, month, day);
  return recent !== null && recent <= today ? recent : isoDate(1900 + year, month, day);
}

/** YYMMDD of an expiry: within 20 years from today, else it has long expired. */
function expiryDate(digits: string, today: string): string | null {
  const [year, month, day] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4, 6))];
  return isoDate(2000 + year <= Number(today.slice(0, 4)) + 20 ? 2000 + year : 1900 + year, month, day);
}

const dateValidator = (id: string, toIso: (digits: string, today: string) => string | null): Validator => ({
  id,
  checkDigit: true,
  proves: (raw) => split(compact(raw), 6)?.good === true,
  validate(value, context) {
    const text = compact(value);
    if (text === '' || isIsoDate(text)) return { normalised: text, problems: [] };
    const printed = /[A-Z]/i.test(text) ? parseDate(text) : null;
    if (printed !== null) return { normalised: printed, problems: [] };
    const read = split(text, 6);
    const normalised = toIso(read?.value ?? text, todayOf(context));
    if (normalised === null || !/^\d{6,7}$/.test(text)) return { normalised: text, problems: [errorProblem('date.unreadable')] };
    return read && !read.good ? badCheck(normalised) : { normalised, problems: [] };
  },
});

export const mrzBirthDate = dateValidator('mrz-birth-date', birthDate);
export const mrzExpiryDate = dateValidator('mrz-expiry-date', expiryDate);
