/** Times variants of the OCR models on tensors of real readings: graph, optimisation level, memory, half precision, integers. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InferenceSession } from 'onnxruntime-node';
import { editDistance } from '#shared/text-layout/fuzzy-match.ts';
import { prepare } from '../../electron/pipeline/prepare.ts';
import { modelPath } from '../../models/manifest.ts';
import { lightenGraph } from '../../models/ocr/onnx/lighten-graph.ts';
import { readOnnxGraph } from '../../models/ocr/onnx/onnx-graph.ts';
import { shippedModelSet } from '../../models/ocr/pp-ocr/model-set.ts';
import { createPpOcrEngine } from '../../models/ocr/pp-ocr/pp-ocr-engine.ts';
import { observeRuns, runtimeOptions } from '../../models/session.ts';
import type { FloatTensor } from '../../models/session.ts';
import { quantile } from './bars.ts';

const { InferenceSession: sessions, Tensor } = createRequire(import.meta.url)('onnxruntime-node') as typeof import('onnxruntime-node');

export type ModelRole = 'detection' | 'recognition';
export type VariantRow = {
  model: ModelRole;
  variant: string;
  /** Median over the rounds, of all tensors together. */
  cpuMs: number;
  /** Detection: share of map pixels on the other side of the threshold. Recognition: share of characters read otherwise. */
  difference: number;
};
type Options = InferenceSession.SessionOptions;
type Variant = { name: string; model: string | Uint8Array; options: Options };

const variantsFolder = fileURLToPath(new URL('../../.cache/bench/model-variants/', import.meta.url));
const usual: Options = runtimeOptions(1);
const roles = { detection: 'pp-ocrv4-detection', recognition: 'pp-ocrv4-recognition' } as const;
/** What a map pixel is compared with to belong to a line. */
const pixelThreshold = 0.3;

/** @returns null when the variants are there, else why they are not */
function makeFiles(): string | null {
  const wanted = Object.values(roles).map((id) => modelPath(id));
  if (wanted.every((path) => existsSync(variantPath(path, 'fp16')))) return null;
  const script = fileURLToPath(new URL('make-model-variants.py', import.meta.url));
  try {
    execFileSync(process.env['BENCH_PYTHON'] ?? 'python3', [script, variantsFolder, ...wanted], { stdio: ['ignore', 'ignore', 'pipe'] });
    return null;
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? (error as Error).message);
    return `int8 and fp16 left out: ${said.trim().split('\n').at(-1)} (set BENCH_PYTHON to a Python with onnxruntime and onnx)`;
  }
}

const variantPath = (path: string, kind: string) => join(variantsFolder, `${basename(path, '.onnx')}.${kind}.onnx`);

function variantsOf(path: string, withFiles: boolean): Variant[] {
  const graph = readOnnxGraph(readFileSync(path));
  lightenGraph(graph);
  const rewritten = graph.write();
  const levels = ['disabled', 'basic', 'extended'] as const;
  return [
    { name: 'rewritten (kept)', model: rewritten, options: usual },
    { name: 'as shipped', model: path, options: usual },
    ...levels.map((level) => ({
      name: `rewritten, optimisation ${level}`,
      model: rewritten,
      options: { ...usual, graphOptimizationLevel: level },
    })),
    { name: 'rewritten, memory patterns', model: rewritten, options: { ...usual, enableMemPattern: true } },
    { name: 'rewritten, no arena', model: rewritten, options: { ...usual, enableCpuMemArena: false } },
    { name: 'rewritten, two threads', model: rewritten, options: { ...usual, intraOpNumThreads: 2 } },
    ...(withFiles ? ['fp16', 'int8', 'int8-products'] : []).map((kind) => ({ name: kind, model: variantPath(path, kind), options: usual })),
  ];
}

/** The tensors of one page's reading, by model; of lines every third. */
async function recordTensors(file: string): Promise<Record<ModelRole, FloatTensor[]>> {
  const tensors: Record<ModelRole, FloatTensor[]> = { detection: [], recognition: [] };
  const engine = await createPpOcrEngine();
  observeRuns(({ modelPath: path, input }) => {
    for (const role of ['detection', 'recognition'] as const)
      if (path === modelPath(roles[role])) tensors[role].push({ dims: [...input.dims], data: input.data.slice() });
  });
  try {
    const page = await prepare(readFileSync(file), { dpi: null, finder: engine });
    await engine.read(page.image, page.quads ? { quads: page.quads } : {});
  } finally {
    observeRuns(null);
    await engine.close();
  }
  return { ...tensors, recognition: tensors.recognition.filter((_, index) => index % 3 === 0) };
}

/** Variants take turns, round by round, so that a noise of the machine meets all of them. CPU time, not wall time. */
export async function measureModels(file: string, rounds: number, progress: (text: string) => void) {
  const missing = makeFiles();
  const tensors = await recordTensors(file);
  const { characters } = await shippedModelSet();
  const rows: VariantRow[] = [];
  for (const role of ['detection', 'recognition'] as const) {
    const inputs = tensors[role];
    const variants = variantsOf(modelPath(roles[role]), missing === null);
    const opened = [];
    for (const variant of variants) opened.push({ ...variant, session: await sessions.create(variant.model as string, variant.options) });
    const outputs = await Promise.all(opened.map(({ session }) => runAll(session, inputs)));
    const reference = outputs[0]!;
    const times = opened.map((): number[] => []);
    for (let round = 0; round < rounds; round++)
      for (const [index, { session }] of opened.entries()) times[index]!.push(await cpuOf(() => runAll(session, inputs)));
    for (const [index, { name, session }] of opened.entries()) {
      const difference =
        role === 'detection' ? pixelDifference(reference, outputs[index]!) : textDifference(reference, outputs[index]!, characters);
      rows.push({ model: role, variant: name, cpuMs: quantile(times[index]!, 0.5), difference });
      await session.release();
    }
    progress(`${role}: ${variants.length} variants on ${inputs.length} tensors`);
  }
  return { rows, missing };
}

async function runAll(session: InferenceSession, inputs: readonly FloatTensor[]): Promise<FloatTensor[]> {
  const outputs: FloatTensor[] = [];
  for (const { dims, data } of inputs) {
    const results = await session.run({ [session.inputNames[0]!]: new Tensor('float32', data, dims) });
    const { dims: shape, data: values } = results[session.outputNames[0]!]!;
    outputs.push({ dims: shape, data: (values as Float32Array).slice() });
  }
  return outputs;
}

async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function pixelDifference(reference: readonly FloatTensor[], outputs: readonly FloatTensor[]): number {
  let [other, all] = [0, 0];
  for (const [index, { data }] of reference.entries())
    for (let at = 0; at < data.length; at++, all++) if (data[at]! > pixelThreshold !== outputs[index]!.data[at]! > pixelThreshold) other++;
  return other / Math.max(1, all);
}

function textDifference(reference: readonly FloatTensor[], outputs: readonly FloatTensor[], characters: readonly string[]): number {
  let [other, all] = [0, 0];
  for (const [index, output] of reference.entries()) {
    const [expected, given] = [output, outputs[index]!].map((tensor) => textOf(tensor, characters)) as [string, string];
    all += expected.length;
    other += editDistance(expected, given);
  }
  return other / Math.max(1, all);
}

/** The likeliest class of each step, without blanks and repetitions. */
function textOf({ dims, data }: FloatTensor, characters: readonly string[]): string {
  const classes = dims.at(-1)!;
  let text = '';
  for (let start = 0, previous = 0; start < data.length; start += classes) {
    let best = 0;
    for (let index = 1; index < classes; index++) if (data[start + index]! > data[start + best]!) best = index;
    if (best !== 0 && best !== previous) text += characters[best]!;
    previous = best;
  }
  return text;
}
