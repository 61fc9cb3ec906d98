/** Starts the product as a person would (`serve.ts --no-open`) on a throw-away data folder, and stops it. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const startMs = 60_000;

type Face = 'counter' | 'kiosk' | 'admin';
/** `urls`: one launch address per face, in the order asked for. */
export type Desk = { urls: readonly string[]; pid: number; stop(): Promise<void> };

export const startDesk = (...faces: Face[]): Promise<Desk> => startPreparedDesk(() => Promise.resolve(), ...faces);

/** @param prepare may put something into the data folder that `env` names, before anything runs on it */
export async function startPreparedDesk(prepare: (env: NodeJS.ProcessEnv) => Promise<void>, ...faces: Face[]): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'intake-e2e-'));
  const env = { ...process.env, INTAKE_DATA_FOLDER: join(folder, 'data'), INTAKE_KEY_FILE: join(folder, 'key') };
  await prepare(env);
  const args = ['electron/serve.ts', '--no-open', ...faces.flatMap((face) => ['--face', face])];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const urls = await readyUrls(child, faces.length);
  return {
    urls,
    pid: child.pid!,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function readyUrls(child: ChildProcess, count: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the desk did not start')), startMs);
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const urls = [...output.matchAll(/ready at (http:\S+)\n/g)].map((match) => match[1]!);
      if (urls.length < count) return;
      clearTimeout(timer);
      resolve(urls);
    });
    child.once('exit', (code) => reject(new Error(`the desk ended with ${code}`)));
  });
}

/** Where a test leaves its pictures; `docs/images` only when asked to renew them. */
export function picturePath(name: string): string {
  return join(root, process.env['UPDATE_PICTURES'] ? 'docs/images' : 'test-results/pictures', `${name}.png`);
}
