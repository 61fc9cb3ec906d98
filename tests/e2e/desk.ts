/** Starts the product as a person would (`serve.ts --no-open`) on a throw-away data folder, and stops it. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const startMs = 60_000;

export type Desk = { url: string; dataFolder: string; stop(): Promise<void> };

export async function startDesk(face: 'counter' | 'kiosk' | 'admin'): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'intake-e2e-'));
  const dataFolder = join(folder, 'data');
  const env = { ...process.env, INTAKE_DATA_FOLDER: dataFolder, INTAKE_KEY_FILE: join(folder, 'key') };
  const child = spawn(process.execPath, ['electron/serve.ts', '--face', face, '--no-open'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await readyUrl(child);
  return {
    url,
    dataFolder,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the desk did not start')), startMs);
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const url = /ready at (http:\S+)/.exec(output)?.[1];
      if (!url) return;
      clearTimeout(timer);
      resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`the desk ended with ${code}`)));
  });
}

/** Where a test leaves its pictures; `docs/images` only when asked to renew them. */
export function picturePath(name: string): string {
  return join(root, process.env['UPDATE_PICTURES'] ? 'docs/images' : 'test-results/pictures', `${name}.png`);
}
