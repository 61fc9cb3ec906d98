/** PDFium as WebAssembly with bounded memory: loaded on first use, replaced after a page made it abort. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFiumLibrary } from '@hyzyla/pdfium';

/**
 * A page of 70 megapixels needs some 600 MB beside its file. A hostile page (forms that draw forms ten times each) fills whatever
 * there is, by default 2 GiB.
 */
const memoryLimitBytes = 1024 ** 3;
const wasmPageBytes = 65_536;

let library: Promise<PDFiumLibrary> | null = null;

export function openPdfEngine(): Promise<PDFiumLibrary> {
  return (library ??= startEngine());
}

/**
 * Must hear of every error of the engine: an aborted instance keeps its memory and fails on every later file.
 * @returns true when the engine is gone, and nothing of it may be called any more
 */
export function dropAbortedEngine(error: unknown): boolean {
  const aborted = isAbort(error);
  if (aborted) library = null;
  return aborted;
}

const isAbort = (error: unknown): boolean => error instanceof Error && (error.name === 'RuntimeError' || isAbort(error.cause));

/** The parts of WebAssembly used here; the type libraries of this folder do not name it. */
type Memory = { readonly buffer: ArrayBuffer; grow(pages: number): number };
type Instance = { readonly exports: Readonly<Record<string, unknown>> };
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: { instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: Instance }> };
};

function startEngine(): Promise<PDFiumLibrary> {
  return new Promise((resolve, reject) => {
    const instantiateWasm = (imports: object, done: (instance: Instance) => void) => {
      instantiate(imports).then(done, reject);
      // Emscripten's sign that the instance comes later.
      return {};
    };
    PDFiumLibrary.init({ instantiateWasm }).then(resolve, reject);
  });
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
