/** Finds a Chromium-based browser of this machine, and says how to open it as a window of ours. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Face } from '#shared/session.ts';

export type BrowserSearch = {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  exists?: (file: string) => boolean;
};

const linuxNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'microsoft-edge'];
const macApps = ['Google Chrome', 'Microsoft Edge', 'Chromium'];
const windowsPrograms = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
];

/** Absolute path of the first browser found; `INTAKE_BROWSER` names another one. Undefined when there is none. */
export function findBrowser({ platform, env, exists = existsSync }: BrowserSearch): string | undefined {
  if (env['INTAKE_BROWSER']) return env['INTAKE_BROWSER'];
  return candidates(platform, env).find((file) => exists(file));
}

function candidates(platform: NodeJS.Platform, env: BrowserSearch['env']): string[] {
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter((root) => root !== undefined);
    return windowsPrograms.flatMap((program) => roots.map((root) => path.win32.join(root, program)));
  }
  if (platform === 'darwin') {
    const roots = ['/Applications', path.posix.join(env['HOME'] ?? '/', 'Applications')];
    return macApps.flatMap((app) => roots.map((root) => `${root}/${app}.app/Contents/MacOS/${app}`));
  }
  const folders = [...(env['PATH'] ?? '').split(':'), '/usr/bin', '/usr/local/bin', '/snap/bin'].filter((folder) => folder.startsWith('/'));
  return linuxNames.flatMap((name) => folders.map((folder) => path.posix.join(folder, name)));
}

export type BrowserLaunch = {
  face: Face;
  url: string;
  /** Absolute; of this launch alone, so that closing the window ends the process, and deleted afterwards. */
  profileFolder: string;
  /** Chromium refuses to sandbox itself for root. */
  isRoot: boolean;
  /** A document camera is set up for this face. */
  camera: boolean;
};

/** One window without gestures, questions and bubbles; the receipt is printed without a dialog; its timers never rest. */
const kioskArguments = [
  '--kiosk',
  '--kiosk-printing',
  '--disable-pinch',
  '--overscroll-history-navigation=0',
  '--noerrdialogs',
  '--hide-crash-restore-bubble',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-background-timer-throttling',
];

/** Incognito: what staff typed and saw must not stay in a profile on the disk, also when the power fails. */
export function browserArguments({ face, url, profileFolder, isRoot, camera }: BrowserLaunch): string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${profileFolder}`,
    '--incognito',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-extensions',
    '--disable-sync',
    '--disable-translate',
    '--disable-background-networking',
    '--disable-component-update',
    // The switches above do not silence it: it still asks for updates, hints and accounts. No name and no address but ours is found.
    `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${new URL(url).hostname}`,
    '--no-proxy-server',
    '--disable-features=Translate,AutofillServerCommunication,MediaRouter',
    '--password-store=basic',
    // A private line that no other program can reach; the browser ends when it closes, so also when this process is killed.
    '--remote-debugging-pipe',
    ...(face === 'kiosk' ? kioskArguments : ['--start-maximized']),
    // Nobody at a kiosk could answer the browser's question, and our address is new at every start. Only our own page is
    // open here, and our headers forbid the microphone.
    ...(camera ? ['--auto-accept-camera-and-microphone-capture'] : []),
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
}
