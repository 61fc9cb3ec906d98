/** Children under plain Node, with a real child. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ChildLike } from '#shared/child-process.ts';
import { startNodeChild } from './node-child.ts';

const sharedModule = new URL('../shared/child-process.ts', import.meta.url).href;
const echo = `
import { parentOf } from ${JSON.stringify(sharedModule)};
const parent = parentOf(process);
parent.onMessage((message) => {
  if (message === 'end') process.exit(7);
  parent.send({ message, isBuffer: Buffer.isBuffer(message?.bytes), key: process.env.INTAKE_KEY_FILE, mode: process.env.MODE, args: process.argv.slice(2) });
});
parent.onDisconnect(() => process.exit(0));
parent.send('ready');
`;

function startEcho(): { child: ChildLike; next: () => Promise<unknown>; exit: Promise<number | null> } {
  const folder = mkdtempSync(path.join(tmpdir(), 'intake-child-'));
  const module = path.join(folder, 'echo.mts');
  writeFileSync(module, echo);
  const env = { ...process.env, INTAKE_KEY_FILE: '/secret/key' };
  const child = startNodeChild(module, { args: ['one'], env: { MODE: 'scan' }, execArgv: [] }, env);
  onTestFinished(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const waiting: ((message: unknown) => void)[] = [];
  const arrived: unknown[] = [];
  child.on('message', (message) => (waiting.shift() ?? ((late: unknown) => void arrived.push(late)))(message));
  const next = () => (arrived.length > 0 ? Promise.resolve(arrived.shift()) : new Promise((resolve) => waiting.push(resolve)));
  return { child, next, exit: new Promise((resolve) => void child.on('exit', resolve)) };
}

test('messages pass with their Buffers, and the child never learns where the key is', async () => {
  const { child, next, exit } = startEcho();
  expect(await next()).toBe('ready');
  expect(child.pid).toBeGreaterThan(0);
  child.send({ bytes: Buffer.from('page') });
  expect(await next()).toEqual({ message: { bytes: Buffer.from('page') }, isBuffer: true, key: undefined, mode: 'scan', args: ['one'] });
  child.send('end');
  expect(await exit).toBe(7);
  expect(child.pid).toBeUndefined();
  expect(() => child.send('too late')).not.toThrow();
});

test('a killed child ends with no code', async () => {
  const { child, next, exit } = startEcho();
  await next();
  child.kill('SIGKILL');
  expect(await exit).toBeNull();
});

test('a module that is not there is an exit, not an exception', async () => {
  const child = startNodeChild('/nowhere/child.mts', { execArgv: [] });
  expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(1);
});
