/** Checks a value that a person typed with the validators of its field, the same ones that ran when it was read. */
import { findDocumentType } from './document-types/index.ts';
import type { Problem } from './page.ts';
import { findValidator } from './validators/index.ts';
import type { ValidationContext } from './validators/validator.ts';

/** Validators in order; each gets the normal form of the one before. Unknown ids and types check nothing. */
export function applyValidators(ids: readonly string[], value: string, context?: ValidationContext): { normalised: string; problems: Problem[] } {
  let normalised = value.trim();
  const problems: Problem[] = [];
  for (const id of ids) {
    const result = findValidator(id)?.validate(normalised, context);
    if (!result) continue;
    normalised = result.normalised;
    problems.push(...result.problems);
  }
  return { normalised, problems };
}

export function validateField(documentType: string, key: string, value: string, context?: ValidationContext): { normalised: string; problems: Problem[] } {
  const definition = findDocumentType(documentType)?.fields.find((field) => field.key === key);
  return applyValidators(definition?.validators ?? [], value, context);
}
