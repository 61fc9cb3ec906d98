/** Reads pool pages with the real pipeline; what was read is kept by the hash of the page's bytes, and only new models read again. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recognitionSchema } from '../../../electron/shared/page.ts';
import type { Recognition } from '../../../electron/shared/page.ts';
import { createNodePlatform } from '../../../electron/platform/node-platform.ts';
import { createRecognizer } from '../../../electron/recognizer/pool.ts';
import type { StepResults } from '../../../electron/pipeline/recognizer.ts';
import { cacheFolder } from './stack-pool.ts';
import type { DrawnPoolPage } from './stack-pool.ts';

/** A page that is not read by then has hung. */
const deadlineMs = 600_000;

export type ReadPage = DrawnPoolPage & { recognition: Recognition };

/** Code between the engines and the result: when it changes, pages are classified anew, their text is not read again. */
const laterCode = [
  'electron/pipeline/classify.ts',
  'electron/pipeline/pipeline.ts',
  'models/classifier/evidence.ts',
  'models/classifier/evidence-score.ts',
];
const repository = fileURLToPath(new URL('../../../', import.meta.url));
const laterHash = createHash('sha256')
  .update(laterCode.map((file) => readFileSync(join(repository, file), 'utf8')).join('\n'))
  .digest('hex');

type Kept = { models: Recognition['models']; later: string; recognition: Recognition };

const fileOf = (sha256: string): string => join(cacheFolder, 'readings', `${sha256}.json`);

function kept(sha256: string): Kept | null {
  const file = fileOf(sha256);
  if (!existsSync(file)) return null;
  const value = JSON.parse(readFileSync(file, 'utf8')) as Kept;
  return recognitionSchema.safeParse(value.recognition).success ? value : null;
}

function keep(sha256: string, value: Kept): void {
  const file = fileOf(sha256);
  writeFileSync(`${file}.part`, JSON.stringify(value));
  renameSync(`${file}.part`, file);
}

export type PoolReading = { pages: ReadPage[]; models: Recognition['models']; milliseconds: number[]; leftOut: number };

/** @param budgetMs pages not begun by then are left out */
export async function readPool(
  drawn: readonly DrawnPoolPage[],
  progress: (text: string) => void,
  budgetMs = Infinity,
): Promise<PoolReading> {
  mkdirSync(join(cacheFolder, 'readings'), { recursive: true });
  // What is measured is the cutting: a busy machine may take its time.
  const recognizer = createRecognizer({ startChild: createNodePlatform().startChild, deadlineMs });
  const started = performance.now();
  const { models } = await recognizer.status();
  const read = new Map<string, Recognition>();
  const milliseconds: number[] = [];
  const waiting = [...drawn];
  const lane = async () => {
    for (let page = waiting.shift(); page; page = waiting.shift()) {
      const before = kept(page.sha256);
      const same = before && before.models.ocr === models.ocr;
      if (same && before.models.classifier === models.classifier && before.later === laterHash) {
        read.set(page.key, before.recognition);
        continue;
      }
      if (performance.now() - started > budgetMs) continue;
      const done: StepResults = same ? { prepare: before.recognition.preparation, read: before.recognition.lines } : {};
      const recognition = await recognizer.recognize(readFileSync(page.file), { dpi: null, done }).catch((error: Error) => {
        progress(`not read: ${page.key}: ${error.message}`);
        return null;
      });
      if (!recognition) continue;
      if (!same) milliseconds.push(recognition.timing.total);
      keep(page.sha256, { models, later: laterHash, recognition });
      read.set(page.key, recognition);
      progress(`read ${read.size}/${drawn.length} ${page.key}: ${recognition.classification.documentType}`);
    }
  };
  try {
    await Promise.all([lane(), lane()]);
  } finally {
    await recognizer.close();
  }
  const pages = drawn.flatMap((page): ReadPage[] => {
    const recognition = read.get(page.key);
    return recognition ? [{ ...page, recognition }] : [];
  });
  return { pages, models, milliseconds, leftOut: drawn.length - pages.length };
}
