/** How often a text stands in the memory of a process and its children; Linux, for processes of the same person. */
import { open, readFile, readdir } from 'node:fs/promises';

export type MemoryHits = { pid: number; name: string; utf8: number; utf16: number };

const chunkBytes = 16 * 1024 * 1024;

/** The process and all that it started. */
export async function processTree(root: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // The command's name stands in brackets and may hold blanks.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    parents.set(Number(name), parent);
  }
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

export async function memoryHits(pid: number, text: string): Promise<MemoryHits> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8');
  const name = commandLine.split('\0').findLast((part) => /\.(ts|cjs|mjs)$/.test(part)) ?? commandLine.split('\0')[0] ?? '';
  const needles = { utf8: Buffer.from(text, 'utf8'), utf16: Buffer.from(text, 'utf16le') };
  const hits: MemoryHits = { pid, name: name.slice(name.lastIndexOf('/') + 1), utf8: 0, utf16: 0 };
  const memory = await open(`/proc/${pid}/mem`, 'r');
  try {
    for await (const chunk of writableMemory(memory, await readFile(`/proc/${pid}/maps`, 'utf8'), needles.utf16.length - 1)) {
      hits.utf8 += count(chunk, needles.utf8, needles.utf16.length - 1);
      hits.utf16 += count(chunk, needles.utf16, needles.utf16.length - 1);
    }
  } finally {
    await memory.close();
  }
  return hits;
}

/** Pieces begin with the last `overlap` bytes of the piece before, so that no text is cut. */
async function* writableMemory(memory: Awaited<ReturnType<typeof open>>, maps: string, overlap: number): AsyncGenerator<Buffer> {
  for (const line of maps.split('\n')) {
    const [, from, to, writable] = /^([0-9a-f]+)-([0-9a-f]+) .(.)/.exec(line) ?? [];
    if (writable !== 'w') continue;
    const end = Number.parseInt(to!, 16);
    let tail: Buffer = Buffer.alloc(overlap);
    for (let at = Number.parseInt(from!, 16); at < end; at += chunkBytes) {
      const buffer = Buffer.alloc(Math.min(chunkBytes, end - at));
      // Pages that were never touched, or have gone since the list was read.
      const read = await memory.read(buffer, 0, buffer.length, at).catch(() => null);
      if (!read) break;
      yield Buffer.concat([tail, buffer.subarray(0, read.bytesRead)]);
      tail = Buffer.from(buffer.subarray(Math.max(0, read.bytesRead - overlap), read.bytesRead));
    }
  }
}

/** @param overlap bytes at the beginning that were looked at before; a text wholly inside them is not counted again */
function count(chunk: Buffer, needle: Buffer, overlap: number): number {
  let hits = 0;
  for (let at = chunk.indexOf(needle); at >= 0; at = chunk.indexOf(needle, at + 1)) if (at + needle.length > overlap) hits++;
  return hits;
}
