/** `npm test`: the quick check, then the integration tests, then the browser tests; ends with what could not run here, and why. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listVariable, root, skipLines } from './skipped.ts';
import type { Skip } from './skipped.ts';

const list = join(root, '.cache/skipped.jsonl');

function run(script: string): Promise<number> {
  return new Promise((resolve) => {
    const env = { ...process.env, [listVariable]: list };
    const child = spawn('npm', ['run', '-s', script], { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' });
    child.on('error', (error) => console.error(error.message)).on('close', (code) => resolve(code ?? 1));
  });
}

mkdirSync(dirname(list), { recursive: true });
rmSync(list, { force: true });
const failed: string[] = [];
for (const script of ['check', 'test:integration', 'test:e2e']) {
  if (failed.length === 0 && (await run(script)) !== 0) failed.push(script);
}
const skips = existsSync(list)
  ? readFileSync(list, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Skip)
  : [];
const lines = skipLines(skips);
console.log(`\n${lines.length === 0 ? 'Nothing was skipped.' : `Skipped on this machine (${lines.length}):\n${lines.join('\n')}`}`);
console.log(failed.length === 0 ? 'npm test: ok' : `npm test: FAILED in npm run ${failed.join(', ')}`);
process.exitCode = failed.length;
