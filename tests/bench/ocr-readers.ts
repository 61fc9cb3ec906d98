/** The readers of the OCR bench: ours and the peers, which are installed here on first use and never by the app. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recognizerEnvironment } from '../../electron/recognizer/pool.ts';
import { openReader } from './page-reader.ts';
import type { PageReader } from './page-reader.ts';
import type { BenchPage } from './page-set.ts';
import { countCharacterErrors } from './character-errors.ts';

export const ours = 'ours';
export type PeerName = '@gutenye/ocr-node' | 'ppu-paddle-ocr' | 'tesseract.js' | 'tesseract (native)';
export type Skipped = { name: string; reason: string };

const peerScripts: Record<PeerName, string> = {
  '@gutenye/ocr-node': 'peers/gutenye-ocr-node.mjs',
  'ppu-paddle-ocr': 'peers/ppu-paddle-ocr.mjs',
  'tesseract.js': 'peers/tesseract-js.mjs',
  'tesseract (native)': 'peers/tesseract-native.mjs',
};
export const peerNames = Object.keys(peerScripts) as PeerName[];

const peersFolder = fileURLToPath(new URL('peers/', import.meta.url));

/** Our reader in a child that is set up like a lone one of the app. */
export const openOurs = () => openReader(ours, 'our-reader.ts', recognizerEnvironment({}, 1));

/** Opens ours and the named peers; a peer that cannot be installed, started or trusted is given back with its reason. */
export async function openReaders(
  names: readonly PeerName[],
  trial: BenchPage,
  progress: (text: string) => void,
): Promise<{ readers: PageReader[]; skipped: Skipped[] }> {
  const skipped: Skipped[] = [];
  const readers = [await openOurs()];
  await readers[0]!.read(trial.file);
  const uninstalled = installPeers(progress);
  for (const name of names) {
    if (uninstalled !== null && name !== 'tesseract (native)') {
      skipped.push({ name, reason: uninstalled });
      continue;
    }
    try {
      readers.push(await openTrusted(name, trial));
      progress(`${name}: ${readers.at(-1)!.version}`);
    } catch (error) {
      skipped.push({ name, reason: (error as Error).message });
    }
  }
  return { readers, skipped };
}

/** A peer that is set up wrongly (a dictionary off by one) would be slandered: it must read the trial page first. */
async function openTrusted(name: PeerName, trial: BenchPage): Promise<PageReader> {
  const reader = await openReader(name, peerScripts[name]);
  try {
    const { lines } = await reader.read(trial.file);
    const { errors, characters } = countCharacterErrors(trial.printed, lines);
    if (errors > characters / 2) throw new Error(`set up wrongly? it misreads ${errors} of ${characters} characters of a trial page`);
    return reader;
  } catch (error) {
    reader.close();
    throw error;
  }
}

/** @returns null when the peers are there, else why not */
function installPeers(progress: (text: string) => void): string | null {
  const installed = join(peersFolder, 'node_modules/.package-lock.json');
  if (existsSync(installed) && sameVersions(installed)) return null;
  progress('installing the peers (npm ci in tests/bench/peers)');
  try {
    // The scripts only fetch GPU libraries. `--no-workspaces` and the folder's own lock keep the app's modules untouched.
    execFileSync('npm', ['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'], {
      cwd: peersFolder,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 300_000,
    });
    return null;
  } catch (error) {
    return `npm ci failed: ${(error as Error).message.split('\n')[0]}`;
  }
}

type Lock = { packages: Record<string, { version?: string; optional?: boolean }> };

/** What is installed is what the lock names, other platforms' optional packages aside. */
function sameVersions(installedLock: string): boolean {
  const wanted = JSON.parse(readFileSync(join(peersFolder, 'package-lock.json'), 'utf8')) as Lock;
  const present = JSON.parse(readFileSync(installedLock, 'utf8')) as Lock;
  return Object.entries(wanted.packages).every(
    ([path, { version, optional }]) => path === '' || optional || present.packages[path]?.version === version,
  );
}
