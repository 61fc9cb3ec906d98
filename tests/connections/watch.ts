/** Runs a command where every connection attempt is seen and nothing leaves the machine: a network namespace, a name server that answers everything, strace. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseTrace } from './trace.ts';

/** An address that was connected or sent to (`1.2.3.4:443`), or a name that was asked for. */
export type Watched = { exitCode: number; output: string; undeclared: string[] };

const unshare = ['unshare', process.getuid?.() === 0 ? '-n' : '-rn'];

/** Libraries behave better where they see one of these than they do in a hall. */
const ciVariables = ['CI', 'GITHUB_ACTIONS', 'GITLAB_CI', 'JENKINS_URL', 'BUILDKITE', 'TF_BUILD'];

/** Why nothing can be watched here, or null. */
export function watchMissing(): string | null {
  if (process.platform !== 'linux') return 'needs Linux';
  for (const [program, debianPackage] of [
    ['strace', 'strace'],
    ['ip', 'iproute2'],
    ['unshare', 'util-linux'],
  ] as const)
    try {
      execFileSync(program, ['-V'], { stdio: 'ignore' });
    } catch {
      return `${program} is not installed (apt-get install ${debianPackage})`;
    }
  try {
    execFileSync(
      unshare[0]!,
      [unshare[1]!, 'sh', '-c', 'ip link set lo up && ip link add veth0 type veth peer name veth1 && strace -qq true'],
      {
        stdio: 'ignore',
      },
    );
    return null;
  } catch {
    return 'this user may make no network namespace or trace no process here (run as root)';
  }
}

/** @param script of the project, run by Node with `args`; it must end by itself */
export async function watchConnections(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Watched> {
  const folder = await mkdtemp(join(tmpdir(), 'intake-connections-'));
  try {
    const inside = [process.execPath, join(import.meta.dirname, 'namespace.ts'), folder, script, ...args];
    const surroundings: NodeJS.ProcessEnv = { ...process.env, HOME: folder, ...env };
    for (const name of ciVariables) delete surroundings[name];
    const child = spawn(unshare[0]!, [unshare[1]!, ...inside], { env: surroundings, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const exitCode = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
    const trace = await readFile(join(folder, 'trace'), 'utf8');
    const names = await readFile(join(folder, 'names'), 'utf8').catch(() => '');
    const asked = names.split('\n').flatMap((name) => (name === '' ? [] : [`name ${name}`]));
    return { exitCode, output, undeclared: [...new Set([...parseTrace(trace), ...asked])] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
