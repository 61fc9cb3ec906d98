/** The browser host's life: it prints its addresses, opens a browser of its own profile, and ends with the window or a signal. */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runBrowserHost } from '../../electron/ports/browser-host.ts';
import { parseServeOptions } from '../../electron/ports/serve-options.ts';

let folder: string;
let printed: string[];
let quitCodes: number[];
let closedHosts: number;
let stop: () => void;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'intake-serve-window-'));
  await writeFile(path.join(folder, 'index.html'), 'desk');
  [printed, quitCodes, closedHosts] = [[], [], 0];
});
afterEach(async () => {
  if (quitCodes.length === 0) stop();
  await vi.waitFor(() => expect(quitCodes).not.toEqual([]));
  await rm(folder, { recursive: true });
});

const run = (argv: string[], browser?: string) =>
  runBrowserHost(parseServeOptions(argv), {
    dataFolder: '/data',
    createHost: async () => ({
      router: {} as never,
      openConnection: (face) => ({
        id: '1',
        face,
        role: () => 'visitor',
        actor: () => null,
        mustChangePassword: () => false,
        isLocked: () => false,
        onChange: () => () => undefined,
      }),
      closeConnection: () => undefined,
      pageBytes: async () => new Response(),
      report: () => undefined,
      close: async () => void (closedHosts += 1),
    }),
    rendererFolder: folder,
    env: { INTAKE_BROWSER: browser ?? path.join(folder, 'none') },
    print: (line) => printed.push(line),
    quit: (code) => quitCodes.push(code),
    onSignal: (listener) => void (stop = listener),
  });

/** A program that stands for a browser: it keeps its arguments, then does what `script` says with `$profile` and `$url`. */
async function fakeBrowser(script: string): Promise<string> {
  const file = path.join(folder, 'browser');
  const parse =
    'for a in "$@"; do case "$a" in --app=*) url="${a#--app=}";; --user-data-dir=*) profile="${a#--user-data-dir=}";; esac; done';
  await writeFile(file, `#!/bin/bash\nprintf '%s\\n' "$@" > '${folder}/arguments'\n${parse}\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

/** Shows our page for a second, with a WebSocket, as a window would. */
const showPage = `exec '${process.execPath}' -e '
  const [url] = process.argv.slice(1);
  fetch(url, { redirect: "manual" }).then((answer) => {
    const cookie = answer.headers.getSetCookie()[0].split(";")[0];
    const { origin, host } = new URL(url);
    new WebSocket("ws://" + host + "/rpc", { headers: { cookie, origin } });
    setTimeout(() => process.exit(), 1000);
  });' "$url"`;

test('without a window it prints one address per face and runs until a signal', async () => {
  await run(['--no-open', '--face', 'counter', '--face', 'kiosk']);
  expect(printed).toHaveLength(2);
  for (const line of printed) expect(line).toMatch(/^intake desk ready at http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
  const kiosk = await fetch(printed[1]!.split(' ').at(-1)!, { redirect: 'manual' });
  expect(kiosk.headers.get('location')).toBe('/kiosk');
  expect(quitCodes).toEqual([]);
  stop();
  await vi.waitFor(() => expect(quitCodes).toEqual([0]));
  expect(closedHosts).toBe(1);
});

test('the window has a profile of its own, and closing it ends the program and the profile', async () => {
  await run(['--face', 'counter'], await fakeBrowser(showPage));
  expect(quitCodes).toEqual([0]);
  expect(closedHosts).toBe(1);
  const browserArguments = (await readFile(path.join(folder, 'arguments'), 'utf8')).split('\n');
  expect(browserArguments).toContain(`--app=${printed[0]!.split(' ').at(-1)}`);
  const profile = browserArguments.find((argument) => argument.startsWith('--user-data-dir='))!.split('=')[1]!;
  expect(existsSync(profile)).toBe(false);
}, 30_000);

test('a kiosk window that ends comes back with an address of its own, until a signal ends it for good', async () => {
  const running = run(['--face', 'kiosk'], await fakeBrowser(`echo "$url $profile" >> '${folder}/opened'\n${showPage}`));
  const opened = async () => (await readFile(path.join(folder, 'opened'), 'utf8').catch(() => '')).split('\n').filter(Boolean);
  await vi.waitFor(async () => expect((await opened()).length).toBeGreaterThan(1), 60_000);
  expect(quitCodes).toEqual([]);
  stop();
  await running;
  const [first, second] = await opened();
  expect(first!.split(' ')[0]).not.toBe(second!.split(' ')[0]);
  for (const line of await opened()) expect(existsSync(line.split(' ')[1]!)).toBe(false);
  expect(await readFile(path.join(folder, 'arguments'), 'utf8')).toContain('--kiosk\n');
}, 90_000);

test('a signal closes the window, too', async () => {
  const running = run([], await fakeBrowser('exec sleep 60'));
  await vi.waitFor(() => expect(existsSync(path.join(folder, 'arguments'))).toBe(true), 10_000);
  stop();
  await running;
  await vi.waitFor(() => expect(quitCodes).toEqual([0]), 10_000);
}, 30_000);

test.each([
  ['is not there', undefined],
  ['ends at once', 'exit 1'],
])('a browser that %s leaves the address to open by hand', async (_what, script) => {
  await run([], script === undefined ? undefined : await fakeBrowser(script));
  expect(printed.at(-1)).toContain('INTAKE_BROWSER');
  expect(quitCodes).toEqual([]);
  const answer = await fetch(printed[0]!.split(' ').at(-1)!, { redirect: 'manual' });
  expect(answer.status).toBe(303);
});
