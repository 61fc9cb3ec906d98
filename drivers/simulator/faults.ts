/** The ways in which the simulated scanner can misbehave, each seen on a real device or network. */
import { z } from 'zod';

const count = z.number().int().min(0);
const afterPages = count.default(0);

export const faultSchema = z.discriminatedUnion('kind', [
  /** ScanJobs answers 503; `times` null = for ever. */
  z.object({ kind: z.literal('create-busy'), times: count.nullable(), retryAfterSeconds: count.optional() }),
  /** ScanJobs answers 409 to this colour mode only. */
  z.object({ kind: z.literal('refuse-color-mode'), colorMode: z.enum(['color', 'gray', 'lineart']) }),
  z.object({ kind: z.literal('slow-create'), delayMs: count }),
  z.object({ kind: z.literal('location'), form: z.enum(['absolute', 'bad-host', 'truncated-host', 'trailing-slash', 'missing']) }),
  /** NextDocument answers 503 this many times before every page. */
  z.object({ kind: z.literal('warm-up'), times: count }),
  z.object({ kind: z.literal('jam'), afterPages }),
  z.object({ kind: z.literal('multi-feed'), afterPages }),
  z.object({ kind: z.literal('cover-open'), afterPages }),
  /** 404 although sheets lie in the feeder and the job runs. */
  z.object({ kind: z.literal('premature-end'), afterPages, times: count }),
  /** What NextDocument answers when the feeder is empty; 404 unless set. */
  z.object({ kind: z.literal('end-code'), httpStatus: z.union([z.literal(409), z.literal(410)]) }),
  /** Half a JPEG, and HTTP ends as if all were well. */
  z.object({ kind: z.literal('half-page'), afterPages }),
  /** The connection dies after so many body bytes; 0 = before the headers. */
  z.object({ kind: z.literal('reset'), afterPages, atByte: count }),
  z.object({ kind: z.literal('hang'), afterPages }),
  z.object({ kind: z.literal('empty-page'), afterPages }),
  /** Sends the same page once more. */
  z.object({ kind: z.literal('repeat-page'), afterPages }),
  /** The job is Aborted and NextDocument answers 500. */
  z.object({ kind: z.literal('abort'), afterPages }),
  /** Somebody presses cancel at the device. */
  z.object({ kind: z.literal('panel-cancel'), afterPages }),
]);
export type Fault = z.infer<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;
type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>;

/** The faults in force; they stay until cleared, except those that count down. */
export class Faults {
  #faults: Fault[] = [];

  set(faults: readonly FaultInput[]): void {
    this.#faults = faults.map((fault) => faultSchema.parse(fault));
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  find<Kind extends Fault['kind']>(kind: Kind): FaultOf<Kind> | null {
    return (this.#faults.find((fault) => fault.kind === kind) as FaultOf<Kind> | undefined) ?? null;
  }

  /** The first of these kinds whose page has come. */
  due<
    Kind extends
      'jam' | 'multi-feed' | 'cover-open' | 'half-page' | 'reset' | 'hang' | 'empty-page' | 'repeat-page' | 'abort' | 'panel-cancel',
  >(kinds: readonly Kind[], pages: number): FaultOf<Kind> | null {
    const found = this.#faults.find(
      (fault) => (kinds as readonly string[]).includes(fault.kind) && 'afterPages' in fault && fault.afterPages === pages,
    );
    return (found as FaultOf<Kind> | undefined) ?? null;
  }

  /** Uses up one of a fault's `times`; false when none is left. */
  countDown(fault: { times: number | null }): boolean {
    if (fault.times === null) return true;
    if (fault.times === 0) return false;
    fault.times--;
    return true;
  }

  remove(fault: Fault): void {
    this.#faults = this.#faults.filter((other) => other !== fault);
  }
}
