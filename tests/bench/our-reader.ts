/** Our recognition core as a reader of the bench: bytes → prepared page → text, without classification and fields. */
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { prepare } from '../../electron/pipeline/prepare.ts';
import { readPage } from '../../electron/pipeline/recognize.ts';
import { modelPath } from '../../models/manifest.ts';
import { createPpOcrEngine } from '../../models/ocr/pp-ocr/pp-ocr-engine.ts';
import { observeRuns } from '../../models/session.ts';
import type { FloatTensor, ObservedRun } from '../../models/session.ts';
import { servePages } from './serve-pages.ts';
import type { Floor } from './serve-pages.ts';

/** As the pool sets up a lone child (electron/recognizer/pool.ts). */
const threads = Number(process.env['INTAKE_OCR_THREADS'] ?? Math.min(4, availableParallelism()));
/** Each of the two is measured so often; the medians are compared. */
const floorRounds = 3;

await servePages(async () => {
  const engine = await createPpOcrEngine({ threads });
  const read = async (bytes: Uint8Array) => {
    const page = await prepare(bytes, { dpi: null, finder: engine });
    return readPage(page, engine);
  };
  return {
    version: `${engine.version}, threads ${threads}`,
    read: async (bytes) => (await read(bytes)).map(({ text }) => text),
    measureFloor: (bytes) => measureFloor(() => read(bytes)),
  };
});

type Recorded = Pick<ObservedRun, 'startedMs' | 'endedMs' | 'runAgain'> & { input: FloatTensor };

/**
 * The floor: our own detection and recognition tensors of this page run again, nothing else, as many at a time as the engine ran.
 * Readings and floors take turns, so that a noise of the machine meets both.
 */
async function measureFloor(read: () => Promise<unknown>): Promise<Floor> {
  const recorded = await recordRuns(read);
  const concurrency = greatestOverlap(recorded);
  const readings: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < floorRounds; round++) {
    readings.push(await timed(read));
    floors.push(await timed(() => runAll(recorded, concurrency)));
  }
  return { readMs: middle(readings), floorMs: middle(floors), runs: recorded.length, concurrency };
}

async function recordRuns(read: () => Promise<unknown>): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  // Finding the upright direction is preparation, not detection or recognition.
  const direction = modelPath('pp-ocrv2-line-direction');
  observeRuns(({ modelPath: path, input, ...run }) => {
    if (path !== direction) recorded.push({ ...run, input: { dims: [...input.dims], data: input.data.slice() } });
  });
  try {
    await read();
  } finally {
    observeRuns(null);
  }
  return recorded;
}

function greatestOverlap(runs: readonly Recorded[]): number {
  return Math.max(
    1,
    ...runs.map(({ startedMs }) => runs.filter((other) => other.startedMs <= startedMs && other.endedMs > startedMs).length),
  );
}

async function runAll(runs: readonly Recorded[], concurrency: number): Promise<void> {
  const waiting = [...runs];
  const work = async () => {
    for (let run = waiting.shift(); run; run = waiting.shift()) await run.runAgain(run.input);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
