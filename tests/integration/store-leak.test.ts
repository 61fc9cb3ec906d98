/** Nothing personal can be read off the disk: every file of the data folder and the temporary folder is searched. */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fixtures/store/examples.ts';
import type { Planted } from './store/leak-child.ts';

const planted: Planted = { name: '欧阳示例', idNumber: '11010519491231002X', phone: '13800138000', page: randomBytes(60_000) };

/** Every form in which a text or a part of the page could lie there in the open. */
function tracesOf({ name, idNumber, phone, page }: Planted): Map<string, Buffer> {
  const traces = new Map<string, Buffer>();
  for (const [label, text] of Object.entries({ name, idNumber, phone })) {
    for (const encoding of ['utf8', 'utf16le'] as const) traces.set(`${label} ${encoding}`, Buffer.from(text, encoding));
    for (const encoding of ['hex', 'base64'] as const)
      traces.set(`${label} ${encoding}`, Buffer.from(Buffer.from(text).toString(encoding)));
    traces.set(`${label} escaped`, Buffer.from(JSON.stringify(text).replace(/[^ -~]/g, escaped)));
  }
  for (let start = 0; start + 16 <= page.length; start += 500) traces.set(`page at ${start}`, page.subarray(start, start + 16));
  return traces;
}

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16)}`;

function filesOf(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** What was found where; also file names are searched. */
function search(folder: string, traces: Map<string, Buffer>): string[] {
  return filesOf(folder).flatMap((file) => {
    const content = Buffer.concat([Buffer.from(file), readFileSync(file)]);
    return [...traces].filter(([, trace]) => content.includes(trace)).map(([label]) => `${label} in ${path.relative(folder, file)}`);
  });
}

test('no file holds a planted name, number or part of a page: while open, after erasing, after closing', async () => {
  const folder = temporaryFolder();
  const dataFolder = path.join(folder, 'data');
  const temporary = path.join(folder, 'temporary');
  mkdirSync(temporary);
  const traces = tracesOf(planted);
  const child = fork(path.join(import.meta.dirname, 'store', 'leak-child.ts'), [dataFolder], {
    ...{ stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced', execArgv: [] },
    env: { ...process.env, TMPDIR: temporary, TMP: temporary, TEMP: temporary, SQLITE_TMPDIR: temporary },
  });
  try {
    const reply = once(child, 'message');
    child.send(planted);
    expect(await reply).toContain('stored');
    // The files must be there, or the search proves nothing.
    const names = filesOf(dataFolder).map((file) => path.basename(file).replace(/^[0-9a-f-]{36}/, '<id>'));
    const own = ['intake.anchor-0', 'intake.anchor-1', 'intake.db', 'intake.db-wal', 'intake.key-check', 'intake.log'];
    const expected = ['<id>.original', '<id>.prepared', '<id>.thumbnail', ...own];
    expect(names.sort()).toEqual(expected);
    expect(search(folder, traces)).toEqual([]);

    const erased = once(child, 'message');
    child.send('erase');
    expect(await erased).toContain('erased');
    expect(search(folder, traces)).toEqual([]);
    expect(filesOf(path.join(dataFolder, 'pages'))).toEqual([]);

    const closed = once(child, 'close');
    child.send('close');
    expect((await closed)[0]).toBe(0);
    expect(search(folder, traces)).toEqual([]);
  } finally {
    child.kill('SIGKILL');
  }
});

test('the search finds what does lie in the open', () => {
  const folder = temporaryFolder();
  const traces = tracesOf(planted);
  const middle = planted.page.subarray(20_000, 21_000);
  writeFileSync(path.join(folder, 'a'), `…${planted.name}…`);
  writeFileSync(path.join(folder, 'b'), Buffer.concat([randomBytes(99), middle, randomBytes(99)]));
  writeFileSync(path.join(folder, planted.idNumber), '');
  writeFileSync(path.join(folder, 'd'), JSON.stringify(planted.name).replace(/[^ -~]/g, escaped));
  expect(search(folder, traces).sort()).toEqual(
    ['name utf8 in a', 'page at 20000 in b', 'page at 20500 in b', `idNumber utf8 in ${planted.idNumber}`, 'name escaped in d'].sort(),
  );
});
