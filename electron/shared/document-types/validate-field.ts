/** Checks a value as a person types it, with the same validators that the machine's reading went through. */
import { findValidator } from '../validators/index.ts';
import type { ValidationResult } from '../validators/validator.ts';
import { findDocumentType } from './index.ts';

/**
 * @param now the moment of typing; the date in China counts as today. Unknown fields are only trimmed.
 * @param fields values of the same document, for rules over several fields
 */
export function validateField(
  documentType: string,
  key: string,
  value: string,
  now: Date,
  fields: Readonly<Record<string, string>> = {},
): ValidationResult {
  const ids = findDocumentType(documentType)?.fields.find((field) => field.key === key)?.validators ?? [];
  const today = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  return ids.reduce<ValidationResult>(
    ({ normalised, problems }, id) => {
      const result = findValidator(id)?.validate(normalised, { today, fields: { ...fields, [key]: normalised } });
      return result ? { normalised: result.normalised, problems: [...problems, ...result.problems] } : { normalised, problems };
    },
    { normalised: value.trim(), problems: [] },
  );
}
