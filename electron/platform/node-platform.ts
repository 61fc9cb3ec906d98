/** The platform under plain Node: key file, forked child processes. */
import { startNodeChild } from './node-child.ts';
import { findFolders } from './folders.ts';
import { describeKeyFile, keyFilePath, loadKeyFile } from './key-file.ts';
import { sealProcess } from './seal-process.ts';
import type { Environment, Platform } from './platform.ts';

export function createNodePlatform(env: Environment = process.env): Platform {
  sealProcess();
  const folders = findFolders(env);
  const keyFile = keyFilePath(env, folders);
  return {
    kind: 'node',
    ...folders,
    loadKey: () => loadKeyFile(keyFile, folders),
    keyStorage: describeKeyFile(keyFile, folders),
    startChild: (modulePath, options) => startNodeChild(modulePath, options, env),
    quit: (exitCode = 0) => process.exit(exitCode),
  };
}
