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
let lint: { code: number; output: string };
let cycleCheck: { code: number; output: string };

beforeAll(async () => {
  const wanted = /^(electron|renderer|drivers|models|tsconfig.*\.json|eslint.*\.js|\.oxlintrc\.json|package\.json)/;
  const skipped = /(^|\/)(node_modules|dist|demo-stack|\.cache)(\/|$)|\.(onnx|jpg|png)$|\.test\.tsx?$/;
  copy = await copyProject('guards', wanted, skipped);
  const sources = [
    ...[...compilerViolations, ...lintViolations].map(({ file, source }) => [file, source] as const),
    ...cycles.flatMap(({ files }) => Object.entries(files)),
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
  compiler = await run('typescript/bin/tsc', ['-b', '--pretty', 'false', ...folders]);
  cycleCheck = await run('oxlint/bin/oxlint', ['-f', 'unix', '.']);
  lint = await run('eslint/bin/eslint.js', ['-f', 'json', ...lintViolations.map(({ file }) => file)]);
}, 180_000);

afterAll(() => rm(copy, { recursive: true, force: true }));

test.each(compilerViolations)('compiler: $rule', ({ file, message }) => {
  const lines = compiler.output.split('\n').filter((line) => line.startsWith(file));
  expect(compiler.code).not.toBe(0);
  expect(lines.join('\n')).toMatch(message);
});

test.each(lintViolations)('lint: $rule', ({ file, message }) => {
  const results = JSON.parse(lint.output) as { filePath: string; messages: { message: string }[] }[];
  const messages = results.find(({ filePath }) => filePath.endsWith(file))?.messages.map((entry) => entry.message) ?? [];
  expect(messages.join('\n')).toMatch(message);
});

test.each(cycles)('cycles: $rule', ({ files }) => {
  expect(cycleCheck.code).not.toBe(0);
  for (const file of Object.keys(files)) expect(cycleCheck.output).toMatch(new RegExp(`${file}.*cycle`));
});
