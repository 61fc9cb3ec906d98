/** Where npm packages lie whose files are wanted and not their code, and where what is made of them is kept. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const cacheFolder = fileURLToPath(new URL('../../.cache/', import.meta.url));
const require = createRequire(import.meta.url);

/** Null when it is not installed. */
export function packageFolder(name: string): string | null {
  const folders = require.resolve.paths(name) ?? [];
  return folders.map((folder) => join(folder, name)).find((folder) => existsSync(join(folder, 'package.json'))) ?? null;
}
