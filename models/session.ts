/** The only door to ONNX Runtime: sessions that load on first use, with bounded memory and a chosen number of threads. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { AppError } from '#shared/errors.ts';
import { lightenGraph } from './ocr/onnx/lighten-graph.ts';
import { readOnnxGraph } from './ocr/onnx/onnx-graph.ts';

// The package is CommonJS whose named exports static analysis does not see; loading it by `require` also keeps it lazy.
const load = createRequire(import.meta.url);
type Runtime = typeof import('onnxruntime-node');
let runtime: Runtime | undefined;

export type FloatTensor = { dims: readonly number[]; data: Float32Array };
export type ByteTensor = { dims: readonly number[]; data: Uint8Array };

export type ModelSession = {
  /**
   * Runs the model on its first input and gives its first output. In a session of its own it blocks the thread while it computes;
   * in session lanes it does not, and takes the input's samples away.
   */
  run(input: FloatTensor): Promise<FloatTensor>;
  /** Loads the model now instead of at the first run. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
};

/** A session over a model with several inputs and outputs, which go by their names in the file. */
export type NamedModelSession = ModelSession & {
  /** Blocks the thread like `run`; not shown to an observer. */
  runNamed(inputs: Readonly<Record<string, FloatTensor | ByteTensor>>): Promise<Record<string, FloatTensor>>;
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
  runAgain(input: FloatTensor): Promise<FloatTensor>;
};
let observer: ((run: ObservedRun) => void) | null = null;

/** Hands every run of this process to `observe` until it is called with null. For the benches; costs nothing otherwise. */
export function observeRuns(observe: ((run: ObservedRun) => void) | null): void {
  observer = observe;
}

/** The same run, reported to the observer when there is one. It runs on a copy of the input then: a run may take its samples away. */
export function observed(modelPath: string, run: ModelSession['run']): ModelSession['run'] {
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
  return {
    run: observed(modelPath, async (input) => runSession(await open(), input)),
    async runNamed(inputs) {
      const outputs = await (await open()).run(Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, toTensor(input)])));
      return Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, fromTensor(output as Tensor)]));
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

async function runSession(session: InferenceSession, { dims, data }: FloatTensor): Promise<FloatTensor> {
  const outputs = await session.run({ [session.inputNames[0]!]: toTensor({ dims, data }) });
  return fromTensor(outputs[session.outputNames[0]!] as Tensor);
}

function toTensor({ dims, data }: FloatTensor | ByteTensor): Tensor {
  const { Tensor: Tensors } = runtimeModule();
  return data instanceof Uint8Array ? new Tensors('uint8', data, dims) : new Tensors('float32', data, dims);
}

const fromTensor = ({ dims, data }: Tensor): FloatTensor => ({ dims, data: data as Float32Array });

function runtimeModule(): Runtime {
  return (runtime ??= load('onnxruntime-node') as Runtime);
}

async function openSession(modelPath: string, { threads = 1, lighten = false }: SessionOptions) {
  try {
    const options: InferenceSession.SessionOptions = {
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
    };
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
