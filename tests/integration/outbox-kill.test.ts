/** kill -9 of the delivering process between any two steps: after a restart the sandbox holds the case exactly once. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../electron/connectors/sandbox/start-sandbox.ts';
import type { Sandbox } from '../../electron/connectors/sandbox/start-sandbox.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';
import { connectionTo, createPushServices, reviewer, storeReadyCase } from './outbox-fixture.ts';

const program = fileURLToPath(new URL('outbox-process.ts', import.meta.url));
const key = Buffer.alloc(32, 7);

let folder: string;
let sandbox: Sandbox;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outbox-kill-'));
  sandbox = await startSandbox({ dataFolder: join(folder, 'sandbox'), faults: true });
});
afterEach(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the process until it prints `stopAt`, kills it there, and gives what it printed. */
function runUntil(stopAt: string): Promise<string[]> {
  const child = spawn(process.execPath, [program, join(folder, 'data'), key.toString('hex'), sandbox.url, stopAt], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
    if (printed.split('\n').includes(stopAt)) child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.once('close', () => resolve(printed.trim().split('\n'))));
}

// Three files: one PDF and two images.
test.each([
  ['taken-1'],
  ['number-given-1'],
  ['number-saved-1'],
  ['upload-done-1'],
  ['upload-saved-1'],
  ['upload-saved-2'],
  ['upload-done-3'],
  ['upload-saved-3'],
  ['answer-accepted-1'],
  ['delivered-1'],
])('killed at %s', async (stopAt) => {
  const open = () => createStore({ dataFolder: join(folder, 'data'), key });
  const first = await open();
  const caseId = await storeReadyCase(first);
  await createPushServices(first, () => connectionTo(sandbox.url)).submission.submit(caseId, reviewer);
  await first.close();

  const steps = await runUntil(stopAt);
  expect(steps.at(-1)).toBe(stopAt);
  await runUntil('delivered-1');

  const store = await open();
  const current = await store.cases.get(caseId);
  const row = await store.outbox.forCase(caseId);
  const audit = await store.audit.list();
  const chain = await store.audit.verify();
  await store.close();
  const [held, ...others] = sandbox.summary();
  expect(others).toEqual([]);
  expect(held).toMatchObject({ state: 'received', submissions: 1, references: 3 });
  // Only a file whose id was not yet stored may have travelled twice; the sandbox keeps it once all the same.
  const sentTwice = held!.attachments.filter(({ uploads }) => uploads > 1).length;
  expect(sentTwice).toBe(stopAt.startsWith('upload-done') ? 1 : 0);
  expect(held!.attachments).toHaveLength(3);
  expect(current).toMatchObject({ state: 'received', caseNumber: held!.caseNumber });
  expect(row).toMatchObject({ state: 'delivered', caseNumber: held!.caseNumber, attempts: stopAt === 'delivered-1' ? 1 : 2 });
  expect(audit.filter(({ action }) => action === 'push.delivered')).toHaveLength(1);
  expect(chain.brokenAt).toBeNull();
});
