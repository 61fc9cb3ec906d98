/** A screen with a window manager (Xvfb, openbox), keys pressed on it (xdotool), and a second look into the kiosk's browser. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../../electron/ports/find-browser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const browser = findBrowser({ platform: process.platform, env: process.env });
const missing = ['Xvfb', 'openbox', 'xdotool'].filter((name) => spawnSync('which', [name]).status !== 0);

/** Why a headed kiosk cannot be tried here; empty when it can. */
export const reason = !browser
  ? 'no Chromium, Chrome or Edge (apt-get install chromium)'
  : missing.length > 0
    ? `not installed: ${missing.join(', ')} (apt-get install xvfb openbox xdotool)`
    : '';

export type Display = { env: NodeJS.ProcessEnv; xdotool(...args: string[]): string; windows(): string[]; stop(): void };

export async function startDisplay(size = '1080x1920'): Promise<Display> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer];
  const env = { ...process.env, DISPLAY: `:${number.toString().trim()}` };
  const manager = spawn('openbox', [], { env, stdio: 'ignore' });
  const xdotool = (...args: string[]) => spawnSync('xdotool', args, { env, encoding: 'utf8' }).stdout.trim();
  return {
    env,
    xdotool,
    windows: () => xdotool('search', '--onlyvisible', '--name', '.').split('\n').filter(Boolean),
    stop() {
      manager.kill();
      server.kill();
    },
  };
}

export type KioskDesk = {
  host: ChildProcess;
  folder: string;
  /** What the host has written. */
  output(): string;
  /** The browser that runs now, and its page once `isWanted`. @throws when there is none in time */
  look(isWanted?: (found: Look) => Promise<boolean>): Promise<Look>;
  stop(): Promise<void>;
};

/** The whole product with its kiosk window, as `npm start -- --face kiosk` starts it. The screens must be built. */
export async function startKioskDesk(display: Display, extra: NodeJS.ProcessEnv = {}): Promise<KioskDesk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'intake-kiosk-test-'));
  const wrapper = path.join(folder, 'browser');
  // The second way in is this test's own; the product's line to the browser stays as it is.
  await writeFile(
    wrapper,
    `#!/bin/bash\nfor a in "$@"; do case "$a" in --user-data-dir=*) echo "$$ \${a#--user-data-dir=}" > '${folder}/running';; esac; done\nexec '${browser}' "$@" --remote-debugging-port=0\n`,
  );
  await chmod(wrapper, 0o755);
  const env = {
    ...display.env,
    TMPDIR: folder,
    INTAKE_BROWSER: wrapper,
    INTAKE_DATA_FOLDER: path.join(folder, 'data'),
    INTAKE_KEY_FILE: path.join(folder, 'key'),
    ...extra,
  };
  const host = spawn(process.execPath, ['electron/serve.ts', '--face', 'kiosk'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [host.stdout, host.stderr]) stream.on('data', (chunk: Buffer) => void (output += chunk.toString()));
  return {
    host,
    folder,
    output: () => output,
    look: (isWanted) => look(folder, isWanted),
    async stop() {
      if (host.exitCode === null && host.signalCode === null) {
        host.kill('SIGTERM');
        await once(host, 'exit');
      }
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

export type Look = {
  pid: number;
  profile: string;
  /** Address and kind of everything that was opened since this look began. */
  opened: string[];
  evaluate<Value>(expression: string): Promise<Value>;
  /** Ends the page's process as a fault of the browser would. */
  crash(): Promise<void>;
  close(): void;
};
type Target = { targetId: string; type: string; url: string };

const until = async <Value>(what: string, look: () => Promise<Value | undefined>, limitMs = 100_000): Promise<Value> => {
  const end = performance.now() + limitMs;
  for (;;) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`nothing within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

async function look(folder: string, isWanted: (found: Look) => Promise<boolean> = () => Promise.resolve(true)): Promise<Look> {
  return until('a kiosk page', async () => {
    const [pid, profile] = (await readFile(path.join(folder, 'running'), 'utf8')).trim().split(' ');
    process.kill(Number(pid), 0);
    const [port, address] = (await readFile(path.join(profile!, 'DevToolsActivePort'), 'utf8')).split('\n');
    const line = await openLine(`ws://127.0.0.1:${port}${address}`);
    const found = await attachToKiosk(line).catch(() => undefined);
    const whole = found && { ...found, pid: Number(pid), profile: profile!, close: line.close };
    if (whole && (await isWanted(whole).catch(() => false))) return whole;
    line.close();
    return undefined;
  });
}

async function attachToKiosk(line: Line) {
  const { targetInfos } = (await line.send('Target.getTargets')) as { targetInfos: Target[] };
  const page = targetInfos.find(({ type, url }) => type === 'page' && new URL(url).pathname === '/kiosk');
  if (!page) return undefined;
  const { sessionId } = (await line.send('Target.attachToTarget', { targetId: page.targetId, flatten: true })) as { sessionId: string };
  const opened: string[] = [];
  const known = new Set(targetInfos.map(({ targetId }) => targetId));
  line.onEvent((method, { targetInfo }) => {
    if (method !== 'Target.targetCreated' || known.has(targetInfo!.targetId)) return;
    if (['page', 'tab', 'other'].includes(targetInfo!.type)) opened.push(`${targetInfo!.type} ${targetInfo!.url}`);
  });
  await line.send('Target.setDiscoverTargets', { discover: true });
  const evaluate = async <Value>(expression: string): Promise<Value> => {
    const answer = await line.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true }, sessionId);
    return (answer as { result: { value: Value } }).result.value;
  };
  if (!(await evaluate<boolean>(`!!document.querySelector('.kiosk')`))) return undefined;
  const crash = () =>
    line.send('Page.crash', {}, sessionId).then(
      () => undefined,
      () => undefined,
    );
  return { opened, evaluate, crash };
}

type Line = Awaited<ReturnType<typeof openLine>>;
type Message = { id?: number; result?: unknown; error?: { message: string }; method?: string; params?: { targetInfo?: Target } };

async function openLine(address: string) {
  const socket = new WebSocket(address);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners: ((method: string, params: { targetInfo?: Target }) => void)[] = [];
  const fail = (error: Error) => waiting.forEach(({ reject }) => reject(error));
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error('no line'));
  });
  socket.onclose = () => fail(new Error('the browser has ended'));
  socket.onmessage = ({ data }) => {
    const { id, result, error, method, params } = JSON.parse(data as string) as Message;
    if (id === undefined) return listeners.forEach((listener) => listener(method!, params ?? {}));
    if (error) waiting.get(id)?.reject(new Error(error.message));
    else waiting.get(id)?.resolve(result);
  };
  let nextId = 1;
  return {
    send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
      const answer = Promise.withResolvers<unknown>();
      const id = nextId++;
      waiting.set(id, answer);
      socket.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }));
      const timer = setTimeout(() => answer.reject(new Error(`no answer to ${method}`)), 5_000);
      return answer.promise.finally(() => clearTimeout(timer));
    },
    onEvent: (listener: (typeof listeners)[number]) => void listeners.push(listener),
    close: () => socket.close(),
  };
}
