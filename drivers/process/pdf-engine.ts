/** PDFium as WebAssembly with bounded memory: loaded on first use, replaced after a page made it abort. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFiumModule } from '@hyzyla/pdfium';
import { isAbort, type PdfEngine } from './pdf-module.ts';
import { initWithTypeface, type SystemCalls } from './pdf-typeface.ts';

/**
 * A page of 70 megapixels needs some 600 MB beside its file. A hostile page (forms that draw forms ten times each) fills whatever
 * there is, by default 2 GiB.
 */
const memoryLimitBytes = 1024 ** 3;
const wasmPageBytes = 65_536;

let engine: Promise<PdfEngine> | null = null;

export function openPdfEngine(): Promise<PdfEngine> {
  return (engine ??= startEngine());
}

/**
 * Must hear of every error of the engine: an aborted instance keeps its memory and fails on every later file.
 * @returns true when the engine is gone, and nothing of it may be called any more
 */
export function dropAbortedEngine(error: unknown): boolean {
  const aborted = isAbort(error);
  if (aborted) engine = null;
  return aborted;
}

/** The parts of WebAssembly used here; the type libraries of this folder do not name it. */
type Memory = { readonly buffer: ArrayBuffer; grow(pages: number): number };
type Instance = { readonly exports: Readonly<Record<string, unknown>> };
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: { instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: Instance }> };
};

async function startEngine(): Promise<PdfEngine> {
  let calls: object = {};
  const started = await new Promise<PdfEngine>((resolve, reject) => {
    const instantiateWasm = (imports: object, done: (instance: Instance) => void) => {
      calls = imports;
      instantiate(imports).then(done, reject);
      // Emscripten's sign that the instance comes later.
      return {};
    };
    // The package declares a part of what its module has.
    (PDFiumModule as unknown as (options: object) => Promise<PdfEngine>)({ instantiateWasm }).then(resolve, reject);
  });
  await initWithTypeface(started, calls as SystemCalls);
  return started;
}

async function instantiate(imports: object): Promise<Instance> {
  const bytes = await readFile(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  limitMemory(instance.exports['memory'] as Memory);
  return instance;
}

/** The module brings its memory along with a maximum of its own, so the limit is put on its growing. */
function limitMemory(memory: Memory): void {
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * wasmPageBytes > memoryLimitBytes) throw new RangeError('the PDF needs too much memory');
    return grow(pages);
  };
}
