/** A browser window of ours: its own process with a profile that is thrown away, ended with this process however that ends. */
import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Face } from '#shared/session.ts';
import { openBrowserPipe } from './browser-pipe.ts';
import type { BrowserPipe } from './browser-pipe.ts';
import { browserArguments } from './find-browser.ts';
import { writeKioskPolicy } from './kiosk-policy.ts';
import { makeProfileFolder, removeProfileFolder } from './profile-folders.ts';

export interface BrowserWindow {
  /** The line to the browser; it closes when this process ends, and the browser ends with it. */
  readonly pipe: BrowserPipe;
  /** Settles when the browser's process has ended and its profile is gone. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** How long a browser may take to close by itself. */
const closeMs = 5_000;

/** @throws when the program cannot be started */
export async function openBrowserWindow(browser: string, face: Face, url: string, camera: boolean): Promise<BrowserWindow> {
  const profileFolder = await makeProfileFolder();
  const wipe = () => removeProfileFolder(profileFolder);
  const isRoot = process.getuid?.() === 0;
  if (face === 'kiosk') await writeKioskPolicy(profileFolder);
  const child = spawn(browser, browserArguments({ face, url, profileFolder, isRoot, camera }), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const started = new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  await started.catch(async (error: unknown) => {
    await wipe();
    throw error;
  });
  const closed = ended.then(wipe);
  return {
    pipe: openBrowserPipe(child.stdio[3] as Writable, child.stdio[4] as Readable),
    closed,
    async close() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), closeMs);
      await closed.finally(() => clearTimeout(timer));
    },
  };
}
