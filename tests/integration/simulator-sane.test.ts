/** A client that we did not write, Debian's scanimage with sane-airscan, scans from our simulator. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { drawNumberedSheets, readSideNumber } from '../../drivers/simulator/numbered-sheets.ts';
import { startSimulator, type Simulator } from '../../drivers/simulator/simulator.ts';
import { noteSkipped } from '../skipped.ts';
import { airscanMissing, writeAirscanConfig } from './sane-setup.ts';

const reason = airscanMissing();
if (reason) noteSkipped(import.meta.filename, reason);

/** scanimage with sane-airscan can hang for ever; see docs/architecture.md. */
const SCAN_LIMIT_MS = 90_000;

describe.skipIf(reason)('scanimage with sane-airscan', () => {
  let root: string;
  let out: string;
  let simulator: Simulator;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'devices-sane-'));
    await drawNumberedSheets(join(root, 'sheets'), [
      [1, 101],
      [2, null],
      [3, 103],
      [4, null],
    ]);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));
  beforeEach(async () => {
    simulator = await startSimulator({ pages: join(root, 'sheets'), reload: false });
    out = await mkdtemp(join(root, 'out-'));
    await writeAirscanConfig(join(root, 'sane'), simulator.url);
  });
  afterEach(() => simulator.close());

  /** @returns exit code and what it printed on stderr */
  function scanimage(...options: string[]): Promise<{ code: number; stderr: string }> {
    const environment = { ...process.env, SANE_CONFIG_DIR: join(root, 'sane'), LC_ALL: 'C' };
    return new Promise((resolve) => {
      execFile('scanimage', options, { env: environment, timeout: SCAN_LIMIT_MS, killSignal: 'SIGKILL' }, (error, _stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? -1) : 0, stderr }),
      );
    });
  }
  const scan = (source: string, mode: string, ...options: string[]) =>
    scanimage(
      '-d',
      'airscan:e0:V',
      '--source',
      source,
      '--mode',
      mode,
      '--resolution',
      '150',
      '--format=png',
      `--batch=${join(out, 'p%03d.png')}`,
      ...options,
    );
  const numbers = async (): Promise<number[]> => {
    const files = (await readdir(out)).sort();
    return Promise.all(files.map(async (file) => readSideNumber(await readFile(join(out, file)))));
  };

  test('the device is listed once', async () => {
    const listed = execFileSync('scanimage', ['-f', '%d%n'], {
      env: { ...process.env, SANE_CONFIG_DIR: join(root, 'sane') },
      timeout: SCAN_LIMIT_MS,
      encoding: 'utf8',
    });
    expect(listed.trim().split('\n')).toEqual(['airscan:e0:V']);
  });

  test('one colour page from the glass', async () => {
    const { code, stderr } = await scan('Flatbed', 'Color', '--batch-count=1', '-x', '210', '-y', '297');
    expect(code, stderr).toBe(0);
    expect(await numbers()).toEqual([1]);
    const metadata = await sharp(join(out, 'p001.png')).metadata();
    expect([metadata.width, metadata.height, metadata.channels]).toEqual([1240, 1754, 3]);
  });

  test('the whole feeder in grey, in order, then out of documents', async () => {
    const { code, stderr } = await scan('ADF', 'Gray');
    expect(code, stderr).toBe(0);
    expect(await numbers()).toEqual([1, 2, 3, 4]);
    expect(simulator.journal.some(({ method }) => method === 'DELETE')).toBe(true);
  });

  test('fronts and backs in duplex', async () => {
    const { code, stderr } = await scan('ADF Duplex', 'Gray');
    expect(code, stderr).toBe(0);
    expect(await numbers()).toEqual([1, 101, 2, 0, 3, 103, 4, 0]);
  });

  test.each([
    ['a jam', { kind: 'jam', afterPages: 2 } as const, 6, [1, 2]],
    ['an open cover', { kind: 'cover-open', afterPages: 2 } as const, 8, [1, 2]],
    ['503 before every page', { kind: 'warm-up', times: 1 } as const, 0, [1, 2, 3, 4]],
    ['an end of feed by 410', { kind: 'end-code', httpStatus: 410 } as const, 0, [1, 2, 3, 4]],
  ])('%s is understood', async (_name, fault, exitCode, kept) => {
    simulator.scanner.faults.set([fault]);
    const { code, stderr } = await scan('ADF', 'Gray');
    expect(code, stderr).toBe(exitCode);
    expect((await numbers()).slice(0, kept.length)).toEqual(kept);
  });

  test('a cancel gives the job back to the device', async () => {
    await simulator.close();
    simulator = await startSimulator({ pages: join(root, 'sheets'), reload: false, msPerSheet: 10_000 });
    await writeAirscanConfig(join(root, 'sane'), simulator.url);
    const environment = { ...process.env, SANE_CONFIG_DIR: join(root, 'sane'), LC_ALL: 'C' };
    // One page, because its batch loop starts another job after a cancel (docs/architecture.md).
    const options = ['-d', 'airscan:e0:V', '--source', 'ADF', '--mode', 'Gray', '--resolution', '150', '--format=pnm'];
    const child = spawn('scanimage', [...options, '-o', join(out, 'p.pnm')], { env: environment, stdio: 'ignore' });
    await vi.waitFor(() => expect(simulator.scanner.state).toBe('Processing'), { timeout: SCAN_LIMIT_MS });
    child.kill('SIGINT');
    await once(child, 'exit');
    await vi.waitFor(() => expect(simulator.scanner.jobs.at(-1)?.state).toBe('Canceled'), { timeout: 60_000 });
    expect(simulator.journal.some(({ method }) => method === 'DELETE')).toBe(true);
    expect(simulator.scanner.sheetsLoaded).toBeGreaterThan(0);
  });

  test('an empty feeder is reported as such', async () => {
    simulator.scanner.reload(0);
    const { code, stderr } = await scan('ADF', 'Gray', '--batch-count=1');
    expect(code, stderr).toBe(7);
    expect(await numbers()).toEqual([]);
  });
});
