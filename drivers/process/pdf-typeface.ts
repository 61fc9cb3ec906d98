/** Gives PDFium a Chinese typeface: files that rely on the typefaces of their reader's machine are drawn with it. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { withMemory, type PdfEngine, type Pointer } from './pdf-module.ts';

/** Of the two folders that the engine's file system has at its start. */
const folder = '/tmp';
/** `AT_FDCWD`, `O_CREAT | O_WRONLY` and the mode of the file, as the C library of the engine has them. */
const workingFolder = -100;
const createForWriting = 0o101;
const readableMode = 0o444;

/** The calls of the engine into its file system, which lies in memory and has no other door. */
export type SystemCalls = {
  env: { __syscall_openat(folder: number, path: Pointer, flags: number, mode: Pointer): number };
  wasi_snapshot_preview1: {
    fd_write(file: number, parts: Pointer, count: number, written: Pointer): number;
    fd_close(file: number): number;
  };
};

export async function initWithTypeface(engine: PdfEngine, calls: SystemCalls): Promise<void> {
  const path = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
  writeInside(engine, calls, `${folder}/NotoSansSC.ttf`, alsoForTaiwan(await readFile(path)));
  const { wasmExports } = engine;
  // FPDF_LIBRARY_CONFIG, version 2, with a list of one folder; the engine keeps the addresses, so this memory is never freed.
  const address = wasmExports.malloc(32 + folder.length);
  engine.HEAPU8.fill(0, address, address + 32 + folder.length);
  engine.HEAPU8.set(Buffer.from(folder), address + 24);
  engine.HEAP32.set([2, address + 16], address / 4);
  engine.HEAP32[(address + 16) / 4] = address + 24;
  engine._FPDF_InitLibraryWithConfig(address);
}

/** The typeface has the traditional letters, and does not say so (`ulCodePageRange1` of OS/2), so it would not be asked for them. */
function alsoForTaiwan(typeface: Buffer): Buffer {
  const bigFive = 1 << 20;
  const pages = tableAt(typeface, 'OS/2') + 78;
  typeface.writeUInt32BE(typeface.readUInt32BE(pages) | bigFive, pages);
  return typeface;
}

/** OpenType: twelve bytes, then for each table its name, checksum, place and length. */
function tableAt(typeface: Buffer, name: string): number {
  return typeface.readUInt32BE(typeface.indexOf(name, 12, 'latin1') + 8);
}

function writeInside(engine: PdfEngine, { env, wasi_snapshot_preview1: wasi }: SystemCalls, path: string, bytes: Uint8Array): void {
  const written = withMemory(engine, bytes.byteLength + path.length + 32, (address) => {
    const content = address + 16;
    const name = content + bytes.byteLength;
    engine.HEAPU8.set(bytes, content);
    engine.HEAPU8.set(Buffer.from(`${path}\0`), name);
    engine.HEAP32.set([content, bytes.byteLength, 0, readableMode], address / 4);
    const file = env.__syscall_openat(workingFolder, name, createForWriting, address + 12);
    const failed = file < 0 || wasi.fd_write(file, address, 1, address + 8) !== 0;
    if (file >= 0) wasi.fd_close(file);
    return failed ? 0 : engine.HEAP32[address / 4 + 2];
  });
  if (written !== bytes.byteLength) throw new Error(`the PDF engine took ${String(written)} bytes of its typeface`);
}
