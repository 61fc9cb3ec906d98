/** Proves that the layer guards bite: each forbidden import, written into a copy of the project, must fail the check. */
import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyProject } from '../fixtures/copy-project.ts';
import { root } from '../skipped.ts';

let copy: string;

type Violation = { rule: string; file: string; source: string; message: RegExp };

/** Refused by the compiler: the project of the folder does not reference the other folder, or lacks its types. */
const compilerViolations: Violation[] = [
  {
    rule: 'shared knows no Node',
    file: 'electron/shared/x-node.ts',
    source: "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n",
    message: /node:fs/,
  },
  { rule: 'shared knows no DOM', file: 'electron/shared/x-dom.ts', source: 'export const x = document.title;\n', message: /document/ },
  {
    rule: 'shared imports no layer above it',
    file: 'electron/shared/x-up.ts',
    source: "export type { Store } from '../store/store.ts';\n",
    message: /store\.ts/,
  },
  {
    rule: 'the renderer imports shared only',
    file: 'renderer/x-host.ts',
    source: "export { createCaseEvents } from '../electron/services/case-events.ts';\n",
    message: /case-events\.ts/,
  },
  {
    rule: 'the renderer knows no Node',
    file: 'renderer/x-node.ts',
    source: "export { readFile } from 'node:fs/promises';\n",
    message: /node:fs/,
  },
  {
    rule: 'drivers never import models',
    file: 'drivers/x-models.ts',
    source: "export type { OcrEngine } from '../models/ocr/engine.ts';\n",
    message: /engine\.ts/,
  },
  {
    rule: 'models never import drivers',
    file: 'models/x-drivers.ts',
    source: "export type { ScannerDriver } from '../drivers/driver.ts';\n",
    message: /driver\.ts/,
  },
  {
    rule: 'the store never imports connectors',
    file: 'electron/store/x-connector.ts',
    source: "export type { Connector } from '../connectors/connector.ts';\n",
    message: /connector\.ts/,
  },
  {
    rule: 'connectors never import the store',
    file: 'electron/connectors/x-store.ts',
    source: "export type { Store } from '../store/store.ts';\n",
    message: /store\.ts/,
  },
  {
    rule: 'ports never import services',
    file: 'electron/ports/x-services.ts',
    source: "export { createCaseEvents } from '../services/case-events.ts';\n",
    message: /case-events\.ts/,
  },
  {
    rule: 'the pipeline never imports the store',
    file: 'electron/pipeline/x-store.ts',
    source: "export type { Store } from '../store/store.ts';\n",
    message: /store\.ts/,
  },
];

const importOf = (name: string): string => `import * as x from '${name}';\nexport const y = x;\n`;
const speaking = "export const speak = (): void => console.log('x');\n";
const longFunction = `export function long(): number {\n  let n = 0;\n${'  n += 1;\n'.repeat(61)}  return n;\n}\n`;

/** Refused by lint: what the compiler would let through. */
const lintViolations: Violation[] = [
  {
    rule: 'electron only in platform and ports',
    file: 'electron/services/x-electron.ts',
    source: importOf('electron'),
    message: /electron\/platform/,
  },
  {
    rule: 'SQLite only in the store',
    file: 'electron/services/x-sqlite.ts',
    source: importOf('better-sqlite3-multiple-ciphers'),
    message: /repositories/,
  },
  {
    rule: 'SQLite only in database.ts',
    file: 'electron/store/x-sqlite.ts',
    source: importOf('better-sqlite3-multiple-ciphers'),
    message: /repositories/,
  },
  { rule: 'Kysely only in the store', file: 'electron/services/x-kysely.ts', source: importOf('kysely'), message: /repositories/ },
  {
    rule: 'onnxruntime only in models/session.ts',
    file: 'models/ocr/x-onnx.ts',
    source: importOf('onnxruntime-node'),
    message: /models\/session\.ts/,
  },
  { rule: 'tesseract only behind its engine', file: 'models/ocr/x-tesseract.ts', source: importOf('tesseract.js'), message: /engine\.ts/ },
  { rule: 'usb only in its driver', file: 'drivers/escl/x-usb.ts', source: importOf('usb'), message: /driver/ },
  { rule: 'ws only in ports', file: 'electron/services/x-ws.ts', source: importOf('ws'), message: /web-socket/ },
  {
    rule: 'a driver never imports a sibling',
    file: 'drivers/folder/x-sibling.ts',
    source: importOf('../escl-network/escl-network.ts'),
    message: /never imports another driver/,
  },
  {
    rule: 'services know no driver',
    file: 'electron/services/x-driver.ts',
    source: importOf('../../drivers/escl/client.ts'),
    message: /driver\.ts/,
  },
  {
    rule: 'services know no connector',
    file: 'electron/services/x-connector.ts',
    source: importOf('../connectors/rest/rest-connector.ts'),
    message: /connector\.ts/,
  },
  {
    rule: 'services know no engine',
    file: 'electron/services/x-engine.ts',
    source: importOf('../../models/ocr/tesseract.ts'),
    message: /interfaces of models/,
  },
  {
    rule: 'services know no store implementation',
    file: 'electron/services/x-store.ts',
    source: importOf('../store/sqlite-store.ts'),
    message: /store\.ts/,
  },
  {
    rule: 'a connector never imports another',
    file: 'electron/connectors/rest/x-sandbox.ts',
    source: importOf('../sandbox/server.ts'),
    message: /never imports another connector/,
  },
  {
    rule: 'a driver folder that nobody has listed stands behind the same wall',
    file: 'drivers/brand-new/deep/x-sibling.ts',
    source: importOf('../../sane/sane-driver.ts'),
    message: /never imports another driver/,
  },
  {
    rule: 'nor is it imported',
    file: 'drivers/folder/x-new.ts',
    source: importOf('../brand-new/driver.ts'),
    message: /never imports another driver/,
  },
  {
    rule: 'what drivers share imports no driver',
    file: 'drivers/escl/x-driver.ts',
    source: importOf('../ipp-usb/http-pipe.ts'),
    message: /never imports another driver/,
  },
  {
    rule: 'a connector folder that nobody has listed stands behind the same wall',
    file: 'electron/connectors/brand-new/x-rest.ts',
    source: importOf('../rest/client.ts'),
    message: /never imports another connector/,
  },
  ...['cli', 'doctor', 'services/brand-new'].flatMap((folder) =>
    ['ws', 'better-sqlite3-multiple-ciphers', 'onnxruntime-node'].map((name) => ({
      rule: `electron/${folder} never imports ${name}`,
      file: `electron/${folder}/x-${name}.ts`,
      source: importOf(name),
      message: /has its home elsewhere/,
    })),
  ),
  {
    rule: 'not at a later moment either',
    file: 'electron/cli/x-later.ts',
    source: "export const x = () => import('ws');\n",
    message: /has its home elsewhere/,
  },
  {
    rule: 'nor for its types, nor passed on',
    file: 'electron/doctor/x-types.ts',
    source: "export type X = import('ws').WebSocket;\nexport type { Kysely } from 'kysely';\n",
    message: /`ws`[^]*`kysely`/,
  },
  {
    rule: 'the home of one package is none for others',
    file: 'electron/main.ts',
    source: importOf('kysely'),
    message: /repositories/,
  },
  {
    rule: 'services never call handlers',
    file: 'electron/services/cases/x-handlers.ts',
    source: importOf('../handlers/router.ts'),
    message: /never the other way round/,
  },
  { rule: 'nobody imports host.ts', file: 'electron/services/x-host.ts', source: importOf('../host.ts'), message: /host\.ts/ },
  { rule: 'functions stay under 60 lines', file: 'electron/services/x-long.ts', source: longFunction, message: /too many lines/ },
  {
    rule: 'files stay under 500 lines',
    file: 'electron/services/x-file.ts',
    source: 'export {};\n'.repeat(501),
    message: /too many lines/,
  },
  {
    rule: 'no Chinese sentence outside the wording files',
    file: 'electron/pipeline/group/x-sentence.ts',
    source: "export const x = '标题不清楚';\n",
    message: /-texts\.ts/,
  },
  {
    rule: 'no Chinese sentence put together',
    file: 'models/classifier/x-template.ts',
    source: 'export const x = (title: string): string => `标题“${title}”`;\n',
    message: /-texts\.ts/,
  },
  {
    rule: 'no Chinese in the markup of a screen',
    file: 'renderer/x-markup.tsx',
    source: 'export function X() {\n  return <p>标题</p>;\n}\n',
    message: /-texts\.ts/,
  },
  {
    rule: 'promises are awaited',
    file: 'electron/services/x-promise.ts',
    source: 'export function x(): void {\n  Promise.resolve(1);\n}\n',
    message: /Promises must be awaited/,
  },
  {
    rule: 'promises go only where somebody waits',
    file: 'electron/services/x-misused.ts',
    source: 'export function x(list: number[]): void {\n  list.forEach(async (n) => Promise.resolve(n));\n}\n',
    message: /void return was expected/,
  },
  {
    rule: 'every case of a union is thought of',
    file: 'electron/shared/x-switch.ts',
    source: "export function x(of: 'a' | 'b'): number {\n  switch (of) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}\n",
    message: /not exhaustive/,
  },
  {
    rule: 'hooks are called in the same order',
    file: 'renderer/x-hook.tsx',
    source: "import { useState } from 'react';\nexport function X({ on }: { on: boolean }) {\n  if (on) useState(0);\n  return null;\n}\n",
    message: /conditionally/,
  },
  {
    rule: 'effects name what they depend on',
    file: 'renderer/x-effect.tsx',
    source:
      "import { useEffect } from 'react';\nexport function X({ n }: { n: number }) {\n  useEffect(() => {\n    document.title = String(n);\n  }, []);\n  return null;\n}\n",
    message: /missing dependency/i,
  },
  { rule: 'nothing speaks into the terminal', file: 'electron/services/x-console.ts', source: speaking, message: /console/ },
  {
    rule: 'values are compared with their types',
    file: 'models/x-equal.ts',
    source: 'export const x = (a: number, b: number): boolean => a == b;\n',
    message: /===/,
  },
  {
    rule: 'nothing is of any type',
    file: 'models/x-any.ts',
    source: 'export const x = (a: any): number => a.b;\n',
    message: /any/,
  },
  {
    rule: 'nothing lies unused',
    file: 'models/x-unused.ts',
    source: 'export function x(): void {\n  const unused = 1;\n}\n',
    message: /never used/,
  },
  {
    rule: 'no Chinese in an attribute',
    file: 'renderer/x-attribute.tsx',
    source: 'export const X = () => <p title="标题" />;\n',
    message: /-texts\.ts/,
  },
  ...[
    "export const x = (s: { driver: string }): boolean => s.driver === 'folder';\n",
    "export const x = (list: { kind: string }[]): unknown => list.find(({ kind }) => 'sane' !== kind);\n",
    "export const x = (driver: string): boolean => ['camera', 'folder'].includes(driver);\n",
    "export function x(driver: string): number {\n  switch (driver) {\n    case 'ipp-usb':\n      return 1;\n    default:\n      return 2;\n  }\n}\n",
    "export const x = { 'escl-network': 1 };\n",
    "export const x = { driver: 'escl-network' };\n",
    'export const x = (s: string): boolean => s === `camera`;\n',
    "export const x = (s: string): boolean => s === 'brand-new';\n",
  ].map((source, at) => ({
    rule: `nobody asks a driver's name: ${source.split('\n', 1)[0]}`,
    file: `electron/services/x-name-${at}.ts`,
    source,
    message: /asked for its traits/,
  })),
];

/** What lint lets through, beside what it refuses above. */
const accepted = [
  { rule: 'the command line speaks', file: 'electron/cli/x-speaks.ts', source: speaking },
  { rule: 'the doctor speaks', file: 'electron/doctor/x-speaks.ts', source: speaking },
  { rule: 'a program of its own speaks', file: 'drivers/simulator/x/main.ts', source: speaking },
  { rule: 'tests speak, at length', file: 'models/x-speaks.test.ts', source: `${longFunction}${speaking}` },
  { rule: 'wording in its files', file: 'electron/shared/x-texts.ts', source: "export const x = '标题不清楚';\n" },
  { rule: 'words that are matched against paper', file: 'electron/pipeline/extract/x-word.ts', source: "export const x = '标题';\n" },
  { rule: 'patterns that are matched against paper', file: 'models/x-pattern.ts', source: 'export const x = /标题/;\n' },
  { rule: 'a package at home', file: 'electron/ports/x-home.ts', source: importOf('ws') },
  {
    rule: 'other things that are called like a driver',
    file: 'electron/services/x-others.ts',
    source:
      "export const x = (page: { source: { kind: string } }, traits: { address: string }): boolean =>\n  page.source.kind === 'camera' || traits.address === 'folder';\nexport type Y = 'folder' | 'camera';\n",
  },
];

/** Refused by the cycle check: every cycle, also one that only types make. */
const cycles = [
  {
    rule: 'files that import each other',
    files: {
      'models/image/x-a.ts': "import { b } from './x-b.ts';\nexport const a = () => b;\n",
      'models/image/x-b.ts': "import { a } from './x-a.ts';\nexport const b = () => a;\n",
    },
  },
  {
    rule: 'files whose types know each other',
    files: {
      'electron/services/x-a.ts': "import type { B } from './x-b.ts';\nexport type A = { b: B };\n",
      'electron/services/x-b.ts': "import type { A } from './x-a.ts';\nexport type B = { a: A };\n",
    },
  },
  {
    rule: 'a ring of three across folders, through the name of shared',
    files: {
      'electron/shared/x-a.ts': "import type { B } from './mapping/x-b.ts';\nexport type A = { b: B };\n",
      'electron/shared/mapping/x-b.ts': "import type { C } from '#shared/checklist/x-c.ts';\nexport type B = { c: C };\n",
      'electron/shared/checklist/x-c.ts': "import type { A } from '#shared/x-a.ts';\nexport type C = { a: A };\n",
    },
  },
];

const run = (script: string, args: string[]): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'node_modules', script), ...args],
      { cwd: copy, maxBuffer: 64 << 20 },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr });
      },
    );
  });

let compiler: { code: number; output: string };
type Finding = { code: string; filename: string; message: string };
let lint: { code: number; findings: Finding[] };

/** @param file path below the copy */
const findingsIn = (file: string): Finding[] => lint.findings.filter(({ filename }) => filename.replaceAll('\\', '/') === file);

beforeAll(async () => {
  const wanted = /^(electron|renderer|drivers|models|tsconfig.*\.json|lint-.*\.js|\.oxlintrc\.json|package\.json)/;
  const skipped = /(^|\/)(node_modules|dist|demo-stack|\.cache)(\/|$)|\.(onnx|jpg|png)$|\.test\.tsx?$/;
  copy = await copyProject('guards', wanted, skipped);
  const sources = [
    ...[...compilerViolations, ...lintViolations].map(({ file, source }) => [file, source] as const),
    ...accepted.map(({ file, source }) => [file, source] as const),
    ...cycles.flatMap(({ files }) => Object.entries(files)),
    // A driver that the rules know by its folder alone.
    ['drivers/brand-new/listed.ts', 'export {};\n'] as const,
  ];
  for (const [file, source] of sources) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await writeFile(join(copy, file), source);
  }
  const folders = [
    'electron/shared',
    'renderer',
    'drivers',
    'models',
    'electron/store',
    'electron/connectors',
    'electron/ports',
    'electron/pipeline',
  ];
  compiler = await run('typescript/bin/tsc', ['-b', '--builders', '2', '--checkers', '1', '--pretty', 'false', ...folders]);
  const { code, output } = await run('oxlint/bin/oxlint', ['-f', 'json', ...sources.map(([file]) => file)]);
  lint = { code, findings: (JSON.parse(output) as { diagnostics: Finding[] }).diagnostics };
}, 180_000);

afterAll(() => rm(copy, { recursive: true, force: true }));

test.each(compilerViolations)('compiler: $rule', ({ file, message }) => {
  const lines = compiler.output.split('\n').filter((line) => line.startsWith(file));
  expect(compiler.code).not.toBe(0);
  expect(lines.join('\n')).toMatch(message);
});

test.each(lintViolations)('lint: $rule', ({ file, message }) => {
  expect(lint.code).not.toBe(0);
  const messages = findingsIn(file).map((finding) => finding.message);
  expect(messages.join('\n')).toMatch(message);
});

test.each(accepted)('lint lets through: $rule', ({ file }) => {
  expect(findingsIn(file)).toEqual([]);
});

test.each(cycles)('cycles: $rule', ({ files }) => {
  for (const file of Object.keys(files)) expect(findingsIn(file).map(({ code }) => code)).toContain('import(no-cycle)');
});
