/** The ways in which the simulated scanner can misbehave, each seen on a real device or network. */
import { z } from 'zod';

const count = z.number().int().min(0);
const afterPages = count.default(0);

export const faultSchema = z.discriminatedUnion('kind', [
  /** ScanJobs answers 503; `times` null = for ever. */
  z.object({
    kind: z.literal('create-busy'),
    times: count.nullable(),
    retryAfterSeconds: count.optional(),
    /** Retry-After as a date of the device's own clock. */
    asDate: z.boolean().optional(),
  }),
  /** ScanJobs answers 409 to this colour mode only. */
  z.object({ kind: z.literal('refuse-color-mode'), colorMode: z.enum(['color', 'gray', 'lineart']) }),
  z.object({ kind: z.literal('slow-create'), delayMs: count }),
  z.object({ kind: z.literal('location'), form: z.enum(['absolute', 'bad-host', 'truncated-host', 'trailing-slash', 'missing']) }),
  /** NextDocument answers 503 this many times before every page. */
  z.object({ kind: z.literal('warm-up'), times: count }),
  /** So many sheets are pulled into the device's memory before anybody asks for them, as fast feeders do. */
  z.object({ kind: z.literal('pull-ahead'), sheets: z.number().int().positive() }),
  z.object({ kind: z.literal('jam'), afterPages }),
  z.object({ kind: z.literal('mispick'), afterPages }),
  z.object({ kind: z.literal('multi-feed'), afterPages }),
  z.object({ kind: z.literal('cover-open'), afterPages }),
  /** 404 although sheets lie in the feeder and the job runs. */
  z.object({ kind: z.literal('premature-end'), afterPages, times: count }),
  /** The sheet is through, the feeder may be empty and the job runs, but its page is ready only after so long: 404 or 410 until then. */
  z.object({
    kind: z.literal('late-page'),
    afterPages,
    delayMs: count,
    httpStatus: z.union([z.literal(404), z.literal(410)]).default(404),
  }),
  /** What NextDocument answers when the feeder is empty; 404 unless set. */
  z.object({ kind: z.literal('end-code'), httpStatus: z.union([z.literal(409), z.literal(410)]) }),
  /** The same, but as if it were a page: a text under 200, 200 without a body, or 204. */
  z.object({ kind: z.literal('end-answer'), form: z.enum(['text', 'empty', 'no-content']) }),
  /** The last page is counted and never handed out. */
  z.object({ kind: z.literal('last-page-kept') }),
  /** The whole stack goes through, the job is Completed, and no image comes. */
  z.object({ kind: z.literal('no-images') }),
  /** The job stays in Processing after its last page, until it is deleted. */
  z.object({ kind: z.literal('never-complete') }),
  /** The feeder's sensor says Loaded whatever lies there. */
  z.object({ kind: z.literal('stuck-loaded') }),
  /** ImagesCompleted says so many less than were handed out. */
  z.object({ kind: z.literal('counts-less'), by: z.number().int().positive() }),
  /** Half a JPEG, and HTTP ends as if all were well. */
  z.object({ kind: z.literal('half-page'), afterPages }),
  /** The connection dies after so many body bytes; 0 = before the headers. */
  z.object({ kind: z.literal('reset'), afterPages, atByte: count }),
  z.object({ kind: z.literal('hang'), afterPages }),
  z.object({ kind: z.literal('empty-page'), afterPages }),
  /** Every JPEG has this height in its header, and the true one in a DNL segment behind the picture. */
  z.object({ kind: z.literal('height-in-dnl'), height: z.union([z.literal(0), z.literal(65_535)]) }),
  /** Content-Length differs from the body by so many bytes: more is a cut body, less is a cut page. */
  z.object({ kind: z.literal('wrong-length'), afterPages, by: z.number().int() }),
  /** A body without end. */
  z.object({ kind: z.literal('oversize'), afterPages }),
  /** The page trickles. */
  z.object({ kind: z.literal('slow'), afterPages, bytesPerSecond: z.number().int().positive() }),
  /** Sends the same page once more. */
  z.object({ kind: z.literal('repeat-page'), afterPages }),
  /** The job is Aborted and NextDocument answers 500. */
  z.object({ kind: z.literal('abort'), afterPages }),
  /** Somebody presses cancel at the device. */
  z.object({ kind: z.literal('panel-cancel'), afterPages }),
  /** A cancelled job goes on for so long, until the sheets in the path are out. */
  z.object({ kind: z.literal('slow-stop'), delayMs: count }),
  /** The device restarts instead of sending this page: the sheet in the path comes out, every job is forgotten, nobody listens for a while. */
  z.object({ kind: z.literal('reboot'), afterPages, downMs: count }),
  /** No connection for a while before this page; the device itself notices nothing. */
  z.object({ kind: z.literal('blip'), afterPages, downMs: count }),
  /** ScannerStatus answers 503 so often. */
  z.object({ kind: z.literal('status-busy'), times: count }),
  z.object({
    kind: z.literal('malformed-xml'),
    document: z.enum(['capabilities', 'status']),
    form: z.enum(['cut', 'not-xml', 'doctype', 'entities', 'deep', 'huge']),
    times: count.nullable(),
  }),
  /** XML with zeros behind its end, with a bare `&` in it, or compressed although nobody asked for that. */
  z.object({ kind: z.literal('sloppy-xml'), form: z.enum(['nul-tail', 'bare-ampersand', 'gzip']) }),
  /** The device's clock is wrong by so much; its Date header and the dates in Retry-After show it. */
  z.object({ kind: z.literal('clock-skew'), seconds: z.number().int() }),
]);
export type Fault = z.infer<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;
type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>;
type PageFaultKind = { [Kind in Fault['kind']]: FaultOf<Kind> extends { afterPages: number } ? Kind : never }[Fault['kind']];

/** The faults in force. Those of a page happen once; the others stay until cleared, or count down. */
export class Faults {
  #faults: Fault[] = [];
  /** null while no script is in force. */
  #comingJobs: Fault[][] | null = null;
  #jobOver = false;

  set(faults: readonly FaultInput[]): void {
    this.#comingJobs = null;
    this.#faults = faults.map((fault) => faultSchema.parse(fault));
  }

  /** One list of faults per job, in turn; jobs after the last list have none. */
  setPerJob(jobs: readonly (readonly FaultInput[])[]): void {
    this.#faults = [];
    this.#comingJobs = jobs.map((faults) => faults.map((fault) => faultSchema.parse(fault)));
    this.#jobOver = true;
  }

  /** A job has ended. Its faults stay in force until the next one is asked for, because the end itself can go wrong. */
  jobEnded(): void {
    this.#jobOver = true;
  }

  /** What the last job did not use up is over, and the next list is in force. */
  jobAsked(): void {
    if (this.#comingJobs && this.#jobOver) this.#faults = this.#comingJobs.shift() ?? [];
    this.#jobOver = false;
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  find<Kind extends Fault['kind']>(kind: Kind): FaultOf<Kind> | null {
    return (this.#faults.find((fault) => fault.kind === kind) as FaultOf<Kind> | undefined) ?? null;
  }

  /** The first of these kinds whose page has come. */
  due<Kind extends PageFaultKind>(kinds: readonly Kind[], pages: number): FaultOf<Kind> | null {
    const found = this.#faults.find(
      (fault) => (kinds as readonly string[]).includes(fault.kind) && 'afterPages' in fault && fault.afterPages === pages,
    );
    return (found as FaultOf<Kind> | undefined) ?? null;
  }

  /** As `due`, and the fault is over with that. */
  take<Kind extends PageFaultKind>(kinds: readonly Kind[], pages: number): FaultOf<Kind> | null {
    const found = this.due(kinds, pages);
    if (found) this.remove(found);
    return found;
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
