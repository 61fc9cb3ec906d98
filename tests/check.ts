/** `npm run check`: format, types and lint beside the unit tests, since each alone leaves a core idle; the output stays in order. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
type Outcome = { name: string; code: number; output: string; seconds: number };

function run(name: string): Promise<Outcome> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '-s', name], { cwd: root, shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => (output += error.message));
    child.on('close', (code) => resolve({ name, code: code ?? 1, output, seconds: (performance.now() - started) / 1000 }));
  });
}

/** Lint asks the compiler's types, so it says nothing where they failed. */
async function typesThenLint(): Promise<Outcome[]> {
  const format = await run('lint:format');
  const types = await run('types');
  return types.code === 0 ? [format, types, await run('lint')] : [format, types];
}

const lanes = [typesThenLint(), run('test:unit').then((outcome) => [outcome])];

for (const lane of lanes) {
  for (const { name, code, output, seconds } of await lane) {
    process.stdout.write(output);
    console.log(`${name}: ${code === 0 ? 'ok' : 'FAILED'} in ${seconds.toFixed(0)} s`);
    if (code !== 0) process.exitCode = 1;
  }
}
