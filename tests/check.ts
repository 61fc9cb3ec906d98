/** `npm run check`: types and lint beside unit tests and lint, since each alone leaves a core idle; the output stays in order. */
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

const types = run('types');
/** Lint asks the compiler's results, so it waits for them, and says nothing where they failed. */
const lintTyped = async (name: string): Promise<Outcome[]> => ((await types).code === 0 ? [await run(name)] : []);
const lanes = [
  types.then(async (outcome) => [outcome, ...(await lintTyped('lint:host'))]),
  run('test:unit').then(async (outcome) => [
    outcome,
    await run('lint:cycles'),
    await run('lint:format'),
    ...(await lintTyped('lint:rest')),
  ]),
];

for (const lane of lanes) {
  for (const { name, code, output, seconds } of await lane) {
    process.stdout.write(output);
    console.log(`${name}: ${code === 0 ? 'ok' : 'FAILED'} in ${seconds.toFixed(0)} s`);
    if (code !== 0) process.exitCode = 1;
  }
}
