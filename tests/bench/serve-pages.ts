/** The child side of the OCR bench: one reader in a process of its own, so that its time and memory are its own. */
import { readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** `ms` is from the file's bytes to text; peaks are of this process, and of programs that it started when it says so. */
export type PageReading = { ms: number; lines: string[]; peakRssBytes: number; rssBytes: number };
/** A whole reading against its model runs alone: in turn with all threads inside a run, and side by side with one thread each. */
export type Floor = { readMs: number; floorMs: number; sideBySideMs: number; runs: number };

export type ToReader = { kind: 'read'; file: string } | { kind: 'floor'; file: string } | { kind: 'reset-peak' };
export type FromReader =
  | { kind: 'ready'; version: string }
  | { kind: 'unfit'; reason: string }
  | { kind: 'reading'; reading: PageReading }
  | { kind: 'floor'; floor: Floor }
  | { kind: 'done' }
  | { kind: 'failed'; reason: string };

export type Reader = {
  /** What reads, with versions and settings. */
  version: string;
  /** @param bytes the file's content, already read; `file` is for readers that take paths only */
  read(bytes: Uint8Array, file: string): Promise<string[]>;
  /** Only ours: inference alone against the whole reading. */
  measureFloor?(bytes: Uint8Array): Promise<Floor>;
  /** Peak of programs that the reader started for the last page. */
  programPeakRssBytes?(): number;
};

/** Serves the bench that forked this process until it lets go. */
export async function servePages(start: () => Promise<Reader>): Promise<void> {
  const send = (message: FromReader) => process.send?.(message);
  process.on('disconnect', () => process.exit(0));
  let reader: Reader;
  try {
    reader = await start();
  } catch (error) {
    send({ kind: 'unfit', reason: reasonOf(error) });
    return;
  }
  process.on('message', (message: ToReader) => {
    answer(reader, message).then(send, (error: unknown) => send({ kind: 'failed', reason: reasonOf(error) }));
  });
  send({ kind: 'ready', version: reader.version });
}

async function answer(reader: Reader, message: ToReader): Promise<FromReader> {
  if (message.kind === 'reset-peak') {
    resetPeak();
    return { kind: 'done' };
  }
  const bytes = readFileSync(message.file);
  if (message.kind === 'floor') {
    if (!reader.measureFloor) throw new Error('this reader has no floor');
    return { kind: 'floor', floor: await reader.measureFloor(bytes) };
  }
  const started = performance.now();
  const lines = await reader.read(bytes, message.file);
  const ms = performance.now() - started;
  const { peak, current } = memory();
  return { kind: 'reading', reading: { ms, lines, peakRssBytes: peak + (reader.programPeakRssBytes?.() ?? 0), rssBytes: current } };
}

/** Linux: the next peak counts from now (proc(5), clear_refs). Elsewhere peaks are since the start. */
function resetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // No such file on this system, or no right to write it: the table says "since start" by being larger.
  }
}

function memory(): { peak: number; current: number } {
  const peak = peakOf(process.pid) ?? process.resourceUsage().maxRSS * 1024;
  return { peak, current: process.memoryUsage.rss() };
}

/** VmHWM of a running process; null where there is no /proc or the process is gone. */
export function peakOf(pid: number): number | null {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
