/** Processes are killed with paper in the feeder: the device is free again, the sheet in doubt is told, and no page is lost or doubled. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { individualBusinessRegistration as item } from '#shared/service-items/individual-business-registration.ts';
import { drawNumberedSheets } from '../../drivers/simulator/numbered-sheets.ts';
import { startSimulator } from '../../drivers/simulator/simulator.ts';
import { createNodePlatform } from '../../electron/platform/node-platform.ts';
import { machine } from '../../electron/services/cases/cases.ts';
import { createSessionService } from '../../electron/services/people/session.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';
import type { Store } from '../../electron/store/store.ts';
import { numberedStack } from './device-mishaps.ts';
import { runKill } from './feeder-kills.ts';
import type { Kill } from './feeder-kills.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Against hanging; a machine that others use too starts processes slowly. */
const timeout = 400_000;
let work: string;
let pages: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'intake-feeder-'));
  pages = await drawNumberedSheets(join(work, 'sheets'), numberedStack);
});
afterAll(() => rm(work, { recursive: true, force: true, maxRetries: 3 }));

const base = { sheets: 5, msPerSheet: 200, momentMs: 100, afterSheets: 3 };
const kills: Kill[] = [
  { ...base, seed: 1, victim: 'host', duplex: true, ahead: 0 },
  { ...base, seed: 2, victim: 'scanners', duplex: true, ahead: 2 },
  { ...base, seed: 3, victim: 'both', duplex: false, ahead: 2 },
];
test.each(kills)('$victim killed, duplex $duplex, $ahead sheets pulled ahead', { timeout }, async (kill) => {
  const result = await runKill(work, pages, kill);
  expect(result.problems).toEqual([]);
  expect(result).toMatchObject({ untold: 0, lostOrDoubled: 0 });
  expect(result.told).not.toBeNull();
});

test('a headless case that was cut off does not move on by itself', { timeout }, async () => {
  const env = { ...process.env, INTAKE_DATA_FOLDER: join(work, 'data'), INTAKE_KEY_FILE: join(work, 'key') };
  const withStore = async <T>(read: (store: Store) => Promise<T>): Promise<T> => {
    const platform = createNodePlatform(env);
    const store = await createStore({ dataFolder: platform.dataFolder, key: await platform.loadKey() });
    try {
      return await read(store);
    } finally {
      await store.close();
    }
  };
  await withStore(async (store) => {
    const sessions = await createSessionService({ store, demo: false, report: () => undefined });
    await sessions.accounts.create(machine, { account: 'wangfang', displayName: '王芳', role: 'reviewer', password: 'Window-Seven-7' });
  });
  const intake = (...args: string[]) =>
    spawn(process.execPath, ['electron/cli.ts', ...args, '--reviewer', 'wangfang', '--json'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const simulator = await startSimulator({ pages, reload: false, msPerSheet: 300 });
  const cutOff = intake('submit', '--scanner', simulator.url, '--item', item.code);
  while (simulator.scanner.passed.length < 3) await wait(5);
  cutOff.kill('SIGKILL');
  const resumed = intake('resume', '--strict');
  let [out, errors] = ['', ''];
  resumed.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  resumed.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  expect(await new Promise((resolve) => resumed.once('close', resolve))).toBe(1);
  expect(simulator.scanner.state).toBe('Idle');
  await simulator.close();
  expect(errors).toContain('case.sheet-in-doubt');
  const [sheet] = /"milestone":"sheet-in-doubt","sheet":(\d+)/.exec(out)?.slice(1) ?? [];
  await withStore(async (store) => {
    const [summary] = await store.cases.list();
    expect(summary?.state).toBe('scanned');
    const doubts = (await store.cases.get(summary!.id))?.sheetDoubts ?? [];
    expect(doubts.map((doubt) => String(doubt.sheet))).toEqual([sheet]);
    // Every sheet before it is in the case with both its sides.
    expect((await store.pages.list(summary!.id)).length).toBeGreaterThanOrEqual(2 * (Number(sheet) - 1));
  });
});
