/** A 60 ppm duplex device feeds a large stack: does storing keep pace, does memory stay flat, how soon is a thumbnail there. */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { JournalEntry } from '../../drivers/simulator/escl-server.ts';
import { drawSide, readSideNumber } from '../../drivers/simulator/numbered-sheets.ts';
import { clerk, openCase, openDeviceBench, scannerAt } from '../integration/device-bench.ts';
import { atMost, quantile } from './bars.ts';
import type { Bar } from './bars.ts';

type StackOptions = { root: string; sheets: number; say: (text: string) => void };
export type StackResult = { bars: Bar[]; stack: object };

const msPerSheet = 1_000;
const [widthPx, heightPx] = [2480, 3508];
/** After these pages the heap has reached its working size. */
const warmPages = 20;
const simulatorMain = fileURLToPath(new URL('../../drivers/simulator/main.ts', import.meta.url));

export async function feedLargeStack({ root, sheets, say }: StackOptions): Promise<StackResult> {
  say(`drawing ${2 * sheets} sides as they come from a scanner at 300 dpi`);
  const folder = join(tmpdir(), `intake-desk-soak-stack-${sheets}`);
  const bytesPerPage = await drawStack(folder, sheets);
  const simulator = await startSimulatorProcess(folder);
  const bench = await openDeviceBench(root, 'child');
  try {
    // The device's capabilities are read when it is set up, and the process then runs already.
    await bench.scanners.capabilities('escl-network', simulator.url);
    const caseId = await openCase(bench.store);
    const stop = new AbortController();
    const thumbnailAt = followThumbnails(bench.events.watch(caseId, stop.signal));
    const memory = followMemory();
    const startedAt = performance.now();
    const request = { source: 'feeder', duplex: true, colorMode: 'color', dpi: 300 } as const;
    const { done } = await bench.jobs.start(caseId, scannerAt(simulator.url), request, clerk);
    const progress = await done;
    const durationMs = performance.now() - startedAt;
    const growth = memory.stop();
    stop.abort();
    const sentAt = await simulator.pagesSentAt();
    const delays = thumbnailAt.map((at, index) => at - (sentAt[index] ?? NaN));
    const numbers: number[] = [];
    for (const { id } of await bench.store.pages.list(caseId))
      numbers.push(await readSideNumber((await bench.store.pages.bytes(id, 'original')) ?? new Uint8Array()));
    const wrong = numbers.filter((number, index) => number !== index + 1).length + Math.abs(numbers.length - 2 * sheets);
    const idealMs = sheets * msPerSheet;
    return {
      bars: [
        atMost('large stack: sides lost, doubled or out of order', wrong, 0),
        // Starting the job costs half a second however large the stack is; falling behind would grow with every sheet.
        atMost('large stack: behind the motor at the end, s', (durationMs - idealMs) / 1000, 2),
        atMost('large stack: RSS growth of the host after the first pages, MB', growth.hostMb, 50),
        atMost('large stack: RSS growth of the scanners’ process, MB', growth.childMb, 50),
        atMost('page bytes sent to thumbnail for the screen, median ms', quantile(delays, 0.5), 300),
      ],
      stack: {
        sheets,
        sides: numbers.length,
        phase: progress.phase,
        bytesPerPage,
        durationMs,
        idealMs,
        thumbnailP95Ms: quantile(delays, 0.95),
        ...growth,
      },
    };
  } finally {
    await bench.close();
    simulator.stop();
  }
}

/**
 * Printed pages with the noise of a sensor, each with its number: about a megabyte, as office feeders send them.
 * Kept between runs, because drawing them takes longer than feeding them.
 * @returns the mean size in bytes
 */
export async function drawStack(folder: string, sheets: number): Promise<number> {
  await mkdir(folder, { recursive: true });
  let bytes = 0;
  let paper: Buffer | null = null;
  for (let side = 1; side <= 2 * sheets; side++) {
    const file = join(folder, `${String(Math.ceil(side / 2)).padStart(3, '0')}-${side % 2 === 1 ? 'front' : 'back'}.jpg`);
    const drawn = await stat(file).catch(() => null);
    if (!drawn) {
      paper ??= await drawPaper();
      await drawPage(paper, side, file);
    }
    bytes += (drawn ?? (await stat(file))).size;
  }
  return Math.round(bytes / (2 * sheets));
}

const raw = { width: widthPx, height: heightPx, channels: 3 } as const;

async function drawPaper(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 238, sigma: 9 } as const;
  const blank = await sharp({ create: { ...raw, background: '#fff', noise } })
    .raw()
    .toBuffer();
  const words = 'The quick brown fox 0123456789 '.repeat(4);
  const lines = Array.from({ length: 60 }, (_, row) => `<text x="160" y="${1100 + row * 38}" font-size="30">${words}</text>`);
  const print = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}">${lines.join('')}</svg>`);
  return sharp(blank, { raw })
    .composite([{ input: print }])
    .removeAlpha()
    .raw()
    .toBuffer();
}

/** The number's blocks, four times as large as `drawSide` draws them, laid over the paper. */
async function drawPage(paper: Buffer, side: number, file: string): Promise<void> {
  const blocks = { left: 50, top: 110, width: 420, height: 120 };
  const number = await sharp(await drawSide(side).toBuffer())
    .extract(blocks)
    .resize(blocks.width * 4, blocks.height * 4, { kernel: 'nearest' })
    .toBuffer();
  const page = sharp(paper, { raw }).composite([{ input: number, left: blocks.left * 4, top: blocks.top * 4 }]);
  const unfinished = `${file}.part`;
  await page.withMetadata({ density: 300 }).jpeg({ quality: 85 }).toFile(unfinished);
  await rename(unfinished, file);
}

export async function startSimulatorProcess(pages: string) {
  const args = ['--pages', pages, '--model', 'production-200', '--ms-per-sheet', String(msPerSheet), '--no-reload'];
  const child = fork(simulatorMain, args, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const { url, controlUrl } = await new Promise<{ url: string; controlUrl: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { url: string; controlUrl: string }));
    child.once('exit', () => reject(new Error('the simulator did not start')));
  });
  return {
    url,
    /** `Date.now()` at which each page's last byte was handed to the network. */
    async pagesSentAt(): Promise<number[]> {
      const journal = (await (await fetch(`${controlUrl}/journal`)).json()) as JournalEntry[];
      return journal
        .filter(({ path, status }) => path.endsWith('/NextDocument') && status === 200)
        .map(({ answeredAt }) => answeredAt ?? NaN);
    },
    stop: () => void child.kill('SIGTERM'),
  };
}

/** `Date.now()` of each thumbnail that a screen is told of, in the order of the pages. */
function followThumbnails(events: AsyncIterable<{ kind: string }>): number[] {
  const at: number[] = [];
  void (async () => {
    for await (const event of events) if (event.kind === 'page') at.push(Date.now());
  })().catch(() => undefined);
  return at;
}

function rssMb(pid: number | 'self'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024;
}

/** The scanners' process is the child of ours that runs entry.ts of the drivers. */
function scannersPid(): number | null {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(/\s+/).map(Number);
  return children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('drivers/process/entry.ts')) ?? null;
}

/** Growth from the state after the first pages to the highest value seen. */
function followMemory(): { stop(): { hostMb: number; childMb: number } } {
  const child = scannersPid();
  const samples: { host: number; child: number }[] = [];
  const look = (): void => void samples.push({ host: rssMb('self'), child: child === null ? NaN : rssMb(child) });
  const timer = setInterval(look, 500);
  return {
    stop() {
      clearInterval(timer);
      look();
      // Two samples per second, two sides per second.
      const warm = samples[Math.min(warmPages, samples.length - 1)]!;
      const late = samples.slice(warmPages);
      const growth = (key: 'host' | 'child'): number => Math.max(0, ...late.map((sample) => sample[key] - warm[key]));
      return { hostMb: growth('host'), childMb: growth('child') };
    },
  };
}
