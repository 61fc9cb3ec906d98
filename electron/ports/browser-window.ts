/** A browser window of ours: its own process with a profile that is thrown away when the window closes. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Face } from '#shared/session.ts';
import { browserArguments } from './find-browser.ts';

export interface BrowserWindow {
  /** Settles when the browser's process has ended and its profile is gone. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** How long a browser may take to close by itself. */
const closeMs = 5_000;

/** @throws when the program cannot be started */
export async function openBrowserWindow(browser: string, face: Face, url: string, camera: boolean): Promise<BrowserWindow> {
  const profileFolder = await mkdtemp(path.join(tmpdir(), 'intake-desk-window-'));
  const isRoot = process.getuid?.() === 0;
  const child = spawn(browser, browserArguments({ face, url, profileFolder, isRoot, camera }), { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const started = new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const wipe = () => rm(profileFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  await started.catch(async (error: unknown) => {
    await wipe();
    throw error;
  });
  const closed = ended.then(wipe);
  return {
    closed,
    async close() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), closeMs);
      await closed.finally(() => clearTimeout(timer));
    },
  };
}
