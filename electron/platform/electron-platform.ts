/** The platform inside Electron: key wrapped by the system's key store, utility processes. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { App, SafeStorage } from 'electron';
import { startElectronChild } from './electron-child.ts';
import type { ForkUtility } from './electron-child.ts';
import { findFolders } from './folders.ts';
import { describeKeyFile, keyFilePath, loadKeyFile } from './key-file.ts';
import type { Environment, Platform } from './platform.ts';
import { sealProcess } from './seal-process.ts';
import { describeSafeStorage, loadSealedKey } from './sealed-key.ts';

/** The parts of Electron that are used here; main.ts hands in the real ones, tests their own. */
export type ElectronParts = {
  app: Pick<App, 'exit'>;
  safeStorage: SafeStorage;
  utilityProcess: ForkUtility;
};

/** Call after the app's `ready` event: before it there is no key store. */
export function createElectronPlatform(electron: ElectronParts, env: Environment = process.env): Platform {
  sealProcess();
  const folders = findFolders(env);
  const keyFile = keyFilePath(env, folders);
  // An installation that began under plain Node, or whose staff chose a key file, stays with it: one installation, one key.
  const byFile = Boolean(env['INTAKE_KEY_FILE']) || existsSync(keyFile);
  const sealedFile = path.join(folders.configFolder, 'data.key.sealed');
  return {
    kind: 'electron',
    ...folders,
    loadKey: () => (byFile ? loadKeyFile(keyFile, folders) : loadSealedKey(electron.safeStorage, sealedFile, folders)),
    keyStorage: byFile ? describeKeyFile(keyFile, folders) : describeSafeStorage(electron.safeStorage),
    startChild: (modulePath, options) => startElectronChild(electron.utilityProcess, modulePath, options, env),
    quit: (exitCode = 0) => electron.app.exit(exitCode),
  };
}
