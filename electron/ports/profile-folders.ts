/** The throw-away profiles of our browser windows: made for one window, removed with it, or at the next start when a kill came first. */
import { lstat, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const prefix = 'intake-desk-window-';
const ownerFile = 'intake-owner';
/** A folder that was just made has no owner's note yet. */
const youngMs = 60_000;

/** @returns the absolute path of a new, private folder that belongs to this process */
export async function makeProfileFolder(parent: string = tmpdir()): Promise<string> {
  const folder = await mkdtemp(path.join(parent, prefix));
  await writeFile(path.join(folder, ownerFile), `${process.pid} ${await startedAt(process.pid)}`);
  return folder;
}

export const removeProfileFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });

/**
 * Removes what a killed host left. Folders of others, and of hosts and browsers that still run, stay.
 * @returns how many were removed
 */
export async function sweepProfileFolders(parent: string = tmpdir()): Promise<number> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(prefix));
  let removed = 0;
  for (const name of names) {
    const folder = path.join(parent, name);
    if (!(await isAbandoned(folder))) continue;
    // One that cannot be removed must not keep the desk from starting.
    await removeProfileFolder(folder).then(
      () => (removed += 1),
      () => undefined,
    );
  }
  return removed;
}

async function isAbandoned(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  // In a folder that everybody may write to, a link could lead anywhere.
  if (!found?.isDirectory() || (process.getuid && found.uid !== process.getuid())) return false;
  const note = await readFile(path.join(folder, ownerFile), 'utf8').catch(() => undefined);
  if (note === undefined && Date.now() - found.mtimeMs < youngMs) return false;
  const [pid, start] = (note ?? '').split(' ');
  if (pid && isAlive(Number(pid)) && (await startedAt(Number(pid))) === start) return false;
  return !(await isBrowserAlive(folder));
}

/** Chromium's lock is a link to `<machine>-<process id>`; the number may have gone to another program since. */
async function isBrowserAlive(folder: string): Promise<boolean> {
  const target = await readlink(path.join(folder, 'SingletonLock')).catch(() => undefined);
  const pid = Number(target?.split('-').at(-1));
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return commandLine === undefined || commandLine.includes(folder);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}

/** Tells a process from a later one of the same number, where the system says it (Linux: clock ticks since the boot). */
async function startedAt(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name before the closing bracket may hold spaces; the start is the 22nd field, the 20th after it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
