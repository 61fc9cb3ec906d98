/** What the machine must offer: runtime, processor, memory, disk, browser, scanner programs. */
import { existsSync } from 'node:fs';
import { readdir, readFile, statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../ports/find-browser.ts';
import { bad, good, limited } from './check.ts';
import type { Check } from './check.ts';
import * as texts from './doctor-texts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const neededNodeMajor = 24;
const gib = 2 ** 30;

export const checkNode: Check = async () => {
  const major = Number(process.versions.node.split('.')[0]);
  const detail = `Node ${process.versions.node}, ${process.platform} ${process.arch}`;
  return major >= neededNodeMajor ? good(texts.names.runtime, detail) : bad(texts.names.runtime, detail, texts.runtime.remedy);
};

export const checkProcessor: Check = async () => {
  const detail = texts.processor.detail(availableParallelism(), (totalmem() / gib).toFixed(1));
  const flags = process.platform === 'linux' && process.arch === 'x64' ? await readFile('/proc/cpuinfo', 'utf8').catch(() => '') : 'avx';
  if (!/\bavx\b/.test(flags)) return limited(texts.names.processor, texts.processor.withoutAvx(detail), texts.processor.slow);
  return totalmem() < 3.5 * gib
    ? limited(texts.names.processor, detail, texts.processor.littleMemory)
    : good(texts.names.processor, detail);
};

export function checkDisk(folder: string): Check {
  return async () => {
    let existing = folder;
    while (!existsSync(existing)) existing = join(existing, '..');
    const { bavail, bsize } = await statfs(existing);
    const free = (bavail * bsize) / gib;
    const detail = texts.disk.detail(folder, free.toFixed(1));
    return free < 2 ? bad(texts.names.disk, detail, texts.disk.remedy) : good(texts.names.disk, detail);
  };
}

export const checkElectron: Check = async () => {
  const path = join(root, 'node_modules/electron/path.txt');
  if (existsSync(path)) return good('Electron', texts.electron.found);
  return limited('Electron', texts.electron.missing, texts.electron.remedy);
};

export const checkBrowser: Check = async () => {
  const found = findBrowser({ platform: process.platform, env: process.env });
  return found ? good(texts.names.browser, found) : limited(texts.names.browser, texts.browser.missing, texts.browser.remedy);
};

const policyFolders = ['/etc/chromium/policies/managed', '/etc/opt/chrome/policies/managed', '/etc/opt/edge/policies/managed'];

/** The kiosk's rules are settings of its own profile; a machine's policy can cut the line by which the host holds the browser. */
export const checkKioskPolicy: Check = async () => {
  for (const folder of policyFolders) {
    for (const name of await readdir(folder).catch(() => [])) {
      const text = await readFile(join(folder, name), 'utf8').catch(() => '');
      if (/"DeveloperToolsAvailability"\s*:\s*2|"RemoteDebuggingAllowed"\s*:\s*false/.test(text))
        return limited(texts.names.kiosk, texts.kiosk.forbidden(join(folder, name)), texts.kiosk.remedy);
    }
  }
  return good(texts.names.kiosk, texts.kiosk.fine);
};

export const checkRenderer: Check = async () =>
  existsSync(join(root, 'renderer/dist/index.html'))
    ? good(texts.names.renderer, texts.renderer.built)
    : limited(texts.names.renderer, texts.renderer.missing, texts.renderer.remedy);

export const checkSane: Check = async () => {
  const found = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'scanimage')));
  return found ? good('SANE', texts.sane.found) : limited('SANE', texts.sane.missing, texts.sane.remedy);
};
