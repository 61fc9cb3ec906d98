/** The signal that opens Node's debugger, and what a core dump would hold, with real processes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startNodeChild } from './node-child.ts';
import { childArguments } from './seal-process.ts';

function program(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'intake-seal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'program.mts');
  writeFileSync(file, text);
  return file;
}
const sealed = new URL('seal-process.ts', import.meta.url).href;
/** Sends itself the signal, then says whether a debugger listens. */
const provoke = `import inspector from 'node:inspector';
process.kill(process.pid, 'SIGUSR1');
setTimeout(() => { const url = inspector.url() ?? 'none'; process.send ? process.send(url) : console.log(url); }, 500);`;

async function outputOf(file: string): Promise<string> {
  // The runner of these tests may be sealed already.
  const begin = process.platform === 'linux' ? 'echo 0x33 > /proc/self/coredump_filter; ' : '';
  const child = spawn('sh', ['-c', `${begin}exec "$0" "$1"`, process.execPath, file], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  return chunk.toString().trim();
}

test.skipIf(process.platform === 'win32')('SIGUSR1 opens a debugger in a plain process, and none in ours', async () => {
  expect(await outputOf(program(provoke))).toMatch(/^ws:/);
  const seal = `import { sealProcess } from ${JSON.stringify(sealed)}; sealProcess();`;
  expect(await outputOf(program(`${seal}\n${provoke}`))).toBe('none');
});

test.skipIf(process.platform === 'win32')('a child has no debugger from its first moment, whatever its parent runs with', async () => {
  const child = startNodeChild(program(provoke));
  expect(await new Promise((resolve) => child.on('message', resolve))).toBe('none');
  child.kill('SIGKILL');
  expect(childArguments(['--inspect=0.0.0.0:9229', '--no-warnings', '--debug-port=1'])).toEqual(['--no-warnings', '--disable-sigusr1']);
});

test.skipIf(process.platform !== 'linux')('no memory of ours or of a child goes into a core dump', async () => {
  const filter = `import { readFileSync } from 'node:fs'; console.log(readFileSync('/proc/self/coredump_filter', 'utf8'));`;
  expect(Number.parseInt(await outputOf(program(filter)), 16)).not.toBe(0);
  const seal = `import { execFileSync } from 'node:child_process'; import { sealProcess } from ${JSON.stringify(sealed)}; sealProcess();`;
  const inherited = `console.log(execFileSync('cat', ['/proc/self/coredump_filter']).toString());`;
  expect(Number.parseInt(await outputOf(program(`${seal}\n${inherited}`)), 16)).toBe(0);
});
