/** `intake recognize` on a folder: files are told by their content, and each one that gives no page is named with the reason. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Recognizer } from '../pipeline/recognizer.ts';
import { box, ofd } from '../../tests/fixtures/ofd/build-ofd.ts';
import { recognizeTexts } from './cli-texts.ts';
import { runRecognize } from './recognize.ts';

let folder = '';
let said: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recognize-'));
  said = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
});

afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
});

const recognition = { preparation: {}, classification: { documentType: 'other' }, lines: [], fields: [], timing: {} };
const recognizer = {
  status: () => Promise.resolve({ models: {} }),
  recognize: () => Promise.resolve(recognition),
  close: () => Promise.resolve(),
} as unknown as Recognizer;

type Result = { pages: { file: string; error?: { code: string } }[]; otherFiles: { file: string; error: { code: string } }[] };

async function recognize(paths: string[]): Promise<{ pages: string[]; otherFiles: string[] }> {
  const out = join(tmpdir(), `${folder.split('/').at(-1) ?? ''}.json`);
  await runRecognize(paths, out, recognizer);
  const { pages, otherFiles } = JSON.parse(await readFile(out, 'utf8')) as Result;
  await rm(out);
  const told = ({ file, error }: Result['pages'][number]) => [relative(folder, file), error?.code].filter(Boolean).join(' ');
  return { pages: pages.map(told), otherFiles: otherFiles.map(told) };
}

const put = (name: string, content: Uint8Array | string) => writeFile(join(folder, name), content);
const jpeg = () => sharp({ create: { width: 60, height: 80, channels: 3, background: '#fff' } }).jpeg().toBuffer(); // prettier-ignore

test('a folder is read by what its files hold; each file without a page is named with the reason', async () => {
  await mkdir(join(folder, 'inner'));
  await put('9', ofd({ objects: box([10, 10, 20, 20]) }));
  for (const name of ['1.jfif', '2.jpe', '3.JPG', '4', 'inner/5.dat']) await put(name, await jpeg());
  await put('6.jpg', (await jpeg()).subarray(0, 100));
  await put('7.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'));
  await put('8.csv', '姓名,地址');
  const { pages, otherFiles } = await recognize([folder]);
  expect(pages).toEqual(['1.jfif', '2.jpe', '3.JPG', '4', '6.jpg file.unreadable', '7.heic file.heic', '9', 'inner/5.dat']);
  expect(otherFiles).toEqual(['8.csv file.unsupported']);
  for (const [name, code] of [
    ['6.jpg', 'file.unreadable'],
    ['7.heic', 'file.heic'],
    ['8.csv', 'file.unsupported'],
  ])
    // prettier-ignore
    expect(said.some((line) => line.includes(name!) && line.includes(code!))).toBe(true);
  expect(said.at(-1)).toBe(recognizeTexts.ends(6, 2, 1));
  expect(process.exitCode).toBeUndefined();
});

test('a folder without any page is a failure and not a good end', async () => {
  await put('list.csv', '姓名,地址');
  expect(await recognize([folder])).toEqual({ pages: [], otherFiles: ['list.csv file.unsupported'] });
  expect(process.exitCode).toBe(1);
});

test('a file that was named is an entry with its error, whatever it is', async () => {
  await put('list.csv', '姓名,地址');
  expect((await recognize([join(folder, 'list.csv'), join(folder, 'gone.jpg')])).pages).toEqual([
    'list.csv file.unsupported',
    'gone.jpg file.unreadable',
  ]);
});
