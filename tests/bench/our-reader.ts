/** Our recognition core as a reader of the bench: bytes → prepared page → text, without classification and fields. */
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { prepareAndBeginReading } from '../../electron/pipeline/pipeline.ts';
import { readPage } from '../../electron/pipeline/read.ts';
import { discardImage } from '../../models/image/pixel-image.ts';
import { modelPath } from '../../models/manifest.ts';
import { createPpOcrEngine } from '../../models/ocr/pp-ocr/pp-ocr-engine.ts';
import { createSession, observeRuns } from '../../models/session.ts';
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
    const { page, first } = await prepareAndBeginReading({ finder: engine, ocr: engine }, bytes, { dpi: null });
    const lines = await readPage(page, engine, { first });
    discardImage(page.image);
    return lines;
  };
  return {
    version: `${engine.version}, threads ${threads}`,
    read: async (bytes) => (await read(bytes)).map(({ text }) => text),
    measureFloor: (bytes) => measureFloor(() => read(bytes)),
  };
});

type Recorded = Pick<ObservedRun, 'modelPath' | 'runAgain'> & { input: FloatTensor };

/**
 * The floor: the detection and recognition tensors of this page run again, nothing else. The bar is on the plainest form, one run after
 * the other with all threads inside a run; beside it stands the form in which the engine runs them, side by side with one thread each.
 * Readings and floors take turns, so that a noise of the machine meets all.
 */
async function measureFloor(read: () => Promise<unknown>): Promise<Floor> {
  const recorded = await recordRuns(read);
  const sessions = new Map([...new Set(recorded.map(({ modelPath: path }) => path))].map((path) => [path, openPlain(path)]));
  const inTurn = async () => {
    for (const { modelPath: path, input } of recorded) await sessions.get(path)!.run(input);
  };
  const [readings, floors, besides]: number[][] = [[], [], []];
  await inTurn();
  for (let round = 0; round < floorRounds; round++) {
    readings!.push(await timed(read));
    floors!.push(await timed(inTurn));
    // A run in a lane takes its input away: each round has copies of its own, made before the clock starts.
    const copies = recorded.map(({ input }) => ({ dims: input.dims, data: input.data.slice() }));
    besides!.push(await timed(() => Promise.all(recorded.map(({ runAgain }, index) => runAgain(copies[index]!)))));
  }
  await Promise.all([...sessions.values()].map((session) => session.close()));
  return { readMs: middle(readings!), floorMs: middle(floors!), sideBySideMs: middle(besides!), runs: recorded.length };
}

const openPlain = (path: string) => createSession(path, { threads, lighten: true });

async function recordRuns(read: () => Promise<unknown>): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  // Finding the upright direction is preparation, not detection or recognition.
  const direction = modelPath('pp-ocrv2-line-direction');
  observeRuns((run) => {
    if (run.modelPath !== direction) recorded.push(run);
  });
  try {
    await read();
  } finally {
    observeRuns(null);
  }
  return recorded;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
