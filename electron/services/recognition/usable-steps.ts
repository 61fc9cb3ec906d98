/** Which stored step results of a page may be used instead of doing the step again. */
import type { z } from 'zod';
import { classificationSchema, fieldSchema, preparationSchema, textLineSchema } from '#shared/page.ts';
import type { StepName } from '#shared/page.ts';
import type { StepResults } from '../../pipeline/recognizer.ts';

type Stored = Partial<Record<StepName, { version: string; result: unknown }>>;

/**
 * Results of this version that still fit their schema. A step counts only when all before it count: its boxes and
 * reasons refer to them.
 * @param only leaves out the other steps, e.g. when a person has decided the type
 */
export function usableSteps(stored: Stored, version: string, only?: readonly StepName[]): StepResults {
  const parse = <T>(step: StepName, schema: z.ZodType<T>): T | undefined => {
    const entry = stored[step];
    if (!entry || entry.version !== version || (only && !only.includes(step))) return undefined;
    const result = schema.safeParse(entry.result);
    return result.success ? result.data : undefined;
  };
  const prepare = parse('prepare', preparationSchema);
  const read = prepare && parse('read', textLineSchema.array());
  const classify = read && parse('classify', classificationSchema);
  const extract = classify && parse('extract', fieldSchema.array());
  return { ...(prepare && { prepare }), ...(read && { read }), ...(classify && { classify }), ...(extract && { extract }) };
}
