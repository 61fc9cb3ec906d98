/** `intake recognize`: reads image files and PDFs page by page, without case or store, and writes one JSON file. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { AppError, toAppError } from '#shared/errors.ts';
import { errorText } from '#shared/error-texts.ts';
import type { Recognition } from '#shared/page.ts';
import { splitPages } from '../../drivers/process/split-pages.ts';
import type { Recognizer } from '../pipeline/recognizer.ts';

const extensions = new Set(['.jpg', '.jpeg', '.png', '.tif', '.tiff', '.webp', '.bmp', '.pdf']);

type PageEntry = { file: string; page: number } & (ReturnType<typeof describe> | { error: { code: string; message: string } });

/** Files as named; folders give their image files in natural order, recursively. */
async function listFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => undefined);
    if (!info?.isDirectory()) {
      files.push(path);
      continue;
    }
    const names = (await readdir(path)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    for (const name of names) {
      const inner = join(path, name);
      if ((await stat(inner)).isDirectory()) files.push(...(await listFiles([inner])));
      else if (extensions.has(extname(name).toLowerCase())) files.push(inner);
    }
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
    seals: preparation.seals,
    ms: timing,
  };
}

function failure(error: unknown): { error: { code: string; message: string } } {
  const known = toAppError(error);
  return { error: { code: known.code, message: errorText(known, 'zh').title } };
}

function readBytes(file: string): Promise<Uint8Array> {
  return readFile(file).catch((error: unknown) => {
    throw new AppError('file.unreadable', {}, error);
  });
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
async function recognizeFiles(paths: readonly string[], recognizer: Recognizer, onFile: (file: string) => void): Promise<PageEntry[]> {
  const entries: PageEntry[] = [];
  for (const file of await listFiles(paths)) {
    onFile(file);
    entries.push(...(await recognizeFile(file, recognizer)));
  }
  return entries;
}

export async function runRecognize(paths: readonly string[], out: string | undefined, recognizer: Recognizer): Promise<void> {
  try {
    // An engine that cannot work at all is one error, not one per page.
    const { models } = await recognizer.status();
    const pages = await recognizeFiles(paths, recognizer, (file) => console.error(file));
    const result = JSON.stringify({ version: 1, models, pages }, null, 1);
    if (out) await writeFile(out, result);
    else console.log(result);
  } finally {
    await recognizer.close();
  }
}
