/** A PP-OCR model set: detection, recognition and dictionary, the shipped one or one that was dropped into the models folder. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, isAppError } from '#shared/errors.ts';
import { modelPath } from '../../manifest.ts';
import { createSession } from '../../session.ts';
import type { FloatTensor } from '../../session.ts';
import { readCharacterList } from './ctc-decode.ts';

export type ModelSet = {
  /** For the log of the case: name, and for a dropped set the first digits of its files' SHA-256. */
  version: string;
  detectionPath: string;
  recognitionPath: string;
  /** Class by class, blank first. */
  characters: readonly string[];
  /** Which models compute the same after their graph was rewritten while loading (models/ocr/onnx). */
  lighten: { detection: boolean; recognition: boolean };
};

/** `model.json` of a dropped set. Digests, when given, must match; what is found is recorded in the version anyway. */
const modelSetSchema = z.object({
  /** Model family that detection and recognition behave like. */
  family: z.literal('pp-ocr').default('pp-ocr'),
  version: z.string().max(60).optional(),
  licence: z.string().optional(),
  source: z.string().optional(),
  sha256: z.object({ det: z.string().optional(), rec: z.string().optional(), keys: z.string().optional() }).default({}),
});

/** Name of a set = name of its folder. */
const namePattern = /^[\w][\w.-]{0,60}$/;
const fileNames = { det: 'det.onnx', rec: 'rec.onnx', keys: 'keys.txt' } as const;

export async function shippedModelSet(): Promise<ModelSet> {
  return {
    version: 'pp-ocrv6-small',
    detectionPath: modelPath('pp-ocrv4-detection'),
    recognitionPath: modelPath('pp-ocrv6-recognition'),
    characters: readCharacterList(await readFile(modelPath('pp-ocrv6-keys'), 'utf8')),
    // The recognition graph is lean already: rewriting it gains nothing.
    lighten: { detection: true, recognition: false },
  };
}

/** Names of the sets in a models folder, whether they are sound or not; none when there is no such folder. */
export async function listModelSets(modelsFolder: string): Promise<string[]> {
  const entries = await readdir(modelsFolder, { withFileTypes: true }).catch(() => []);
  const named = entries.filter((entry) => entry.isDirectory() && namePattern.test(entry.name)).map(({ name }) => name);
  const complete = await Promise.all(named.map((name) => readFile(join(modelsFolder, name, 'model.json')).then(() => [name], () => []))); // prettier-ignore
  return complete.flat().sort();
}

/**
 * Loads and checks a dropped set: digests, that both models run and give what PP-OCR models give, and that the dictionary has as many
 * characters as the recognition model has classes.
 * @throws AppError `recognizer.model-missing` (no such set, or a file of it), `recognizer.model-mismatch` with the reason
 */
export async function readModelSet(modelsFolder: string, name: string): Promise<ModelSet> {
  if (!namePattern.test(name)) throw new AppError('recognizer.model-missing', { model: name });
  const folder = join(modelsFolder, name);
  const read = (file: string) =>
    readFile(join(folder, file)).catch((error: unknown) => {
      throw new AppError('recognizer.model-missing', { model: `${name}/${file}` }, error);
    });
  const description = parseDescription(name, await read('model.json'));
  const keys = await read(fileNames.keys);
  const found = { det: sha256(await read(fileNames.det)), rec: sha256(await read(fileNames.rec)), keys: sha256(keys) };
  for (const part of ['det', 'rec', 'keys'] as const)
    if ((description.sha256[part] ?? found[part]) !== found[part]) throw mismatch(name, 'digest', { file: fileNames[part] });
  const paths = { detectionPath: join(folder, fileNames.det), recognitionPath: join(folder, fileNames.rec) };
  const detection = await checkDetection(name, paths.detectionPath);
  const recognition = await countClasses(name, paths.recognitionPath);
  const characters = matchCharacters(name, readCharacterList(keys.toString('utf8')), recognition.classes);
  const digests = [found.det, found.rec, found.keys].map((digest) => digest.slice(0, 8)).join('-');
  const lighten = { detection: detection.lighten, recognition: recognition.lighten };
  return { version: `${description.version ?? name} ${digests}`, ...paths, characters, lighten };
}

const mismatch = (model: string, reason: string, details: Record<string, string | number> = {}, cause?: unknown) =>
  new AppError('recognizer.model-mismatch', { model, reason, ...details }, cause);

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function parseDescription(name: string, json: Uint8Array): z.infer<typeof modelSetSchema> {
  try {
    return modelSetSchema.parse(JSON.parse(Buffer.from(json).toString('utf8')));
  } catch (error) {
    throw mismatch(name, 'model.json', {}, error);
  }
}

/** By how much the probabilities of one step may miss 1, rounding of half precision included. */
const probabilityTolerance = 0.02;

/** Shares of the same number that two ways to compute it may differ by. */
const sameWithin = 1e-3;

/**
 * Runs a model on a small picture of noise; a model of another kind fails or gives another shape. The rewritten graph is taken
 * only where it gives the same: it was written for graphs as they are shipped.
 */
async function tryModel(name: string, file: string, path: string, dims: readonly number[]) {
  const data = noise(dims.reduce((product, side) => product * side, 1));
  const plain = await runOnce(path, { dims, data }, false).catch((error: unknown) => {
    if (isAppError(error) && error.code !== 'recognizer.model-mismatch') throw error;
    throw mismatch(name, 'does-not-run', { file }, error);
  });
  const lightened = await runOnce(path, { dims, data }, true).catch(() => null);
  const lighten =
    lightened?.data.length === plain.data.length &&
    plain.data.every((value, at) => Math.abs(value - lightened.data[at]!) <= sameWithin * Math.max(1, Math.abs(value)));
  return { ...plain, lighten };
}

async function runOnce(path: string, input: FloatTensor, lighten: boolean): Promise<FloatTensor> {
  const session = createSession(path, { lighten });
  try {
    const { dims, data } = await session.run(input);
    return { dims, data: data.slice() };
  } finally {
    await session.close();
  }
}

/** The same at every start, between -1 and 1. */
function noise(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) / 0x40000000 - 1);
}

async function checkDetection(name: string, path: string): Promise<{ lighten: boolean }> {
  const { dims, lighten } = await tryModel(name, fileNames.det, path, [1, 3, 64, 96]);
  if (dims.length !== 4 || dims[1] !== 1 || dims[2] !== 64 || dims[3] !== 96) throw mismatch(name, 'shape', { file: fileNames.det });
  return { lighten };
}

async function countClasses(name: string, path: string): Promise<{ classes: number; lighten: boolean }> {
  const { dims, data, lighten } = await tryModel(name, fileNames.rec, path, [1, 3, 48, 96]);
  if (dims.length !== 3 || dims[0] !== 1 || !dims[1] || !dims[2]) throw mismatch(name, 'shape', { file: fileNames.rec });
  // Confidences are probabilities everywhere; a model exported without its last layer gives other numbers.
  const first = data.subarray(0, dims[2]);
  const sum = first.reduce((whole, value) => whole + value, 0);
  if (Math.abs(sum - 1) > probabilityTolerance || first.some((value) => value < 0)) throw mismatch(name, 'shape', { file: fileNames.rec });
  return { classes: dims[2], lighten };
}

/** Models are trained with and without a class for the space at the end of the list. */
function matchCharacters(name: string, characters: string[], classes: number): string[] {
  if (characters.length === classes) return characters;
  if (characters.length === classes + 1) return characters.slice(0, -1);
  throw mismatch(name, 'dictionary', { classes, characters: characters.length });
}
