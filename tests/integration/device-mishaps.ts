/** Seeded mishaps: a stack, what goes wrong in each job, and an operator; afterwards every side is safe exactly once or known to be missing. */
import { setTimeout as wait } from 'node:timers/promises';
import { createClock } from '../../drivers/simulator/clock.ts';
import type { FaultInput } from '../../drivers/simulator/faults.ts';
import { readSideNumber } from '../../drivers/simulator/numbered-sheets.ts';
import { startSimulator } from '../../drivers/simulator/simulator.ts';
import type { Simulator } from '../../drivers/simulator/simulator.ts';
import type { ScanProgress } from '../../electron/shared/device.ts';
import { clerk, openCase, scannerAt } from './device-bench.ts';
import type { DeviceBench } from './device-bench.ts';

export const sheetsInStack = 6;
/** Front numbers 1 … 6, backs 101 … 106; the back of the fourth sheet is empty. */
export const numberedStack = Array.from({ length: sheetsInStack }, (_, index) => [index + 1, index === 3 ? null : 101 + index] as const);
/** The device's time runs so much faster. */
const speed = 100;
/** A mishap that hangs would never end; on two cores that others use too, a good one may take a minute. */
const deadlineMs = 240_000;
/** Walking to the feeder and back. */
const operatorMs = 6_000;
const maxPauses = 12;
/** A stack with nothing but these ends by itself: a pause would be a false alarm. */
const harmless: readonly FaultInput['kind'][] = [
  'end-code',
  'late-page',
  'clock-skew',
  'location',
  'stuck-loaded',
  'slow-create',
  'warm-up',
  'height-in-dnl',
  'sloppy-xml',
];
const stuck = ['device.paper-jam', 'device.mispick', 'device.multi-feed', 'device.cover-open'];

export type Mishap = {
  seed: number;
  sheets: number;
  duplex: boolean;
  jobs: FaultInput[][];
  /** The operator stops the job once so many pages are safe. */
  cancelAfter: number | null;
  /** Presses "continue" once while the sheet is still stuck. */
  careless: boolean;
};
export type MishapResult = {
  mishap: Mishap;
  problems: string[];
  ended: ScanProgress['phase'];
  stored: number;
  pauses: string[];
  durationMs: number;
};

/** mulberry32: small, and the same on every machine. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Pick = { whole(below: number): number; chance(share: number): boolean };
type MakeFault = (afterPages: number, pick: Pick, duplex: boolean) => FaultInput;
const makers: readonly MakeFault[] = [
  (afterPages) => ({ kind: 'jam', afterPages }),
  (afterPages) => ({ kind: 'mispick', afterPages }),
  (afterPages) => ({ kind: 'multi-feed', afterPages }),
  (afterPages) => ({ kind: 'cover-open', afterPages }),
  (afterPages, { whole }) => ({ kind: 'reset', afterPages, atByte: whole(4_000) }),
  (afterPages) => ({ kind: 'half-page', afterPages }),
  (afterPages) => ({ kind: 'empty-page', afterPages }),
  (afterPages, { whole }) => ({ kind: 'wrong-length', afterPages, by: whole(2_000) - 1_000 }),
  (afterPages) => ({ kind: 'oversize', afterPages }),
  (afterPages) => ({ kind: 'slow', afterPages, bytesPerSecond: 4_000 }),
  (afterPages) => ({ kind: 'hang', afterPages }),
  (afterPages) => ({ kind: 'abort', afterPages }),
  (afterPages) => ({ kind: 'panel-cancel', afterPages }),
  (afterPages, { whole }) => ({ kind: 'reboot', afterPages, downMs: whole(4_000) }),
  (afterPages, { whole }) => ({ kind: 'blip', afterPages, downMs: whole(4_000) }),
  (afterPages, { whole }) => ({ kind: 'premature-end', afterPages, times: 1 + whole(4) }),
  // After a front: an empty back that comes twice cannot be told from two empty backs.
  (afterPages, _pick, duplex) => ({
    kind: 'repeat-page',
    afterPages: duplex ? 2 * Math.floor(afterPages / 2) + 1 : Math.max(1, afterPages),
  }),
  (_afterPages, { whole }) => ({ kind: 'create-busy', times: 1 + whole(3), retryAfterSeconds: whole(3), asDate: true }),
  (_afterPages, { whole }) => ({ kind: 'slow-create', delayMs: whole(20_000) }),
  (_afterPages, { whole }) => ({ kind: 'warm-up', times: 1 + whole(4) }),
  (_afterPages, { whole }) => ({ kind: 'status-busy', times: 1 + whole(3) }),
  (_afterPages, { whole }) => ({ kind: 'end-code', httpStatus: whole(2) === 0 ? 409 : 410 }),
  (afterPages, { whole }) => ({ kind: 'late-page', afterPages, delayMs: whole(15_000), httpStatus: whole(2) === 0 ? 404 : 410 }),
  (_afterPages, { whole }) => ({
    kind: 'end-answer',
    form: (['text', 'empty', 'no-content'] as const)[whole(3)] ?? 'text',
  }),
  (_afterPages, { whole }) => ({ kind: 'height-in-dnl', height: whole(2) === 0 ? 0 : 65_535 }),
  (_afterPages, { whole }) => ({ kind: 'sloppy-xml', form: (['nul-tail', 'bare-ampersand', 'gzip'] as const)[whole(3)] ?? 'gzip' }),
  () => ({ kind: 'last-page-kept' }),
  () => ({ kind: 'no-images' }),
  () => ({ kind: 'never-complete' }),
  () => ({ kind: 'stuck-loaded' }),
  (_afterPages, { whole }) => ({ kind: 'counts-less', by: 1 + whole(3) }),
  (_afterPages, { whole }) => ({ kind: 'clock-skew', seconds: whole(200_000) - 100_000 }),
  (_afterPages, { whole }) => ({
    kind: 'malformed-xml',
    document: 'status',
    form: (['cut', 'not-xml', 'doctype', 'entities', 'deep', 'huge'] as const)[whole(6)] ?? 'cut',
    times: 1 + whole(3),
  }),
  (_afterPages, { whole }) => ({
    kind: 'location',
    form: (['absolute', 'bad-host', 'truncated-host', 'trailing-slash'] as const)[whole(4)] ?? 'absolute',
  }),
];

export function inventMishap(seed: number): Mishap {
  const random = randomOf(seed);
  const whole = (below: number): number => Math.floor(random() * below);
  const pick: Pick = { whole, chance: (share) => random() < share };
  const sheets = 1 + whole(sheetsInStack);
  const duplex = pick.chance(0.4);
  const sides = sheets * (duplex ? 2 : 1);
  const jobs = Array.from({ length: 1 + whole(3) }, () =>
    Array.from({ length: pick.chance(0.25) ? 2 : 1 }, () => makers[whole(makers.length)]!(whole(sides), pick, duplex)),
  );
  return { seed, sheets, duplex, jobs, cancelAfter: pick.chance(0.15) ? whole(sides + 1) : null, careless: pick.chance(0.1) };
}

const known = new Map<string, number>();
async function numberOf(sha256: string, bytes: Uint8Array): Promise<number> {
  const number = known.get(sha256) ?? (await readSideNumber(bytes));
  known.set(sha256, number);
  return number;
}

/** @param pages the folder of `numberedStack` */
export async function runMishap(bench: DeviceBench, pages: string, mishap: Mishap): Promise<MishapResult> {
  const simulator = await startSimulator({ pages, reload: false, clock: createClock(speed) });
  const startedAt = performance.now();
  try {
    simulator.scanner.reload(mishap.sheets);
    simulator.scanner.faults.setPerJob(mishap.jobs);
    const caseId = await openCase(bench.store);
    const { progress, pauses, hung } = await operate(bench, simulator, caseId, mishap);
    const stored = await Promise.all(
      (await bench.store.pages.list(caseId)).map(async ({ id, sha256 }) =>
        numberOf(sha256, (await bench.store.pages.bytes(id, 'original')) ?? new Uint8Array()),
      ),
    );
    const problems = hung
      ? [`no end within ${deadlineMs} ms, phase ${progress.phase}`]
      : [...judge(mishap, stored, progress), ...falseAlarms(mishap, pauses)];
    await bench.store.cases.erase(caseId);
    return { mishap, problems, ended: progress.phase, stored: stored.length, pauses, durationMs: performance.now() - startedAt };
  } finally {
    await simulator.close();
  }
}

/** Does what the screen says: mends the feeder, puts back from the sheet that was not taken, continues. */
async function operate(bench: DeviceBench, simulator: Simulator, caseId: string, mishap: Mishap) {
  const pauses: string[] = [];
  const stop = new AbortController();
  const watching = (async () => {
    for await (const event of bench.events.watch(caseId, stop.signal)) {
      if (event.kind !== 'scan') continue;
      const { jobId, phase, error, notTaken, pagesStored } = event.progress;
      if (mishap.cancelAfter !== null && pagesStored >= mishap.cancelAfter) bench.jobs.cancel(jobId);
      if (phase !== 'paused') continue;
      pauses.push(error?.code ?? '');
      // Nothing is missing: whoever looks sees it, and ends the scan.
      const through = (notTaken?.sheet ?? 0) > mishap.sheets;
      if (pauses.length > maxPauses || through) bench.jobs.cancel(jobId);
      else {
        if (!(mishap.careless && pauses.length === 1 && stuck.includes(error?.code ?? ''))) {
          simulator.scanner.clearJam();
          if (notTaken) simulator.scanner.reloadFrom(notTaken.sheet, mishap.sheets);
        }
        await wait(operatorMs / speed);
        if (bench.jobs.caseOf(jobId) === caseId && bench.jobs.lastOfCase(caseId)?.phase === 'paused') bench.jobs.resume(jobId);
      }
    }
  })().catch(() => undefined);
  const request = { duplex: mishap.duplex };
  const { done, jobId } = await bench.jobs.start(caseId, scannerAt(simulator.url), request, clerk, { pauses: true });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), deadlineMs)));
  const ended = await Promise.race([done, late]);
  clearTimeout(timer);
  if (!ended) bench.jobs.cancel(jobId);
  stop.abort();
  await watching;
  return { progress: ended ?? bench.jobs.lastOfCase(caseId)!, pauses, hung: ended === null };
}

function falseAlarms({ jobs, cancelAfter }: Mishap, pauses: readonly string[]): string[] {
  const normal = cancelAfter === null && jobs.flat().every(({ kind, ...fault }) => harmless.includes(kind) || isCertainEnd(kind, fault));
  return normal && pauses.length > 0 ? [`paused for nothing: ${pauses.join(', ')}`] : [];
}

/** An empty answer is an end only where the counter agrees. */
const isCertainEnd = (kind: FaultInput['kind'], fault: object): boolean =>
  kind === 'end-answer' && 'form' in fault && fault.form !== 'empty';

/** What must hold however it ended. */
function judge({ sheets, duplex }: Mishap, stored: readonly number[], progress: ScanProgress): string[] {
  const expected = numberedStack.slice(0, sheets).flatMap(([front, back]) => (duplex ? [front, back ?? 0] : [front]));
  const problems: string[] = [];
  const prefix = expected.slice(0, stored.length);
  if (stored.some((number, index) => number !== prefix[index])) problems.push(`stored ${stored.join(' ')} of ${expected.join(' ')}`);
  if (progress.phase === 'finished' && stored.length !== expected.length)
    problems.push(`finished with ${stored.length} of ${expected.length}`);
  if (progress.pagesStored !== stored.length) problems.push(`said ${progress.pagesStored} pages, stored ${stored.length}`);
  if (!['finished', 'failed', 'cancelled'].includes(progress.phase)) problems.push(`ended in ${progress.phase}`);
  const half = duplex && stored.length % 2 === 1;
  const missing = { page: stored.length + (half ? 0 : 1), sheet: duplex ? Math.floor(stored.length / 2) + 1 : stored.length + 1 };
  if (progress.phase === 'failed' && JSON.stringify(progress.notTaken) !== JSON.stringify(missing))
    problems.push(`failed and reported ${JSON.stringify(progress.notTaken)} instead of ${JSON.stringify(missing)} as not taken`);
  return problems;
}

export const describeMishap = ({ seed, sheets, duplex, jobs }: Mishap): string =>
  `seed ${seed}: ${sheets} sheets${duplex ? ' duplex' : ''}, ${jobs.map((faults) => faults.map(({ kind }) => kind).join('+')).join(' / ')}`;
