/** The host's scanning services as a process of their own, to be killed: recovers what an earlier one left, then scans as told by messages. */
import { mkdir } from 'node:fs/promises';
import { readSideNumber } from '../../drivers/simulator/numbered-sheets.ts';
import { openDeviceBench, clerk, scannerAt } from './device-bench.ts';

export type FeederOrder =
  | { kind: 'scan'; caseId: string; url: string; duplex: boolean; clears: string | null }
  | { kind: 'resume'; jobId: string }
  | { kind: 'end'; jobId: string }
  | { kind: 'all-there'; caseId: string; jobId: string }
  | { kind: 'look' }
  | { kind: 'close' };
export type FeederNews =
  /** Of the process that was started: `scanners` is the one that drives devices. */
  | { kind: 'child'; name: string; pid: number }
  | { kind: 'ready' }
  | { kind: 'freed' }
  | { kind: 'cleared' }
  /** Numbers of the sides in the case, and the first sheet in doubt. */
  | { kind: 'case'; numbers: number[]; doubt: { jobId: string; sheet: number } | null }
  | { kind: 'progress'; phase: string; stored: number; jobId: string; sheet: number | null; error: string | null }
  | { kind: 'failed'; code: string };

const [dataFolder = '', key = '', caseId = ''] = process.argv.slice(2);
const tell = (news: FeederNews): void => void process.send?.(news, () => undefined);

await mkdir(dataFolder, { recursive: true });
const bench = await openDeviceBench(dataFolder, 'child', {
  dataFolder,
  key: Buffer.from(key, 'hex'),
  onChild: (name, pid) => tell({ kind: 'child', name, pid }),
});
await bench.leftJobs.recover();
void bench.leftJobs.freed().then(() => tell({ kind: 'freed' }));

void (async () => {
  for await (const event of bench.events.watch(caseId, new AbortController().signal)) {
    if (event.kind !== 'scan') continue;
    const { phase, pagesStored, jobId, notTaken, error } = event.progress;
    tell({ kind: 'progress', phase, stored: pagesStored, jobId, sheet: notTaken?.sheet ?? null, error: error?.code ?? null });
  }
})();

async function look(): Promise<void> {
  const { cases, pages } = bench.store;
  const stored = await pages.list(caseId);
  const bytes = await Promise.all(stored.map(({ id }) => pages.bytes(id, 'original')));
  const numbers = await Promise.all(bytes.map((image) => readSideNumber(image ?? new Uint8Array())));
  const [doubt] = (await cases.get(caseId))?.sheetDoubts ?? [];
  // The crash is what was asked for; anything else belongs into the bench's output.
  for (const error of bench.unexpected.splice(0))
    if (!(error instanceof Error && error.message === 'crash'))
      process.stderr.write(`feeder-host: ${error instanceof Error ? error.stack : ''}\n`);
  tell({ kind: 'case', numbers, doubt: doubt ? { jobId: doubt.jobId, sheet: doubt.sheet } : null });
}

async function obey(order: FeederOrder): Promise<void> {
  if (order.kind === 'resume') return bench.jobs.resume(order.jobId);
  if (order.kind === 'end') return bench.jobs.cancel(order.jobId);
  if (order.kind === 'all-there')
    return bench.doubts.clear(order.caseId, order.jobId, 'all-there', clerk).then(() => tell({ kind: 'cleared' }));
  if (order.kind === 'look') return look();
  if (order.kind === 'close') return bench.close().then(() => process.exit(0));
  const { url, duplex, clears } = order;
  await bench.jobs.start(order.caseId, scannerAt(url), { duplex }, clerk, { pauses: true, clears });
}

process.on('message', (order) => {
  obey(order as FeederOrder).catch((error: unknown) => tell({ kind: 'failed', code: (error as { code?: string }).code ?? 'internal' }));
});
process.once('disconnect', () => process.exit(0));
tell({ kind: 'ready' });
