/** Files of a folder in, pages out; bad files stay behind without stopping the others. */
import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, open, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ScanRequest } from '#shared/device.ts';
import type { JobSummary } from '../driver.ts';
import { createSpool, readSpoolFile } from '../process/spool.ts';
import { bindPdf, renderPage } from '../simulator/render-page.ts';
import { drawSide, readSideNumber } from '../simulator/numbered-sheets.ts';
import { parseFolderAddress } from './folder-address.ts';
import { createFolderDriver } from './folder-driver.ts';
import { isPageFileName, naturalOrder } from './page-files.ts';

const request: ScanRequest = { source: 'feeder', duplex: false, colorMode: 'color', dpi: 300, format: 'image/jpeg', region: null };
const key = randomBytes(32);
const settleMs = 60;
/** For files that are still being written: the next piece comes within it, also on a busy machine. */
const slowSettleMs = 1_500;
let root: string;
let folder: string;
let spoolFolder: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'devices-folder-'));
  folder = join(root, 'in');
  spoolFolder = join(root, 'spool');
  await mkdir(folder);
  await mkdir(spoolFolder);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function scan(
  address: string,
  signal = new AbortController().signal,
  settle = settleMs,
): Promise<{ numbers: number[]; summary: JobSummary }> {
  const device = await createFolderDriver(settle).open({ address }, signal);
  const numbers: number[] = [];
  const job = device.scan(request, { signal, spool: createSpool({ folder: spoolFolder, key }), onProgress: () => undefined });
  for (;;) {
    const { done, value } = await job.next();
    if (done) return { numbers, summary: value };
    expect(value.index).toBe(numbers.length);
    numbers.push(await readSideNumber(await readSpoolFile(value.file, key)));
  }
}

async function mixedFolder(): Promise<void> {
  const whole = { colorMode: 'gray', dpi: 75, region: { x: 0, y: 0, width: 2480, height: 3508 } } as const;
  await drawSide(21).toFile(join(root, '21.png'));
  await drawSide(22).toFile(join(root, '22.png'));
  const pages = [await renderPage(join(root, '21.png'), whole), await renderPage(join(root, '22.png'), whole)];
  await writeFile(join(folder, '2 合同.pdf'), await bindPdf(pages, 75));
  await drawSide(10).jpeg().toFile(join(folder, '10.jpg'));
  await drawSide(1).toFile(join(folder, '1.png'));
  await writeFile(join(folder, '3.jpg'), (await drawSide(3).jpeg().toBuffer()).subarray(0, 2000));
  await writeFile(join(folder, '说明.txt'), 'no page');
  await writeFile(join(folder, '.hidden.jpg'), 'x');
}

test('files come in natural order, PDFs page by page, and bad ones are named', async () => {
  await mixedFolder();
  const { numbers, summary } = await scan(folder);
  expect(numbers).toEqual([1, 21, 22, 10]);
  expect(summary).toEqual({
    pages: 4,
    endedBy: 'end-of-feed',
    skippedFiles: [
      { name: '3.jpg', code: 'file.unreadable' },
      { name: '说明.txt', code: 'file.unsupported' },
    ],
  });
  expect(await readdir(folder)).toHaveLength(6);
});

test('a drop folder is empty afterwards, and nothing is lost', async () => {
  await mixedFolder();
  const address = `${pathToFileURL(folder).href}?after-scan=move`;
  expect((await scan(address)).numbers).toEqual([1, 21, 22, 10]);
  expect((await readdir(join(folder, 'taken'))).sort(naturalOrder)).toEqual(['1.png', '2 合同.pdf', '10.jpg']);
  expect((await readdir(join(folder, 'unreadable'))).sort(naturalOrder)).toEqual(['3.jpg', '说明.txt']);
  await expect(scan(address)).rejects.toMatchObject({ code: 'device.feeder-empty' });
  await drawSide(5).jpeg().toFile(join(folder, '10.jpg'));
  expect((await scan(address)).numbers).toEqual([5]);
  expect(await readdir(join(folder, 'taken'))).toContain('10 (2).jpg');
});

test('a folder with nothing but bad files says what is wrong with the first', async () => {
  await writeFile(join(folder, 'a.pdf'), '%PDF-1.7 cut');
  await expect(scan(folder)).rejects.toMatchObject({ code: 'file.unreadable', details: { pagesCommitted: 0, files: 1 } });
});

test('a folder that is not there is an offline device', async () => {
  await expect(scan(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'device.offline' });
});

test('a file that is still being written is waited for', async () => {
  const bytes = await drawSide(9).jpeg().toBuffer();
  const path = join(folder, 'a.jpg');
  await writeFile(path, bytes.subarray(0, 1000));
  setTimeout(() => void appendFile(path, bytes.subarray(1000)), 30);
  expect((await scan(folder, undefined, slowSettleMs)).numbers).toEqual([9]);
});

test('half a file is waited for although the clock of the file server is an hour behind', async () => {
  const bytes = await drawSide(9).jpeg().toBuffer();
  const path = join(folder, 'a.jpg');
  const behind = new Date(Date.now() - 3_600_000);
  await writeFile(path, bytes.subarray(0, 1000));
  await utimes(path, behind, behind);
  setTimeout(() => void appendFile(path, bytes.subarray(1000)).then(() => utimes(path, behind, behind)), 100);
  const { numbers, summary } = await scan(`${pathToFileURL(folder).href}?after-scan=move`, undefined, slowSettleMs);
  expect(summary.skippedFiles).toEqual([]);
  expect(numbers).toEqual([9]);
});

test('cancel between pages keeps what was taken and moves nothing unread', async () => {
  await drawSide(1).jpeg().toFile(join(folder, '1.jpg'));
  await drawSide(2).jpeg().toFile(join(folder, '2.jpg'));
  const controller = new AbortController();
  const device = await createFolderDriver(settleMs).open({ address: `${pathToFileURL(folder).href}?after-scan=move` }, controller.signal);
  const job = device.scan(request, {
    signal: controller.signal,
    spool: createSpool({ folder: spoolFolder, key }),
    onProgress: () => undefined,
  });
  expect((await job.next()).done).toBe(false);
  controller.abort();
  expect(await job.next()).toEqual({ done: true, value: { pages: 1, endedBy: 'cancelled', skippedFiles: [] } });
  expect(await readdir(join(folder, 'taken'))).toEqual(['1.jpg']);
  expect(await readdir(folder)).toContain('2.jpg');
});

test.each(['relative/path', '', 'file:///x?after-scan=delete', 'file:///x?watch=true', 'file://host/share?x', 'http://x/'])(
  'address %s is refused',
  (address) => {
    if (address.startsWith('file://host')) return expect(() => parseFolderAddress(address)).toThrow();
    expect(() => parseFolderAddress(address)).toThrow('bad-input');
  },
);

test('half-written names are not pages', () => {
  for (const name of ['.x.jpg', 'a.jpg.part', 'b.tmp', '~$doc.pdf', 'Thumbs.db', 'desktop.ini', 'c.crdownload'])
    expect(isPageFileName(name), name).toBe(false);
  expect(isPageFileName('扫描 1.pdf')).toBe(true);
});

const handled = (subfolder: string, name: string) =>
  vi.waitFor(async () => expect(await readdir(join(folder, subfolder))).toContain(name), { timeout: 30_000 });

test('a watched folder takes what is there and what comes, each file once, until it is stopped', async () => {
  await drawSide(1).jpeg().toFile(join(folder, '1.jpg'));
  const controller = new AbortController();
  const address = `${pathToFileURL(folder).href}?after-scan=move&watch=true`;
  const device = await createFolderDriver(slowSettleMs).open({ address }, controller.signal);
  const phases: string[] = [];
  const job = device.scan(request, {
    signal: controller.signal,
    spool: createSpool({ folder: spoolFolder, key }),
    onProgress: ({ phase }) => {
      phases.push(phase);
      if (phase !== 'waiting-for-paper' || phases.filter((each) => each === phase).length !== 1) return;
      // A copier that starts to write while nobody expects it, and a file that is none.
      void drawSide(2)
        .jpeg()
        .toBuffer()
        .then(async (bytes) => {
          await writeFile(join(folder, '2.jpg'), bytes.subarray(0, 1000));
          setTimeout(() => void appendFile(join(folder, '2.jpg'), bytes.subarray(1000)), 30);
          await writeFile(join(folder, '3.txt'), 'no page');
        });
    },
  });
  const numbers: number[] = [];
  for (;;) {
    const { done, value } = await job.next();
    if (done) {
      expect(value).toEqual({ pages: 2, endedBy: 'cancelled', skippedFiles: [{ name: '3.txt', code: 'file.unsupported' }] });
      break;
    }
    numbers.push(await readSideNumber(await readSpoolFile(value.file, key)));
    if (numbers.length === 2) void handled('unreadable', '3.txt').then(() => controller.abort());
  }
  expect(numbers).toEqual([1, 2]);
  expect((await readdir(join(folder, 'taken'))).sort(naturalOrder)).toEqual(['1.jpg', '2.jpg']);
  expect(await readdir(join(folder, 'unreadable'))).toEqual(['3.txt']);
}, 60_000);

/** A copier that holds one file open and puts it into these states in turn, until all its pages are taken. */
async function copierWrites(states: readonly Uint8Array[], all: number): Promise<{ numbers: number[]; summary: JobSummary }> {
  const controller = new AbortController();
  const signal = AbortSignal.any([controller.signal, AbortSignal.timeout(20_000)]);
  const device = await createFolderDriver(settleMs).open({ address: `${pathToFileURL(folder).href}?after-scan=move&watch=true` }, signal);
  const copier = await open(join(folder, 'SCAN0001.pdf'), 'w');
  const writing = (async () => {
    for (const state of states) {
      await copier.truncate(0);
      await copier.write(state, 0, state.length, 0);
      await wait(5 * settleMs);
    }
    await copier.close();
  })();
  const numbers: number[] = [];
  const job = device.scan(request, { signal, spool: createSpool({ folder: spoolFolder, key }), onProgress: () => undefined });
  for (;;) {
    const { done, value } = await job.next();
    if (done) return writing.then(() => ({ numbers, summary: value }));
    expect(value.index).toBe(numbers.length);
    numbers.push(await readSideNumber(await readSpoolFile(value.file, key)));
    // Long enough for one that comes twice to show.
    if (numbers.length === all) setTimeout(() => controller.abort(), 4_000);
  }
}

test.each(['page by page', 'an empty file first', 'half a file first'])(
  'a copier that writes slowly, %s: each page once',
  async (how) => {
    const whole = { colorMode: 'gray', dpi: 75, region: { x: 0, y: 0, width: 2480, height: 3508 } } as const;
    for (const number of [1, 2, 3]) await drawSide(number).toFile(join(root, `${number}.png`));
    const pages = await Promise.all([1, 2, 3].map((number) => renderPage(join(root, `${number}.png`), whole)));
    const [one, two, three] = await Promise.all([1, 2, 3].map((count) => bindPdf(pages.slice(0, count), 75)));
    const states = { 'page by page': [one!, two!, three!], 'an empty file first': [Buffer.alloc(0), three!] }[how];
    const { numbers, summary } = await copierWrites(states ?? [three!.subarray(0, 20_000), three!], 3);
    expect(numbers).toEqual([1, 2, 3]);
    expect(summary.skippedFiles).toEqual([]);
    expect(await readdir(join(folder, 'taken'))).toEqual(['SCAN0001.pdf']);
    await expect(readdir(join(folder, 'unreadable'))).rejects.toThrow('ENOENT');
  },
  40_000,
);

test('a copier that writes its file anew under the same name adds only the new pages', async () => {
  const whole = { colorMode: 'gray', dpi: 75, region: { x: 0, y: 0, width: 2480, height: 3508 } } as const;
  for (const number of [1, 2]) await drawSide(number).toFile(join(root, `${number}.png`));
  const pages = await Promise.all([1, 2].map((number) => renderPage(join(root, `${number}.png`), whole)));
  const address = `${pathToFileURL(folder).href}?after-scan=move`;
  const device = await createFolderDriver(settleMs).open({ address }, new AbortController().signal);
  const taken: number[] = [];
  for (const count of [1, 2]) {
    await writeFile(join(folder, 'SCAN0001.pdf'), await bindPdf(pages.slice(0, count), 75));
    const spool = createSpool({ folder: spoolFolder, key });
    const job = device.scan(request, { signal: new AbortController().signal, spool, onProgress: () => undefined });
    for (let next = await job.next(); !next.done; next = await job.next())
      taken.push(await readSideNumber(await readSpoolFile(next.value.file, key)));
  }
  expect(taken).toEqual([1, 2]);
});

test('old files need no settling', async () => {
  await drawSide(4).jpeg().toFile(join(folder, '4.jpg'));
  const old = new Date(Date.now() - 60_000);
  await utimes(join(folder, '4.jpg'), old, old);
  const started = performance.now();
  const device = await createFolderDriver(30_000).open({ address: folder }, new AbortController().signal);
  const job = device.scan(request, {
    signal: new AbortController().signal,
    spool: createSpool({ folder: spoolFolder, key }),
    onProgress: () => undefined,
  });
  expect((await job.next()).done).toBe(false);
  expect(performance.now() - started).toBeLessThan(20_000);
});
