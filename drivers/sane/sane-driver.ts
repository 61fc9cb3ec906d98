/** Scanners that SANE has a backend for, through `scanimage`: one process per question and per stack. */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import type { DeviceStatus, ScannerCapabilities, ScanRequest } from '#shared/device.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { maxImagePixels } from '#shared/image-limit.ts';
import type {
  DeviceEvent,
  EndedJob,
  FeedLog,
  JobSummary,
  LeftJob,
  PageResult,
  ScanContext,
  ScannerDevice,
  ScannerDriver,
} from '../driver.ts';
import { parseOptions, toCapabilities, type DeviceOptions } from './device-options.ts';
import { isOutOfDocuments, saneError } from './exit-code.ts';
import { endProcess, processName } from './left-process.ts';
import { scanArguments, type ScanArguments } from './scan-arguments.ts';
import { runScanimage, ScanimageBatch, type BatchEvent, type SaneEnvironment } from './scanimage.ts';

/** With all backends `scanimage -L` takes four seconds on an empty network, and hangs on some; never on the way of a screen. */
const LIST_TIMEOUT_MS = 10_000;
const LIST_EVERY_MS = 30_000;
const OPTIONS_TIMEOUT_MS = 20_000;
/** Opening a device only to see that it is there locks it for others, so an answer counts for a while. */
const OPTIONS_VALID_MS = 30_000;
const JPEG_QUALITY = 92;

export type SaneOptions = {
  /** Added to the environment of `scanimage`, e.g. SANE_CONFIG_DIR. */
  env?: SaneEnvironment;
  /** Further arguments of every scan: backend options of a site, and the error injection of the test backend. */
  extraArguments?: readonly string[];
};

export function createSaneDriver({ env = {}, extraArguments = [] }: SaneOptions = {}): ScannerDriver {
  return {
    kind: 'sane',
    watch: (sink, signal) => watchDevices(sink, signal, env),
    // The name is the device's own, e.g. `fujitsu:fi-7160:1234`; it never reaches a shell.
    open: async ({ address }) => {
      if (!/^[\w-]+:[^\0\n]*$/.test(address)) throw new AppError('bad-input', { field: 'address' });
      return new SaneDevice(address, env, extraArguments);
    },
  };
}

/** Lists again and again, in the background; a computer without SANE has no such devices. */
async function watchDevices(sink: (event: DeviceEvent) => void, signal: AbortSignal, env: SaneEnvironment): Promise<void> {
  const known = new Map<string, DeviceEvent['scanner']>();
  while (!signal.aborted) {
    const found = await listDevices(signal, env).catch((error: unknown) =>
      isAppError(error) && error.code === 'device.software-missing' ? null : [],
    );
    if (found === null || signal.aborted) return;
    for (const scanner of found) {
      if (!known.has(scanner.key)) sink({ kind: 'added', scanner });
      known.set(scanner.key, scanner);
    }
    await wait(LIST_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function listDevices(signal: AbortSignal, env: SaneEnvironment): Promise<DeviceEvent['scanner'][]> {
  // The exit code says nothing, and the values are not escaped: a separator that no name has.
  const { stdout } = await runScanimage(['-f', '%d\x1f%v\x1f%m\x1f%t%n'], { env, timeoutMs: LIST_TIMEOUT_MS, signal });
  return stdout
    .split('\n')
    .map((line) => line.split('\x1f'))
    .filter((parts) => parts.length === 4)
    .map(([name = '', vendor = '', model = '']) => ({
      key: `sane ${name}`,
      driver: 'sane',
      name: `${vendor} ${model}`.trim(),
      address: name,
    }));
}

class SaneDevice implements ScannerDevice {
  readonly #name: string;
  readonly #env: SaneEnvironment;
  readonly #extraArguments: readonly string[];
  #options: { at: number; value: DeviceOptions } | null = null;
  #running = false;
  /** A stopped batch whose process still runs. */
  #draining: Promise<void> | null = null;

  constructor(name: string, env: SaneEnvironment, extraArguments: readonly string[]) {
    this.#name = name;
    this.#env = env;
    this.#extraArguments = extraArguments;
  }

  async capabilities(): Promise<ScannerCapabilities> {
    return toCapabilities(await this.#readOptions(true), this.#name);
  }

  /** SANE has no status: a device that opens is idle, and its feeder is known only when it feeds. */
  async status(): Promise<DeviceStatus> {
    if (this.#running || this.#draining) return { state: 'processing', feeder: null };
    await this.#readOptions(false);
    return { state: 'idle', feeder: null };
  }

  async *scan(request: ScanRequest, context: ScanContext): AsyncGenerator<PageResult, JobSummary> {
    if (this.#running) throw new AppError('device.busy', { pagesCommitted: 0, phase: 'preparing' });
    this.#running = true;
    context.onProgress({ phase: 'preparing', page: 0, fraction: null });
    try {
      await this.#draining;
      if (context.signal.aborted) return { pages: 0, endedBy: 'cancelled' };
      const settings = scanArguments(request, await this.#readOptions(false));
      return yield* this.#batch(request, settings, context);
    } finally {
      this.#running = false;
    }
  }

  /** The device is held by `scanimage`, so that is what has to end. */
  async endJob({ path }: LeftJob): Promise<EndedJob> {
    return { imagesScanned: null, imagesWaiting: null, free: path === null || (await endProcess(path)) };
  }

  async close(): Promise<void> {
    await this.#draining;
  }

  async *#batch(request: ScanRequest, settings: ScanArguments, context: ScanContext): AsyncGenerator<PageResult, JobSummary> {
    const { signal } = context;
    const { feed } = context.spool;
    const folder = await pageFolder();
    let pages = 0;
    await feed.asking({ duplex: settings.duplex, pages, sides: pages });
    const batch = new ScanimageBatch(this.#batchArguments(request, settings, folder), {
      env: this.#env,
      onLine: (line) => reportLine(line, pages, settings, context),
    });
    const stop = (): void => batch.stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await noteProcess(batch, feed);
      for (;;) {
        if (signal.aborted) return { pages, endedBy: 'cancelled' };
        context.onProgress({ phase: 'waiting', page: pages, fraction: null });
        batch.release();
        const event = await nextUnlessCancelled(batch, signal);
        if (event === null) return { pages, endedBy: 'cancelled' };
        if (event.kind === 'failed') throw event.error;
        if (event.kind === 'end') return await ended(event.code, batch.lines, pages, request, feed);
        const stored = await storePage(event.file, pages, settings, context);
        await feed.received({ pages: pages + stored.length, sides: pages + stored.length });
        for (const page of stored) {
          yield page;
          pages++;
        }
        // One page of the glass: the batch would scan it for ever.
        if (request.source === 'platen') await feed.settled();
        if (request.source === 'platen') return { pages, endedBy: signal.aborted ? 'cancelled' : 'single-page' };
      }
    } finally {
      signal.removeEventListener('abort', stop);
      batch.stop();
      // The caller goes on at once; the next job waits until the device is free.
      const draining = batch.ended
        .then(() => rm(folder, { recursive: true, force: true }))
        .then(() => feed.givenBack().catch(() => undefined))
        .finally(() => {
          if (this.#draining === draining) this.#draining = null;
        });
      this.#draining = draining;
    }
  }

  #batchArguments(request: ScanRequest, { args }: ScanArguments, folder: string): string[] {
    const output = ['--format=tiff', `--batch=${join(folder, 'p%04d.tif')}`, '--batch-print', '--batch-prompt', '-p'];
    const count = request.source === 'platen' ? ['--batch-count=1'] : [];
    return ['-d', this.#name, ...args, ...this.#extraArguments, ...output, ...count];
  }

  async #readOptions(fresh: boolean): Promise<DeviceOptions> {
    if (!fresh && this.#options && performance.now() - this.#options.at < OPTIONS_VALID_MS) return this.#options.value;
    const { code, stdout, stderr } = await runScanimage(['-d', this.#name, '-A'], { env: this.#env, timeoutMs: OPTIONS_TIMEOUT_MS });
    if (code !== 0) throw saneError(code, stderr.split('\n'), 0);
    this.#options = { at: performance.now(), value: parseOptions(stdout) };
    return this.#options.value;
  }
}

/** Pages lie there for a moment, unencrypted: in memory where the system has such a folder, readable by nobody else. */
async function pageFolder(): Promise<string> {
  const memory = '/dev/shm';
  const parent = (await stat(memory).catch(() => null))?.isDirectory() ? memory : tmpdir();
  // What a killed process left behind goes before anything new is written.
  for (const name of await readdir(parent)) {
    const [, pid] = /^intake-sane-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(parent, name), { recursive: true, force: true });
  }
  return mkdtemp(join(parent, `intake-sane-${process.pid}-`));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function reportLine(line: string, page: number, settings: ScanArguments, { onProgress }: ScanContext): void {
  const [, percent] = /^Progress: ([\d.]+)%/.exec(line) ?? [];
  if (percent !== undefined) onProgress({ phase: 'transferring', page, fraction: Math.min(1, Number(percent) / 100) });
  // Numbers out of range are rounded in silence, with exit code 0.
  const [, effective] = /rounded value of resolution from \S+ to (\d+)/.exec(line) ?? [];
  if (effective === undefined) return;
  settings.dpi = Number(effective);
  settings.changes = [
    ...settings.changes.filter((change) => !change.startsWith('settings-changed:dpi=')),
    `settings-changed:dpi=${effective}`,
  ];
}

async function nextUnlessCancelled(batch: ScanimageBatch, signal: AbortSignal): Promise<BatchEvent | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const onAbort = (): void => resolve(null);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([batch.next(), promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Another process can end this one by its name. */
async function noteProcess({ pid }: ScanimageBatch, feed: FeedLog): Promise<void> {
  const name = pid === undefined ? null : await processName(pid);
  if (name !== null) await feed.started(name);
}

async function ended(
  code: number | null,
  lines: readonly string[],
  pages: number,
  { source }: ScanRequest,
  feed: FeedLog,
): Promise<JobSummary> {
  if (isOutOfDocuments(code, lines)) {
    await feed.settled();
    if (pages === 0) throw new AppError('device.feeder-empty', { pagesCommitted: 0, phase: 'waiting', saneStatus: code });
    return { pages, endedBy: 'end-of-feed' };
  }
  if (code === 0 && pages > 0) await feed.settled();
  if (code === 0 && pages > 0) return { pages, endedBy: source === 'platen' ? 'single-page' : 'end-of-feed' };
  throw saneError(code === 0 ? 9 : code, lines, pages);
}

/** `scanimage` has renamed the file when it names it, so it is whole. */
async function storePage(
  file: string,
  index: number,
  { duplex, dpi, lineart, changes }: ScanArguments,
  { spool }: ScanContext,
): Promise<PageResult[]> {
  const tiff = await readFile(file);
  await rm(file, { force: true });
  if (tiff.byteLength === 0) throw new AppError('device.error', { pagesCommitted: index, reason: 'empty-page' });
  const side = duplex ? (index % 2 === 1 ? 'back' : 'front') : 'front';
  const stored = await spool.write(await encode(tiff, dpi, lineart, index), { index, side, dpi });
  return stored.map((page) => ({ ...page, warnings: [...page.warnings, ...changes] }));
}

/** A page as TIFF is 26 MB; black-and-white pages stay exact as PNG. */
async function encode(tiff: Buffer, dpi: number, lineart: boolean, pagesCommitted: number): Promise<Buffer> {
  try {
    const picture = sharp(tiff, { limitInputPixels: maxImagePixels }).withMetadata({ density: dpi });
    if (lineart) return await picture.png({ palette: true, colours: 2 }).toBuffer();
    return await picture.jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4' }).toBuffer();
  } catch (error) {
    throw new AppError('device.corrupt-page', { pagesCommitted, reason: 'tiff' }, error);
  }
}

export const saneDriver = createSaneDriver();
