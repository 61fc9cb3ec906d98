/** What cannot run on this machine, and why: each place says so, and `npm test` ends with the whole list. */
import { appendFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

/** `tests` are counted by the runner; a reason comes from the file itself. */
export type Skip = { what: string; reason: string } | { what: string; tests: number };

/** Names the file that lists them; set by `npm test`. */
export const listVariable = 'INTAKE_SKIPPED_LIST';

/** @param what path of a test file, or a name */
export function noteSkipped(what: string, reason: string): void {
  const name = what.startsWith(root) ? relative(root, what) : what;
  console.log(`SKIPPED ${name}: ${reason}`);
  addSkip({ what: name, reason });
}

export function addSkip(skip: Skip): void {
  const list = process.env[listVariable];
  if (list) appendFileSync(list, `${JSON.stringify(skip)}\n`);
}

/** One line per file or name, for the end of the run. */
export function skipLines(skips: readonly Skip[]): string[] {
  return [...new Set(skips.map(({ what }) => what))].sort().map((what) => {
    const own = skips.filter((skip) => skip.what === what);
    const tests = own.reduce((sum, skip) => sum + ('tests' in skip ? skip.tests : 0), 0);
    const reasons = [...new Set(own.flatMap((skip) => ('reason' in skip ? [skip.reason] : [])))];
    return `  ${what}${tests > 0 ? ` (${tests} tests)` : ''}: ${reasons.join('; ') || 'no reason given'}`;
  });
}
