/** Builds the screens as they ship, for whoever shows them in a browser. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @returns the exit code of Vite, whose words go to stderr */
export function buildRenderer(): Promise<number> {
  const args = ['node_modules/vite/bin/vite.js', 'build', '--config', 'renderer/vite.config.ts', '--logLevel', 'warn'];
  return new Promise((resolve) => {
    spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] }).on('exit', (code) => resolve(code ?? 1));
  });
}
