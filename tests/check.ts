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

/** One after the other, until one fails. */
async function lane(...steps: readonly (() => Promise<Outcome>)[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const step of steps) if (outcomes.every(({ code }) => code === 0)) outcomes.push(await step());
  return outcomes;
}

/** Lint asks the compiler's results, so it waits for them in both lanes. */
const types = run('types');
const lanes = [
  lane(
    () => types,
    () => run('lint:host'),
  ),
  lane(
    () => run('test:unit'),
    () => run('lint:format'),
    () => types.then(() => run('lint:rest')),
  ),
];

for (const outcomes of lanes) {
  for (const { name, code, output, seconds } of await outcomes) {
    process.stdout.write(output);
    console.log(`${name}: ${code === 0 ? 'ok' : 'FAILED'} in ${seconds.toFixed(0)} s`);
    if (code !== 0) process.exitCode = 1;
  }
}
