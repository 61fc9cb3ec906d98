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
import { Configuration } from '../../electron/services/configuration/configuration.ts';
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
    const configuration = new Configuration(store, configurable, { scanners: [], connection: null, mappings: [] });
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

const submit = (killAt?: { milestone: string; nth: number }): Promise<Outcome> =>
  intake(['submit', '--scanner', simulator.url, '--item', item.code], killAt);

test.each([
  { milestone: 'created', nth: 1, rescan: true },
  { milestone: 'page-stored', nth: 3, rescan: true },
  { milestone: 'scanned', nth: 1, rescan: false },
  { milestone: 'page-prepared', nth: 2, rescan: true },
  { milestone: 'recognized', nth: 1, rescan: false },
  { milestone: 'confirmed', nth: 1, rescan: false },
  { milestone: 'submitting', nth: 1, rescan: false },
  { milestone: 'received', nth: 1, rescan: false },
])('killed at $milestone no. $nth', async ({ milestone, nth, rescan }) => {
  const killed = await submit({ milestone, nth });
  expect(killed.code).toBeNull();

  const before = await withStore(async (store) => {
    const [summary, ...others] = await store.cases.list();
    expect(others).toEqual([]);
    const pages = await store.pages.list(summary!.id);
    // Every page that was reported as stored is there, whole.
    expect(pages.length).toBeGreaterThanOrEqual(milestone === 'page-stored' ? nth - 1 : 0);
    for (const page of pages) expect((await store.pages.bytes(page.id, 'original'))?.length).toBe(page.bytes);
    return { id: summary!.id, pages: pages.length };
  });

  // Paper that had not been fed is put back, as a clerk would.
  const resumed = await intake(['resume', ...(rescan ? ['--scanner', simulator.url] : [])]);
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
