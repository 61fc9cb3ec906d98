/** Switchable misbehaviour, so that tests and trainings can meet every way in which a real approval system fails. */
import { z } from 'zod';

const faultRoutes = ['token', 'register', 'attachment', 'submission', 'query', 'openapi'] as const;
export type FaultRoute = (typeof faultRoutes)[number];

/** `drop-after` does the work and then cuts the line: the classic lost answer. */
export const faultSchema = z.object({
  route: z.enum(faultRoutes),
  kind: z.enum([
    'slow',
    'error-500',
    'busy-503',
    'drop-before',
    'drop-after',
    'unauthorised',
    'expire-tokens',
    'business-error',
    'redirect',
    'garbage',
    'huge',
  ]),
  /** How many requests it strikes. */
  times: z.number().int().positive().default(1),
  /** How many requests of the route pass unharmed first. */
  skip: z.number().int().min(0).default(0),
  delayMs: z.number().int().min(0).max(600_000).default(0),
  retryAfterS: z.number().int().min(0).default(1),
});
export type Fault = z.infer<typeof faultSchema>;
type FaultInput = z.input<typeof faultSchema>;

export type FaultBoard = {
  set(fault: FaultInput): void;
  clear(): void;
  /** The fault that strikes this request, if any; counts it. */
  strike(route: FaultRoute): Fault | undefined;
};

export function createFaultBoard(): FaultBoard {
  const active: Fault[] = [];
  return {
    set: (fault) => void active.push(faultSchema.parse(fault)),
    clear: () => active.splice(0),
    strike(route) {
      const fault = active.find((candidate) => candidate.route === route);
      if (!fault) return undefined;
      if (fault.skip > 0) {
        fault.skip -= 1;
        return undefined;
      }
      fault.times -= 1;
      if (fault.times === 0) active.splice(active.indexOf(fault), 1);
      return { ...fault };
    },
  };
}
