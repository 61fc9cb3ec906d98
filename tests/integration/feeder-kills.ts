/** Seeded kills with paper in the feeder: what the device's feeder really did is compared with what the clerk is told and with the pages in the case. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startSimulator } from '../../drivers/simulator/simulator.ts';
import type { Simulator } from '../../drivers/simulator/simulator.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';
import type { Store } from '../../electron/store/store.ts';
import { openCase } from './device-bench.ts';
import { numberedStack, randomOf } from './device-mishaps.ts';
import type { FeederNews, FeederOrder } from './feeder-host.ts';

const entry = fileURLToPath(new URL('./feeder-host.ts', import.meta.url));
/** Against hanging only; a busy machine may take most of it. */
const patienceMs = 120_000;
const freePatienceMs = 130_000;

export type Kill = {
  seed: number;
  victim: 'host' | 'scanners' | 'both';
  duplex: boolean;
  sheets: number;
  msPerSheet: number;
  /** Sheets that the device pulls before they are asked for. */
  ahead: number;
  /** After the device has let so many sheets through, and a moment. */
  afterSheets: number;
  momentMs: number;
};
export type KillResult = {
  kill: Kill;
  problems: string[];
  /** Sheets that went through the feeder, were not received whole, and of which nobody was told. */
  untold: number;
  lostOrDoubled: number;
  /** Of the kill, when only the scanners' process died; of the restart, otherwise. */
  freeAfterMs: number;
  /** A sheet was in doubt and told. */
  told: number | null;
};

export function inventKill(seed: number): Kill {
  const random = randomOf(seed);
  const whole = (below: number): number => Math.floor(random() * below);
  const sheets = 2 + whole(numberedStack.length - 1);
  const msPerSheet = 60 + whole(340);
  return {
    seed,
    victim: (['host', 'scanners', 'both'] as const)[whole(3)]!,
    duplex: random() < 0.5,
    sheets,
    msPerSheet,
    ahead: random() < 0.5 ? 0 : 1 + whole(3),
    afterSheets: whole(sheets + 1),
    momentMs: whole(2 * msPerSheet),
  };
}

class Desk {
  readonly news: FeederNews[] = [];
  readonly #child: ChildProcess;
  readonly #wakers = new Set<() => void>();

  constructor(dataFolder: string, key: Buffer, caseId: string) {
    this.#child = fork(entry, [dataFolder, key.toString('hex'), caseId], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#child.on('message', (message) => {
      this.news.push(message as FeederNews);
      for (const wake of this.#wakers) wake();
    });
  }

  order(order: FeederOrder): void {
    this.#child.send(order);
  }

  /** The first news, from `since` on, that fits. @throws Error when none comes */
  async until<Found extends FeederNews>(fits: (news: FeederNews) => news is Found, since = 0): Promise<Found> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const found = this.news.slice(since).find(fits);
      if (found) return found;
      if (Date.now() > deadline) throw new Error('no news');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500);
        this.#wakers.add(resolve);
        void Promise.resolve().then(() => timer.unref());
      });
    }
  }

  get scannersPid(): number | undefined {
    return this.news.findLast((news): news is NewsOf<'child'> => news.kind === 'child' && news.name === 'scanners')?.pid;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** How the feeding that was ordered at `since` ended; the pause before it may still be told once more, with what the device counted. */
  async nextEnd(since: number): Promise<NewsOf<'progress' | 'failed'>> {
    const begun = await this.until(
      (news): news is NewsOf<'progress' | 'failed'> => news.kind === 'failed' || hasPhase('preparing')(news),
      since,
    );
    if (begun.kind === 'failed') return begun;
    return this.until(
      (news): news is NewsOf<'progress' | 'failed'> =>
        news.kind === 'failed' || hasPhase('finished', 'failed', 'paused', 'cancelled')(news),
      this.news.indexOf(begun),
    );
  }

  look(): Promise<NewsOf<'case'>> {
    const since = this.news.length;
    this.order({ kind: 'look' });
    return this.until(isKind('case'), since);
  }

  async gone(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await new Promise((resolve) => this.#child.once('exit', resolve));
  }

  async close(): Promise<void> {
    if (this.#child.connected) this.order({ kind: 'close' });
    await this.gone();
  }
}

type NewsOf<Kind extends FeederNews['kind']> = Extract<FeederNews, { kind: Kind }>;
const isKind =
  <Kind extends FeederNews['kind']>(kind: Kind) =>
  (news: FeederNews): news is NewsOf<Kind> =>
    news.kind === kind;
const hasPhase =
  (...phases: string[]) =>
  (news: FeederNews): news is NewsOf<'progress'> =>
    news.kind === 'progress' && phases.includes(news.phase);

/** @param pages the folder of `numberedStack` */
export async function runKill(root: string, pages: string, kill: Kill): Promise<KillResult> {
  const place = { dataFolder: join(root, `kill-${kill.seed}`), key: randomBytes(32) };
  await mkdir(place.dataFolder, { recursive: true });
  const simulator = await startSimulator({ pages, reload: false, msPerSheet: kill.msPerSheet });
  simulator.scanner.reload(kill.sheets);
  if (kill.ahead > 0) simulator.scanner.faults.set([{ kind: 'pull-ahead', sheets: kill.ahead }]);
  const caseId = await withStore(place, openCase);
  let desk = new Desk(place.dataFolder, place.key, caseId);
  const desks = [desk];
  try {
    await desk.until(isKind('ready'));
    desk.order({ kind: 'scan', caseId, url: simulator.url, duplex: kill.duplex, clears: null });
    await killAt(simulator, desk, kill);
    const killedAt = performance.now();
    if (kill.victim !== 'scanners') {
      await desk.gone();
      desk = new Desk(place.dataFolder, place.key, caseId);
      desks.push(desk);
      return await afterRestart({ kill, simulator, desk, place, caseId, restartedAt: performance.now() });
    }
    return await afterCrash({ kill, simulator, desk, place, caseId, killedAt });
  } finally {
    for (const one of desks) {
      one.kill();
      await one.gone();
    }
    await simulator.close();
  }
}

/** At a random moment of the feed; a job that is quicker than that is killed at its end. */
async function killAt(simulator: Simulator, desk: Desk, { victim, afterSheets, momentMs }: Kill): Promise<void> {
  await desk.until(isKind('child'));
  const ended = (): boolean => desk.news.some(hasPhase('finished', 'failed'));
  const asked = (): boolean => simulator.journal.some(({ method }) => method === 'POST');
  while (!ended() && (simulator.scanner.passed.length < afterSheets || !asked())) await wait(2);
  await wait(momentMs);
  if (victim !== 'host') process.kill(desk.scannersPid!, 'SIGKILL');
  if (victim !== 'scanners') desk.kill();
}

type After = { kill: Kill; simulator: Simulator; desk: Desk; place: Place; caseId: string };
type Place = { dataFolder: string; key: Buffer };

/** The clerk does what the case says, and nothing else. */
async function afterRestart(after: After & { restartedAt: number }): Promise<KillResult> {
  const { kill, simulator, desk, caseId, restartedAt } = after;
  const free = untilFree(simulator, restartedAt);
  await desk.until(isKind('ready'));
  const freeAfterMs = await free;
  const { doubt, numbers: received } = await desk.look();
  const missing = sheetsOf(simulator.scanner.passed).filter((sheet) => !wholeSheet(received, sheet, kill.duplex));
  const untold = missing.filter((sheet) => doubt === null || sheet < doubt.sheet).length;
  if (doubt) simulator.scanner.reloadFrom(doubt.sheet, kill.sheets);
  if (doubt && doubt.sheet > kill.sheets) await sayAllThere(after, doubt.jobId);
  else if (simulator.scanner.sheetsLoaded > 0) {
    const since = desk.news.length;
    desk.order({ kind: 'scan', caseId, url: simulator.url, duplex: kill.duplex, clears: doubt?.jobId ?? null });
    const end = await desk.nextEnd(since);
    if (end.kind === 'failed' || end.phase !== 'finished')
      return result(after, { untold, freeAfterMs, told: doubt?.sheet ?? null }, [`second scan: ${JSON.stringify(end)}`]);
  }
  return result(after, { untold, freeAfterMs, told: doubt?.sheet ?? null });
}

/** The host lives: the job pauses and says what to put back, unless it was over. */
async function afterCrash(after: After & { killedAt: number }): Promise<KillResult> {
  const { kill, simulator, desk, caseId, killedAt } = after;
  const freeAfterMs = await untilFree(simulator, killedAt);
  const end = await desk.until(hasPhase('finished', 'failed', 'paused'));
  const { doubt, numbers: received } = await desk.look();
  const told = (end.phase === 'paused' ? end.sheet : doubt?.sheet) ?? null;
  const missing = sheetsOf(simulator.scanner.passed).filter((sheet) => !wholeSheet(received, sheet, kill.duplex));
  const untold = missing.filter((sheet) => told === null || sheet < told).length;
  if (told !== null) simulator.scanner.reloadFrom(told, kill.sheets);
  const since = desk.news.length;
  if (told !== null && told > kill.sheets) {
    if (end.phase === 'paused') {
      desk.order({ kind: 'end', jobId: end.jobId });
      await desk.until(hasPhase('cancelled'), since);
    } else await sayAllThere(after, doubt!.jobId);
  } else if (end.phase !== 'finished') {
    if (end.phase === 'paused') desk.order({ kind: 'resume', jobId: end.jobId });
    else desk.order({ kind: 'scan', caseId, url: simulator.url, duplex: kill.duplex, clears: doubt?.jobId ?? null });
    const last = await desk.nextEnd(since);
    if (last.kind === 'failed' || last.phase !== 'finished')
      return result(after, { untold, freeAfterMs, told }, [`went on to ${JSON.stringify(last)}`]);
  }
  return result(after, { untold, freeAfterMs, told });
}

/** Everything had arrived just before the kill: the clerk counts the paper, and there is no such sheet. */
async function sayAllThere({ desk, caseId }: After, jobId: string): Promise<void> {
  desk.order({ kind: 'all-there', caseId, jobId });
  await desk.until(isKind('cleared'));
}

async function result(
  { kill, desk }: After,
  measured: Pick<KillResult, 'untold' | 'freeAfterMs' | 'told'>,
  problems: string[] = [],
): Promise<KillResult> {
  const { numbers, doubt } = await desk.look();
  await desk.close();
  const expected = numberedStack.slice(0, kill.sheets).flatMap(([front, back]) => (kill.duplex ? [front, back ?? 0] : [front]));
  const times = (list: readonly number[], number: number): number => list.filter((one) => one === number).length;
  const all = [...new Set([...expected, ...numbers])];
  const lostOrDoubled = all.reduce((sum, number) => sum + Math.abs(times(numbers, number) - times(expected, number)), 0);
  if (lostOrDoubled > 0) problems.push(`${numbers.join(' ')} instead of ${expected.join(' ')}`);
  if (measured.untold > 0) problems.push(`${measured.untold} untold, told ${measured.told}`);
  if (problems.length === 0 && doubt) problems.push('the doubt was left open');
  return { kill, problems, lostOrDoubled, ...measured };
}

async function untilFree(simulator: Simulator, since: number): Promise<number> {
  while (simulator.scanner.state !== 'Idle' && performance.now() - since < freePatienceMs) await wait(10);
  return performance.now() - since;
}

const sheetsOf = (fronts: readonly string[]): number[] => [...new Set(fronts.map((path) => Number(/(\d+)-front/.exec(path)?.[1])))];

function wholeSheet(numbers: readonly number[], sheet: number, duplex: boolean): boolean {
  const [front, back] = numberedStack[sheet - 1]!;
  return numbers.includes(front) && (!duplex || numbers.includes(back ?? 0));
}

async function withStore<Value>({ dataFolder, key }: Place, work: (store: Store) => Promise<Value>): Promise<Value> {
  const store = await createStore({ dataFolder, key });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
