/** A document type is added as the README says: in a copy of the project, by one file and its lines in the list. Nothing is trained. */
import { execFile } from 'node:child_process';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyProject } from '../fixtures/copy-project.ts';
import { root } from '../skipped.ts';

const fixtures = 'tests/fixtures/made-up-type';
const samples = join(root, 'tests/fixtures/documents');
let copy: string;

beforeAll(async () => {
  const wanted = /^(electron|models|drivers|package\.json|tests$|tests\/fixtures$|tests\/fixtures\/made-up-type)/;
  const skipped = /(^|\/)(node_modules|dist|demo-stack|synthesis|training|\.cache)(\/|$)|\.test\.ts$/;
  copy = await copyProject('added-type', wanted, skipped);
  const types = join(copy, 'electron/shared/document-types');
  await cp(join(root, fixtures, 'dog-registration.ts'), join(types, 'dog-registration.ts'));
  const list = await readFile(join(types, 'index.ts'), 'utf8');
  // At the head of the list, where every place after it moves.
  const added = list
    .replace('import { drivingLicence }', "import { dogRegistration } from './dog-registration.ts';\nimport { drivingLicence }")
    .replace('\n  idCard,', '\n  dogRegistration,\n  idCard,');
  expect(added.match(/dogRegistration/g)).toHaveLength(2);
  await writeFile(join(types, 'index.ts'), added);
}, 60_000);

afterAll(() => rm(copy, { recursive: true, force: true }));

async function run<T>(folder: string, ...args: string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 64 << 20 });
  return JSON.parse(stdout) as T;
}

type RecognizedPage = {
  documentType: string;
  confidence: number;
  evidence: { code: string; details?: Record<string, string> }[];
  fields: { key: string; value: string }[];
};

test('a page of a type that the network does not know is told by its words, and its fields are read', async () => {
  const { pages } = await run<{ pages: RecognizedPage[] }>(
    copy,
    'electron/cli.ts',
    'recognize',
    join(root, fixtures, 'dog-registration.jpg'),
  );
  const [page] = pages;
  expect(page?.documentType).toBe('dog-registration');
  expect(page?.confidence).toBeGreaterThan(0.6);
  expect(page?.confidence).toBeLessThanOrEqual(1);
  expect(page?.evidence[0]).toMatchObject({ code: 'title', details: { text: '养犬登记证' } });
  expect(Object.fromEntries(page!.fields.map(({ key, value }) => [key, value]))).toMatchObject({
    registrationNumber: 'QX20260318',
    keeper: '韦秋棠',
    breed: '中华田园犬',
    validTo: '2027-03-17',
  });
}, 120_000);

test('every other sample page keeps its type and its confidence', async () => {
  type Answers = Record<string, { documentType: string; confidence: number }>;
  const script = `${fixtures}/classify-readings.ts`;
  const before = await run<Answers>(root, script, samples);
  const after = await run<Answers>(copy, script, samples);
  expect(Object.keys(before).length).toBeGreaterThan(25);
  for (const [file, answer] of Object.entries(before)) {
    expect(after[file]?.documentType, file).toBe(answer.documentType);
    expect(after[file]?.confidence, file).toBeCloseTo(answer.confidence, 6);
  }
  const told = Object.entries(before).filter(([file, { documentType }]) => dirname(file) === documentType);
  expect(told.length).toBe(Object.keys(before).length);
}, 120_000);
