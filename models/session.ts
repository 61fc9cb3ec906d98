/** The only door to ONNX Runtime: sessions that load on first use, with bounded memory and a chosen number of threads. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { AppError } from '#shared/errors.ts';
import { lightenGraph } from './ocr/onnx/lighten-graph.ts';
import { readOnnxGraph } from './ocr/onnx/onnx-graph.ts';

// From 1.29 on the runtime reports to its maker: a lasting device id, paths, model names and times, kept under the home until they
// are sent. It looks once, at loading. Here and not at loading, because a worker thread's environment is a copy that native code
// does not see: whoever starts a lane imports this file first, in the main thread.
process.env['ORT_DISABLE_TELEMETRY'] = '1';

// The package is CommonJS whose named exports static analysis does not see; loading it by `require` also keeps it lazy.
const load = createRequire(import.meta.url);
type Runtime = typeof import('onnxruntime-node');
let runtime: Runtime | undefined;

export type FloatTensor = { dims: readonly number[]; data: Float32Array };
export type ByteTensor = { dims: readonly number[]; data: Uint8Array };

/** Per row the place of its greatest value and the value. */
export type RowMaxima = { rowLength: number; places: Int32Array; values: Float32Array };

export type ModelSession = {
  /**
   * Runs the model on its first input and gives its first output. In a session of its own it blocks the thread while it computes;
   * in session lanes it does not, and takes the input's samples away.
   */
  run(input: FloatTensor): Promise<FloatTensor>;
  /** The same for a model that gives probabilities, where only the greatest of each row (along the last dimension) is wanted. */
  runForMaxima(input: FloatTensor): Promise<RowMaxima>;
  /** Loads the model now instead of at the first run. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
};

/** A session over a model with several inputs and outputs, which go by their names in the file. */
export type NamedModelSession = ModelSession & {
  /** Blocks the thread like `run`; not shown to an observer. */
  runNamed(inputs: Readonly<Record<string, FloatTensor | ByteTensor>>): Promise<Record<string, FloatTensor>>;
  /** Length of the last dimension of each output, by name; outputs whose length the file leaves open are left out. */
  outputLengths(): Promise<Record<string, number>>;
};

export type SessionOptions = {
  /** Threads inside one run. */
  threads?: number;
  /** Rewrites the model while it is loaded so that it computes the same in fewer steps (ocr/onnx/lighten-graph.ts). */
  lighten?: boolean;
};

/** One finished model run, for measuring. */
export type ObservedRun = {
  modelPath: string;
  input: FloatTensor;
  startedMs: number;
  endedMs: number;
  /** Runs the same model on another input of this shape, unobserved. */
  runAgain(input: FloatTensor): Promise<unknown>;
};
let observer: ((run: ObservedRun) => void) | null = null;

/** Hands every run of this process to `observe` until it is called with null. For the benches; costs nothing otherwise. */
export function observeRuns(observe: ((run: ObservedRun) => void) | null): void {
  observer = observe;
}

/** The same run, reported to the observer when there is one. It runs on a copy of the input then: a run may take its samples away. */
export function observed<T>(modelPath: string, run: (input: FloatTensor) => Promise<T>): (input: FloatTensor) => Promise<T> {
  return async (input) => {
    if (!observer) return run(input);
    const kept = { dims: input.dims, data: input.data.slice() };
    const startedMs = performance.now();
    const output = await run(input);
    observer?.({ modelPath, input: kept, startedMs, endedMs: performance.now(), runAgain: run });
    return output;
  };
}

/** A session over an .onnx file; nothing is loaded before it is used. */
export function createSession(modelPath: string, options: SessionOptions = {}): NamedModelSession {
  let opening: Promise<InferenceSession> | undefined;
  const open = () => (opening ??= openSession(modelPath, options));
  const buffers: OutputBuffers = { shapes: new Map(), samples: new Float32Array(0) };
  return {
    run: observed(modelPath, async (input) => runSession(await open(), input)),
    runForMaxima: observed(modelPath, async (input) => rowMaxima(await runSession(await open(), input, buffers))),
    async runNamed(inputs) {
      const outputs = await (await open()).run(Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, toTensor(input)])));
      return Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, fromTensor(output as Tensor)]));
    },
    async outputLengths() {
      const { outputMetadata } = await open();
      return Object.fromEntries(
        outputMetadata.flatMap((output) => {
          const length = output.isTensor ? output.shape.at(-1) : undefined;
          return typeof length === 'number' ? [[output.name, length]] : [];
        }),
      );
    },
    async warmUp() {
      await open();
    },
    async close() {
      const session = await opening?.catch(() => undefined);
      opening = undefined;
      await session?.release();
    },
  };
}

function toTensor({ dims, data }: FloatTensor | ByteTensor): Tensor {
  const { Tensor: tensors } = runtimeModule();
  return data instanceof Uint8Array ? new tensors('uint8', data, dims) : new tensors('float32', data, dims);
}

const fromTensor = ({ dims, data }: Tensor): FloatTensor => ({ dims, data: data as Float32Array });

/** Outputs that nobody keeps are written over each other: `shapes` are those known by the shape of the input. */
type OutputBuffers = { shapes: Map<string, readonly number[]>; samples: Float32Array };

async function runSession(session: InferenceSession, { dims, data }: FloatTensor, buffers?: OutputBuffers): Promise<FloatTensor> {
  const [inputName, outputName] = [session.inputNames[0]!, session.outputNames[0]!];
  const feeds = { [inputName]: toTensor({ dims, data }) };
  const shape = buffers?.shapes.get(dims.join());
  if (!buffers || !shape) {
    const output = fromTensor((await session.run(feeds))[outputName] as Tensor);
    buffers?.shapes.set(dims.join(), output.dims);
    return output;
  }
  const size = shape.reduce((product, side) => product * side, 1);
  if (buffers.samples.length < size) buffers.samples = new Float32Array(size);
  const samples = buffers.samples.subarray(0, size);
  const output = { dims: shape, data: samples };
  await session.run(feeds, { [outputName]: toTensor(output) });
  return output;
}

function rowMaxima({ dims, data }: FloatTensor): RowMaxima {
  const rowLength = dims.at(-1)!;
  const rows = data.length / rowLength;
  const maxima = { rowLength, places: new Int32Array(rows), values: new Float32Array(rows) };
  for (let row = 0, start = 0; row < rows; row++, start += rowLength) {
    let place = 0;
    let value = data[start]!;
    // Probabilities: nothing is greater than more than one half. In most rows of text the first, which is no character, is.
    if (!(value > 0.5 && value <= 1))
      for (let index = 1; index < rowLength; index++) if (data[start + index]! > value) value = data[start + (place = index)]!;
    maxima.places[row] = place;
    maxima.values[row] = value;
  }
  return maxima;
}

function runtimeModule(): Runtime {
  return (runtime ??= load('onnxruntime-node') as Runtime);
}

/** How every session is opened. */
export const runtimeOptions = (threads: number) =>
  ({
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Without the arena every feature map comes fresh from the system: half the CPU time, measured. Patterns are kept per
    // shape and pay only where all runs have the same one.
    enableCpuMemArena: true,
    enableMemPattern: false,
    // Threads that spin while they wait take the processor from the page beside this one: twice the CPU time, measured.
    extra: { session: { 'intra_op.allow_spinning': '0' } },
  }) satisfies InferenceSession.SessionOptions;

async function openSession(modelPath: string, { threads = 1, lighten = false }: SessionOptions) {
  try {
    const options = runtimeOptions(threads);
    const { InferenceSession: sessions } = runtimeModule();
    return await (lighten ? sessions.create(await readLightened(modelPath), options) : sessions.create(modelPath, options));
  } catch (error) {
    throw new AppError('recognizer.model-mismatch', {}, error);
  }
}

async function readLightened(modelPath: string): Promise<Uint8Array> {
  const graph = readOnnxGraph(await readFile(modelPath));
  lightenGraph(graph);
  return graph.write();
}
