/** Our SANE driver against Debian's `test` backend: options, pages, injected errors, cancel. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSaneDriver } from '../../drivers/sane/sane-driver.ts';
import type { DeviceEvent } from '../../drivers/driver.ts';
import type { ScanRequest } from '../../electron/shared/device.ts';
import { runScan, type ScanOptions } from '../fixtures/run-scan.ts';
import { noteSkipped } from '../skipped.ts';
import { scanimageMissing, writeTestBackendConfig } from './sane-setup.ts';

const reason = scanimageMissing();
if (reason) noteSkipped(import.meta.filename, reason);
const request: ScanRequest = { source: 'feeder', duplex: false, colorMode: 'color', dpi: 75, format: 'image/jpeg', region: null };

describe.skipIf(reason)('the SANE driver', () => {
  let root: string;
  let env: { SANE_CONFIG_DIR: string };
  const key = randomBytes(32);
  const never = new AbortController().signal;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'devices-sane-driver-'));
    env = { SANE_CONFIG_DIR: await writeTestBackendConfig(join(root, 'sane')) };
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  async function scan(changes: Partial<ScanRequest>, extraArguments: string[] = [], options: Pick<ScanOptions, 'signal' | 'onPage'> = {}) {
    const device = await createSaneDriver({ env, extraArguments }).open({ address: 'test:0' }, never);
    const outcome = await runScan(device, { ...request, ...changes }, { ...options, spool: { folder: root, key } });
    await device.close();
    return { ...outcome, code: outcome.error?.code ?? null, details: outcome.error?.details ?? {} };
  }

  test('devices are listed while nobody waits, and their options become capabilities', async () => {
    const driver = createSaneDriver({ env });
    const found: DeviceEvent[] = [];
    const stop = new AbortController();
    await driver.watch((event) => {
      found.push(event);
      stop.abort();
    }, stop.signal);
    expect(found[0]?.scanner).toEqual({ key: 'sane test:0', driver: 'sane', name: 'Noname frontend-tester', address: 'test:0' });
    const device = await driver.open({ address: 'test:0' }, never);
    expect(await device.status()).toEqual({ state: 'idle', feeder: null });
    expect(await device.capabilities()).toMatchObject({
      platen: { colorModes: ['color', 'gray'], resolutions: [75, 100, 150, 200, 300, 400, 600, 1200], maxWidth: 4252 },
      feeder: { duplex: false },
    });
  });

  test('the feeder is empty after ten pages, as the test backend has it', async () => {
    const { pages, summary, code, progress } = await scan({});
    expect(code).toBeNull();
    expect(summary).toEqual({ pages: 10, endedBy: 'end-of-feed' });
    expect(pages[9]).toMatchObject({ index: 9, side: 'front', mimeType: 'image/jpeg', dpi: 75, widthPx: 620, heightPx: 876 });
    expect(progress[0]?.phase).toBe('preparing');
    expect(progress.some(({ phase, fraction }) => phase === 'transferring' && fraction === 1)).toBe(true);
    expect(
      await readdir('/dev/shm').then(
        (names) => names.filter((name) => name.startsWith(`intake-sane-${process.pid}-`)),
        () => [],
      ),
    ).toEqual([]);
  });

  test('the glass gives one page, and what the device does otherwise is told', async () => {
    const { pages, summary } = await scan({ source: 'platen', duplex: false, colorMode: 'lineart', dpi: 90 });
    expect(summary).toEqual({ pages: 1, endedBy: 'single-page' });
    expect(pages[0]?.warnings).toEqual(expect.arrayContaining(['settings-changed:colorMode=gray', 'settings-changed:dpi=100']));
  });

  test.each([
    ['SANE_STATUS_JAMMED', 'device.paper-jam', 6],
    ['SANE_STATUS_COVER_OPEN', 'device.cover-open', 8],
    ['SANE_STATUS_DEVICE_BUSY', 'device.busy', 3],
    ['SANE_STATUS_IO_ERROR', 'device.error', 9],
    ['SANE_STATUS_NO_MEM', 'device.error', 10],
    ['SANE_STATUS_ACCESS_DENIED', 'device.access-denied', 11],
    ['SANE_STATUS_INVAL', 'device.settings-rejected', 4],
    ['SANE_STATUS_UNSUPPORTED', 'device.settings-rejected', 1],
  ])('%s is %s', async (status, code, saneStatus) => {
    const outcome = await scan({}, ['--read-return-value', status]);
    expect([outcome.code, outcome.pages.length]).toEqual([code, 0]);
    expect(outcome.details).toMatchObject({ pagesCommitted: 0, saneStatus });
  });

  test('no documents is an empty feeder', async () => {
    expect((await scan({}, ['--read-return-value', 'SANE_STATUS_NO_DOCS'])).code).toBe('device.feeder-empty');
  });

  // SANE's test backend itself does not let go once in a hundred times; ours does, or the second try fails too.
  test('a slow device is cancelled in the middle of a page and free without being killed', { retry: 2 }, async () => {
    const controller = new AbortController();
    let cancelledAt = 0;
    setTimeout(() => {
      cancelledAt = performance.now();
      controller.abort();
    }, 1_500);
    const slow = ['--read-delay=yes', '--read-delay-duration', '50000'];
    const { summary, code } = await scan({ dpi: 300 }, slow, { signal: controller.signal });
    expect(code).toBeNull();
    expect(summary).toEqual({ pages: 0, endedBy: 'cancelled' });
    // The kill comes after five seconds: the device has let go before, as it was asked to.
    expect(performance.now() - cancelledAt).toBeLessThan(4_500);
  });

  test('a backend that never lets go of the device after its error is told as that error, not as silence', async () => {
    const folder = join(root, 'hanging');
    await mkdir(folder);
    const script = [
      '#!/bin/sh',
      `case "$*" in *-A) PATH='${process.env.PATH ?? ''}' exec scanimage "$@";; esac`,
      "trap '' INT",
      "printf 'scanimage: sane_read: Document feeder jammed\\nBatch terminated, 1 page scanned\\n' >&2",
      'exec /bin/sleep 60',
    ];
    await writeFile(join(folder, 'scanimage'), script.join('\n'), { mode: 0o755 });
    const device = await createSaneDriver({ env: { ...env, PATH: folder } }).open({ address: 'test:0' }, never);
    const { error, pages } = await runScan(device, request, { spool: { folder: root, key } });
    expect(pages).toEqual([]);
    expect(error).toMatchObject({ code: 'device.paper-jam', details: { saneStatus: 6 } });
    expect((await device.status()).state).toBe('processing');
    await device.close();
    expect((await device.status()).state).toBe('idle');
  });

  test('a computer without scanimage says so', async () => {
    const device = await createSaneDriver({ env: { PATH: '/nowhere' } }).open({ address: 'test:0' }, never);
    await expect(device.capabilities()).rejects.toMatchObject({ code: 'device.software-missing' });
  });
});
