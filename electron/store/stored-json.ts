/** JSON columns: read back through the schema of what was stored. */
import { AppError } from '#shared/errors.ts';

/** The part of a zod schema that reading needs. */
type Schema<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false } };

/**
 * @param subject names the row in the error: an id, never content
 * @throws AppError `store.corrupt` when the text is no JSON or not of the schema
 */
export function readJson<T>(schema: Schema<T>, text: string, subject: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError('store.corrupt', { subject });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AppError('store.corrupt', { subject });
  return parsed.data;
}
