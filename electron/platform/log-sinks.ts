/** Where log lines go: a rotating file of the installation, or stderr. */
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { LogSink } from './logger.ts';

export type LogFileOptions = {
  folder: string;
  /** A file that would grow beyond is closed and numbered. */
  maxBytes?: number;
  /** Numbered files kept beside the current one. */
  keep?: number;
};

/** Appends to `<folder>/intake.log`; older lines are in `intake.1.log` (newest) to `intake.<keep>.log`. */
export function fileSink({ folder, maxBytes = 5_000_000, keep = 5 }: LogFileOptions): LogSink {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const numbered = (number: number) => path.join(folder, number === 0 ? 'intake.log' : `intake.${number}.log`);
  let size = statSync(numbered(0), { throwIfNoEntry: false })?.size ?? 0;
  const rotate = () => {
    rmSync(numbered(keep), { force: true });
    for (let number = keep - 1; number >= 0; number--) {
      if (statSync(numbered(number), { throwIfNoEntry: false })) renameSync(numbered(number), numbered(number + 1));
    }
    size = 0;
  };
  return (line) => {
    const bytes = Buffer.byteLength(line) + 1;
    try {
      if (size > 0 && size + bytes > maxBytes) rotate();
      appendFileSync(numbered(0), `${line}\n`, { mode: 0o600 });
      size += bytes;
    } catch {
      // A full disk must not stop the counter; stderr is all that is left.
      process.stderr.write(`${line}\n`);
    }
  };
}
