/** The preload script as Electron's sandbox wants it: one plain script without types and without module syntax. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A sandboxed preload script is run as text in a function with `require`; Electron neither strips its types nor knows
 * `import` there.
 * @throws Error when the source holds a module statement that is not an import of named things
 */
export function toPreloadScript(source: string): string {
  const script = stripTypeScriptTypes(source).replace(
    /^import \{([^}]*)\} from '([^']+)';?$/gm,
    (_all, names: string, from: string) => `const {${names.replaceAll(' as ', ': ')}} = require('${from}');`,
  );
  if (/^\s*(import|export)\b/m.test(script)) throw new Error('preload.ts may only import named things and export nothing');
  return `'use strict';\n${script}`;
}

/** @returns path of the written script, in a new folder of this user alone */
export function writePreloadScript(sourceFile: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'intake-desk-preload-')), 'preload.cjs');
  writeFileSync(file, toPreloadScript(readFileSync(sourceFile, 'utf8')), { mode: 0o600 });
  return file;
}
