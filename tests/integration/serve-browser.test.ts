/** The page's own client in a real Chromium, on the loopback server: cookie, policy, WebSocket, stream, image and upload together. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { implement } from '@orpc/server';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract } from '#shared/contract.ts';
import type { CallContext, HostPort } from '../../electron/ports/host-port.ts';
import { startLoopbackServer } from '../../electron/ports/http-server.ts';
import type { LoopbackServer } from '../../electron/ports/http-server.ts';
import { createPageBytesHandler } from '../../electron/ports/page-bytes.ts';
import { browserMissing } from '../../models/synthesis/browser.ts';
import { testBrowser } from '../browser.ts';
import { noteSkipped } from '../skipped.ts';

const caseId = '33333333-3333-4333-8333-333333333333';
const pageId = '11111111-1111-4111-8111-111111111111';
/** One white pixel. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTsv5wAAAABJRU5ErkJggg==', 'base64');

/** What a screen would do, with the results where the test can read them. */
const pageScript = (api: string) => `
  import { client } from ${JSON.stringify(api)};
  const results = {};
  const attempt = (name, work) => work().then((value) => { results[name] = value; }, (error) => { results[name] = 'error ' + error.code; });
  await attempt('role', async () => (await client.session.current()).role);
  await attempt('staff', () => client.admin.accounts.list());
  await attempt('stream', async () => {
    const revisions = [];
    for await (const event of await client.cases.watch({ caseId: '${caseId}' })) revisions.push(event.revision);
    return revisions;
  });
  await attempt('image', async () => {
    const image = new Image();
    image.src = '/page/${pageId}/original';
    await image.decode();
    return image.naturalWidth;
  });
  await attempt('upload', async () => {
    const response = await fetch('/case/${caseId}/files', { method: 'POST', body: new Blob(['abc']), headers: { 'x-file-name': 'a.pdf' } });
    return response.json();
  });
  window.results = results;
`;

const launch = testBrowser();
if (!launch) noteSkipped(import.meta.filename, browserMissing);

let folder: string;
let server: LoopbackServer;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'intake-serve-browser-'));
  await writeFile(
    path.join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
  );
  await writeFile(path.join(folder, 'page.js'), pageScript(path.join(import.meta.dirname, '../../renderer/api.ts')));
  const output = { outDir: path.join(folder, 'dist'), modulePreload: { polyfill: false }, target: 'chrome120' };
  await build({ configFile: false, root: folder, logLevel: 'error', build: output });
  server = await startLoopbackServer({ host: createFakeHost(), rendererFolder: output.outDir, port: 0 });
  if (launch) browser = await chromium.launch(launch);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

function createFakeHost(): HostPort {
  const os = implement(contract).$context<CallContext>();
  const router = {
    session: {
      current: os.session.current.handler(({ context: { connection } }) => ({
        role: connection.role(),
        account: null,
        displayName: null,
        mustChangePassword: false,
        firstRun: false,
        demo: true,
        locked: false,
        idleLimitMs: 900_000,
        firstPasswordFile: null,
        diskFull: false,
      })),
    },
    cases: {
      watch: os.cases.watch.handler(async function* () {
        for (const revision of [1, 2, 3]) yield { kind: 'changed' as const, revision };
      }),
    },
    admin: { accounts: { list: os.admin.accounts.list.handler(() => []) } },
  };
  return {
    router: router as unknown as HostPort['router'],
    openConnection: (face) => ({
      id: '1',
      face,
      role: () => (face === 'kiosk' ? 'applicant' : 'visitor'),
      actor: () => ({ account: 'kiosk', displayName: '申请人', role: 'applicant' }),
      mustChangePassword: () => false,
      isLocked: () => false,
      onChange: () => () => undefined,
    }),
    closeConnection: () => undefined,
    pageBytes: createPageBytesHandler({
      caseOfPage: async () => caseId,
      canSee: async () => true,
      readPage: async () => ({ mimeType: 'image/png', bytes: png }),
      importFile: async (_connection, _caseId, name, bytes) => `${name} ${bytes.byteLength}`,
      report: () => undefined,
    }),
    report: () => undefined,
  };
}

async function resultsOf(page: Page): Promise<Record<string, unknown>> {
  const handle = await page.waitForFunction(() => (window as unknown as { results?: Record<string, unknown> }).results);
  return (await handle.jsonValue()) as Record<string, unknown>;
}

test.skipIf(!launch)('a kiosk page calls, listens, shows and sends, and the policy refuses nothing of it', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(server.launchUrl('kiosk'));
  expect(new URL(page.url()).pathname).toBe('/kiosk');
  expect(await resultsOf(page)).toEqual({
    role: 'applicant',
    staff: 'error forbidden',
    stream: [1, 2, 3],
    image: 1,
    upload: { imported: ['a.pdf 3'] },
  });
  expect(complaints).toEqual([]);
  expect(await page.evaluate(() => document.cookie)).toBe('');
  await page.reload();
  expect((await resultsOf(page))['role']).toBe('applicant');
  await page.close();
});

test.skipIf(!launch)('a page of another origin gets nothing from the same browser, though it holds the cookie', async () => {
  const context = await browser.newContext();
  const own = await context.newPage();
  await own.goto(server.launchUrl('kiosk'));
  await resultsOf(own);
  const foreign = await context.newPage();
  const target = `127.0.0.1:${server.port}`;
  await foreign.route('http://evil.example/**', (route) => route.fulfill({ contentType: 'text/html', body: '<p>evil' }));
  await foreign.goto('http://evil.example/');
  const attempts = await foreign.evaluate(async (host) => {
    const socket = await new Promise((resolve) => {
      const opened = new WebSocket(`ws://${host}/rpc`);
      opened.onopen = () => resolve('open');
      opened.onclose = () => resolve('closed');
    });
    const read = await fetch(`http://${host}/counter`, { credentials: 'include' }).then(
      () => 'read',
      () => 'blocked',
    );
    const image = await new Promise((resolve) => {
      const shown = new Image();
      shown.onload = () => resolve('shown');
      shown.onerror = () => resolve('blocked');
      shown.src = `http://${host}/page/11111111-1111-4111-8111-111111111111/original`;
    });
    return { socket, read, image };
  }, target);
  expect(attempts).toEqual({ socket: 'closed', read: 'blocked', image: 'blocked' });
  await context.close();
});
