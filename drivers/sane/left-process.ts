/** A `scanimage` that outlived the process that started it: it would keep the device, and feed on as far as its pipes let it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** With util-linux the kernel itself interrupts `scanimage` when its parent dies; SIGINT is what lets it stop the motor. */
const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));

/**
 * The command that ends with this process, where the system can promise that.
 * @param path of folders; a program that is in none of them is left to fail by its own name
 */
export function endingWithParent(program: string, args: readonly string[], path = ''): { program: string; args: string[] } {
  const known = path.split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));
  if (process.platform !== 'linux' || setpriv === undefined || !known) return { program, args: [...args] };
  return { program: setpriv, args: ['--pdeathsig', 'INT', '--', program, ...args] };
}

/** Names a running process so that a number given out anew cannot be taken for it; null where the system does not tell. */
export async function processName(pid: number): Promise<string | null> {
  const startedAt = await startTime(pid);
  return startedAt === null ? null : `process:${pid}:${startedAt}`;
}

const signals = [
  { signal: 'SIGINT', waitMs: 1_000 },
  { signal: 'SIGINT', waitMs: 4_000 },
  { signal: 'SIGKILL', waitMs: 2_000 },
] as const;
const LOOK_MS = 50;

/** @param name as `processName` gave it @returns whether it is gone */
export async function endProcess(name: string): Promise<boolean> {
  const [, pid, startedAt] = /^process:(\d+):(\d+)$/.exec(name) ?? [];
  const alive = async (): Promise<boolean> => startedAt !== undefined && (await startTime(Number(pid))) === startedAt;
  for (const { signal, waitMs } of signals) {
    if (!(await alive())) return true;
    process.kill(Number(pid), signal);
    const deadline = performance.now() + waitMs;
    while (performance.now() < deadline && (await alive())) await wait(LOOK_MS);
  }
  return !(await alive());
}

/** Field 22 of /proc/<pid>/stat, behind a program name that may hold spaces (proc(5)); null for a process that is gone or a zombie. */
async function startTime(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  return fields[0] === 'Z' ? null : (fields[19] ?? null);
}
