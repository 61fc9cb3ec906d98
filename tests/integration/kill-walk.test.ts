/** Kills the host with SIGKILL at every milestone of the walk; resumed, the case must reach the approval system exactly once. */
import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { individualBusinessRegistration as item } from '#shared/service-items/individual-business-registration.ts';
import { startSimulator } from '../../drivers/simulator/simulator.ts';
import type { Simulator } from '../../drivers/simulator/simulator.ts';
import { demoClient } from '../../electron/connectors/sandbox/demo-client.ts';
import { startSandbox } from '../../electron/connectors/sandbox/start-sandbox.ts';
import type { Sandbox } from '../../electron/connectors/sandbox/start-sandbox.ts';
import { createNodePlatform } from '../../electron/platform/node-platform.ts';
import { machine } from '../../electron/services/cases/cases.ts';
import { createConfiguration } from '../../electron/services/configuration/configuration.ts';
import { createSessionService } from '../../electron/services/people/session.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';
import type { Store } from '../../electron/store/store.ts';
import { configurable } from '../../tests/fixtures/configurable.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stack = ['06-application-form.jpg', '03-id-card-operator.jpg', '01-lease-contract-page-1.jpg'];
const reviewer = 'wangfang';

let work: string;
let simulator: Simulator;
let sandbox: Sandbox;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'intake-kill-'));
  await mkdir(join(work, 'pages'));
  for (const [index, name] of stack.entries())
    await copyFile(join(root, 'drivers/simulator/demo-stack', name), join(work, 'pages', `${index}.jpg`));
  simulator = await startSimulator({ pages: join(work, 'pages'), reload: true });
});
afterAll(async () => {
  await simulator.close();
  await rm(work, { recursive: true, force: true });
});

let env: NodeJS.ProcessEnv;
let run = 0;
beforeEach(async () => {
  const folder = join(work, String(run++));
  env = { ...process.env, INTAKE_DATA_FOLDER: join(folder, 'data'), INTAKE_KEY_FILE: join(folder, 'key') };
  sandbox = await startSandbox({ dataFolder: join(folder, 'sandbox') });
  await withStore(async (store) => {
    const sessions = await createSessionService({ store, demo: false, report: () => undefined });
    await sessions.accounts.create(machine, { account: reviewer, displayName: '王芳', role: 'reviewer', password: 'Window-Seven-7' });
    const configuration = createConfiguration(store, configurable, { scanners: [], connection: null, mappings: [] });
    const connection = {
      kind: 'rest' as const,
      baseUrl: sandbox.url,
      clientId: demoClient.id,
      clientSecret: demoClient.secret,
      timeoutMs: 30_000,
    };
    await configuration.saveConnection(connection, machine);
  });
  return () => sandbox.close();
});

async function withStore<T>(read: (store: Store) => Promise<T>): Promise<T> {
  const platform = createNodePlatform(env);
  const store = await createStore({ dataFolder: platform.dataFolder, key: await platform.loadKey() });
  try {
    return await read(store);
  } finally {
    await store.close();
  }
}

type Outcome = { code: number | null; milestones: string[] };

/** Runs the command line; when `killAt` matches the n-th time, the process is gone without a chance to tidy up. */
function intake(args: string[], killAt?: { milestone: string; nth: number }): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['electron/cli.ts', ...args, '--reviewer', reviewer, '--json'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const milestones: string[] = [];
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (text + chunk.toString()).split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        milestones.push((JSON.parse(line) as { milestone: string }).milestone);
        if (killAt && milestones.filter((name) => name === killAt.milestone).length === killAt.nth) child.kill('SIGKILL');
      }
    });
    child.on('exit', (code) => resolve({ code, milestones }));
  });
}

/** What an earlier process left: one case, every page that it reported as stored whole. */
async function leftCase(atLeast: number): Promise<{ id: string; pages: number }> {
  return withStore(async (store) => {
    const [summary, ...others] = await store.cases.list();
    expect(others).toEqual([]);
    const pages = await store.pages.list(summary!.id);
    expect(pages.length).toBeGreaterThanOrEqual(atLeast);
    for (const page of pages) expect((await store.pages.bytes(page.id, 'original'))?.length).toBe(page.bytes);
    return { id: summary!.id, pages: pages.length };
  });
}

// Every walk is cut off twice, early and late, so that a milestone is also met by a process that resumed.
test.each([
  { first: { milestone: 'created', nth: 1 }, stored: 0, rescan: true, then: 'submitting' },
  { first: { milestone: 'page-stored', nth: 3 }, stored: 2, rescan: true, then: 'received' },
  { first: { milestone: 'scanned', nth: 1 }, stored: 3, rescan: false, then: 'confirmed' },
  { first: { milestone: 'page-prepared', nth: 2 }, stored: 0, rescan: true, then: 'recognized' },
])('killed at $first.milestone no. $first.nth, and again at $then', async ({ first, stored, rescan, then }) => {
  const killed = await intake(['submit', '--scanner', simulator.url, '--item', item.code], first);
  expect(killed.code).toBeNull();
  const early = await leftCase(stored);

  // Paper that had not been fed is put back, as a clerk would.
  const again = await intake(['resume', ...(rescan ? ['--scanner', simulator.url] : [])], { milestone: then, nth: 1 });
  expect(again.code).toBeNull();
  const before = await leftCase(early.pages);
  expect(before.id).toBe(early.id);

  const resumed = await intake(['resume']);
  expect(resumed.code).toBe(0);
  await withStore(async (store) => {
    const after = await store.cases.get(before.id);
    expect(after?.state).toBe('received');
    expect(after?.pages.length).toBeGreaterThanOrEqual(before.pages);
    expect((await store.audit.verify()).brokenAt).toBeNull();
    const held = sandbox.summary().map(({ caseNumber, state }) => ({ caseNumber, state }));
    expect(held).toEqual([{ caseNumber: after?.caseNumber, state: 'received' }]);
  });
});
