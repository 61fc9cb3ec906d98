/** Where this program keeps its data and its configuration, by the custom of each system. */
import { homedir } from 'node:os';
import path from 'node:path';
import type { Environment } from './platform.ts';

export type Folders = { dataFolder: string; configFolder: string };

const product = 'intake-desk';

/** `INTAKE_DATA_FOLDER` moves the data; the configuration stays with the user. */
export function findFolders(env: Environment, system: NodeJS.Platform = process.platform, home: string = homedir()): Folders {
  const { dataFolder, configFolder } = customary(env, system, home);
  return { dataFolder: path.resolve(env['INTAKE_DATA_FOLDER'] || dataFolder), configFolder: path.resolve(configFolder) };
}

function customary(env: Environment, system: NodeJS.Platform, home: string): Folders {
  if (system === 'win32') {
    const local = env['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local');
    const roaming = env['APPDATA'] || path.join(home, 'AppData', 'Roaming');
    return { dataFolder: path.join(local, product, 'data'), configFolder: path.join(roaming, product) };
  }
  if (system === 'darwin') {
    const support = path.join(home, 'Library', 'Application Support', product);
    return { dataFolder: path.join(support, 'data'), configFolder: path.join(support, 'config') };
  }
  // The XDG base directory specification ignores relative paths.
  const absolute = (name: string) => (path.isAbsolute(env[name] ?? '') ? env[name] : undefined);
  return {
    dataFolder: path.join(absolute('XDG_DATA_HOME') ?? path.join(home, '.local', 'share'), product),
    configFolder: path.join(absolute('XDG_CONFIG_HOME') ?? path.join(home, '.config'), product),
  };
}
