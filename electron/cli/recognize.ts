/** `intake recognize`: reads image, PDF and OFD files page by page, without case or store, and writes one JSON file. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isAppError, toAppError, type ErrorCode } from '#shared/errors.ts';
import { errorText } from '#shared/error-texts.ts';
import type { Recognition } from '#shared/page.ts';
import { MAX_FILE_BYTES } from '../../drivers/file-format.ts';
import { splitPages } from '../../drivers/process/split-pages.ts';
import type { Recognizer } from '../pipeline/recognizer.ts';
import { recognizeTexts } from './cli-texts.ts';

type Failure = { error: { code: ErrorCode; message: string } };
type PageEntry = { file: string; page: number } & (ReturnType<typeof describe> | Failure);
/** A file of a folder that is no image, no PDF and no OFD file, such as a list that lies beside the scans. */
type OtherFile = { file: string } & Failure;

/** Files as named; folders give all their files in natural order, recursively: what they are stands in them and not in their names. */
async function listFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => undefined);
    if (info?.isDirectory()) {
      const names = (await readdir(path)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
      files.push(...(await listFiles(names.map((name) => join(path, name)))));
    } else files.push(path);
  }
  return files;
}

function describe({ preparation, classification, lines, fields, timing }: Recognition) {
  return {
    documentType: classification.documentType,
    side: classification.side,
    confidence: classification.confidence,
    rotationCw: preparation.rotationCw,
    evidence: classification.evidence,
    lines: lines.map(({ text, confidence, quad }) => ({ text, confidence, quad })),
    fields,
    warnings: warningsOf(fields),
    seals: preparation.seals,
    ms: timing,
  };
}

/** What is said of the page as a whole stands at every field that it makes doubtful; its code without the group: `second-document`. */
const warningsOf = (fields: Recognition['fields']): string[] => [
  ...new Set(fields.flatMap(({ problems }) => problems.flatMap(({ code }) => (code.startsWith('page.') ? [code.slice(5)] : [])))),
];

function failure(error: unknown): Failure {
  const known = toAppError(error);
  return { error: { code: known.code, message: errorText(known, 'zh').title } };
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    if ((await stat(file)).size > MAX_FILE_BYTES) throw new AppError('file.too-large', { maxBytes: MAX_FILE_BYTES });
    return await readFile(file);
  } catch (error) {
    throw isAppError(error) ? error : new AppError('file.unreadable', {}, error);
  }
}

async function recognizeFile(file: string, recognizer: Recognizer): Promise<PageEntry[]> {
  const entries: Promise<PageEntry>[] = [];
  try {
    for await (const { bytes, dpi } of splitPages(await readBytes(file))) {
      const position = { file, page: entries.length + 1 };
      entries.push(
        recognizer.recognize(bytes, { dpi }).then(
          (recognition): PageEntry => ({ ...position, ...describe(recognition) }),
          (error: unknown) => ({ ...position, ...failure(error) }),
        ),
      );
    }
  } catch (error) {
    entries.push(Promise.resolve({ file, page: entries.length + 1, ...failure(error) }));
  }
  return Promise.all(entries);
}

/** One entry per page, in the order of the files; a file that cannot be read gives an entry with its error. */
async function recognizeFiles(paths: readonly string[], recognizer: Recognizer): Promise<{ pages: PageEntry[]; otherFiles: OtherFile[] }> {
  const pages: PageEntry[] = [];
  const otherFiles: OtherFile[] = [];
  for (const file of await listFiles(paths)) {
    console.error(file);
    const entries = await recognizeFile(file, recognizer);
    const [first] = entries;
    // One that was named is missed when it gives no page; one that lies in a folder may belong there.
    if (first && 'error' in first && first.error.code === 'file.unsupported' && !paths.includes(file))
      otherFiles.push({ file, error: first.error });
    else pages.push(...entries);
  }
  return { pages, otherFiles };
}

/** Every file that was not taken, or not wholly, and why; last, where it is seen. */
function reportLosses(pages: readonly PageEntry[], otherFiles: readonly OtherFile[]): void {
  const failed = pages.flatMap((page) => ('error' in page ? [page] : []));
  for (const { file, page, error } of failed) console.error(recognizeTexts.failed(file, page, error.message, error.code));
  for (const { file, error } of otherFiles) console.error(recognizeTexts.notTaken(file, error.message, error.code));
  console.error(recognizeTexts.ends(pages.length - failed.length, failed.length, otherFiles.length));
}

export async function runRecognize(paths: readonly string[], out: string | undefined, recognizer: Recognizer): Promise<void> {
  try {
    // An engine that cannot work at all is one error, not one per page.
    const { models } = await recognizer.status();
    const { pages, otherFiles } = await recognizeFiles(paths, recognizer);
    const result = JSON.stringify({ version: 1, models, pages, otherFiles }, null, 1);
    if (out) await writeFile(out, result);
    else console.log(result);
    reportLosses(pages, otherFiles);
    if (pages.every((page) => 'error' in page)) process.exitCode = 1;
  } finally {
    await recognizer.close();
  }
}
