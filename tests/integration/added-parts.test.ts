/** A driver and a connector are added as their templates say: in a copy of the project, each by its folder, its line in the list, and its words. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyProject } from '../fixtures/copy-project.ts';
import { root } from '../skipped.ts';

let copy: string;
let data: string;

/** Each text must be there: an edit that does nothing proves nothing. */
async function edit(path: string, ...changes: readonly (readonly [string, string])[]): Promise<void> {
  let text = await readFile(join(copy, path), 'utf8');
  for (const [from, to] of changes) {
    expect(text, path).toContain(from);
    text = text.replaceAll(from, to);
  }
  await writeFile(join(copy, path), text);
}

/** The template, renamed and nothing else. */
async function addDriver(): Promise<void> {
  const folder = 'drivers/photo-shelf';
  await cp(join(copy, 'drivers/_template'), join(copy, folder), { recursive: true });
  await rename(join(copy, folder, 'template-driver.ts'), join(copy, folder, 'photo-shelf-driver.ts'));
  await edit(`${folder}/photo-shelf-driver.ts`, ['templateDriver', 'photoShelfDriver'], ["'template'", "'photo-shelf'"]);
  await edit(
    `${folder}/listed.ts`,
    ['template-driver', 'photo-shelf-driver'],
    ['templateDriver', 'photoShelfDriver'],
    ['const template:', 'const photoShelf:'],
    ["'template'", "'photo-shelf'"],
  );
  await edit(
    'drivers/index.ts',
    ['import { sane }', "import { photoShelf } from './photo-shelf/listed.ts';\nimport { sane }"],
    ['sane, ', 'sane, photoShelf, '],
  );
  for (const language of ['zh', 'en'])
    await edit(
      `renderer/i18n/${language}/devices.ts`,
      ['  kinds: {\n', "  kinds: {\n    'photo-shelf': 'Photo shelf',\n"],
      ['  addressHint: {\n', "  addressHint: {\n    'photo-shelf': 'Path of a picture',\n"],
    );
}

async function addConnector(): Promise<void> {
  await mkdir(join(copy, 'electron/connectors/letter-box'));
  const file = 'letter-box-connector.ts';
  await cp(join(root, 'tests/fixtures/made-up-connector', file), join(copy, 'electron/connectors/letter-box', file));
  await edit(`electron/connectors/letter-box/${file}`, ['../../../electron/connectors/', '../']);
  await edit(
    'electron/connectors/index.ts',
    ['import { restConnector }', "import { letterBoxConnector } from './letter-box/letter-box-connector.ts';\nimport { restConnector }"],
    ['[restConnector]', '[restConnector, letterBoxConnector]'],
  );
  const words = "'letter-box': { folder: 'Folder', passphrase: 'Passphrase', paper: 'Paper', stamped: 'Stamped' },";
  for (const language of ['zh', 'en'])
    await edit(
      `renderer/i18n/${language}/connections.ts`,
      ['  kinds: { ', "  kinds: { 'letter-box': 'Letter box', "],
      ['  fields: {\n', `  fields: {\n    ${words}\n`],
    );
}

type Used = {
  drivers: string[];
  traits: Record<string, unknown>;
  scan: Record<string, unknown>;
  fields: Record<string, unknown>[];
  shown: Record<string, unknown>;
  refused: string;
  report: Record<string, unknown>;
};
let used: Used;

beforeAll(async () => {
  const wanted =
    /^(electron|models|drivers|renderer|package\.json|tsconfig.*\.json|tests$|tests\/fixtures$|tests\/fixtures\/made-up-parts)/;
  const skipped = /(^|\/)(node_modules|dist|demo-stack|synthesis|training|\.cache)(\/|$)|\.test\.tsx?$/;
  data = await mkdtemp(join(tmpdir(), 'added-parts-'));
  copy = await copyProject('added-parts', wanted, skipped);
  await addDriver();
  await addConnector();
  const picture = join(root, 'tests/fixtures/made-up-type/dog-registration.jpg');
  const { stdout } = await run('tests/fixtures/made-up-parts/use-parts.ts', data, picture);
  used = JSON.parse(stdout.split('\n').find((line) => line.startsWith('{"drivers"')) ?? '{}') as Used;
}, 120_000);

afterAll(() => Promise.all([copy, data].map((folder) => rm(folder, { recursive: true, force: true }))));

const run = (...args: string[]) => promisify(execFile)(process.execPath, args, { cwd: copy, maxBuffer: 64 << 20 });

test('a page is scanned with the added driver, and its traits come with the scanner', () => {
  expect(used.drivers).toContain('photo-shelf');
  expect(used.traits).toEqual({ scansPaper: true, onScreen: false, address: 'typed', certificates: false });
  expect(used.scan).toEqual({ phase: 'finished', pagesStored: 1, error: null });
});

test('the added connector brings its settings: what the form draws, what is a secret, what that is bound to', () => {
  expect(used.fields.map(({ key, type, secret, binds }) => [key, type, secret, binds])).toEqual([
    ['folder', 'text', false, 'value'],
    ['passphrase', 'text', true, null],
    ['paper', 'choice', false, null],
    ['stamped', 'yes-no', false, null],
  ]);
  expect(used.shown).toMatchObject({ kind: 'letter-box', passphrase: '', paper: 'thick', stamped: false });
  expect(used.report).toMatchObject({ ok: true, systemName: 'letter box, thin paper', roundTripMs: 'open'.length });
  expect(used.refused).toBe('push.secret-required');
});

test('no other file of the host or the screens minds', async () => {
  await run(
    join(root, 'node_modules/typescript/bin/tsc'),
    '-b',
    '--builders',
    '2',
    '--checkers',
    '1',
    '--pretty',
    'false',
    'electron',
    'renderer',
  );
}, 240_000);
