/** Section `store` of `soak:faults`: damaged, missing, old, read-only and full data folders; no page file may go, and each case must have its words. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databasePath, logPath } from '../../electron/store/database.ts';
import { makeTemplates, pageFileHashes } from '../fixtures/store/store-templates.ts';
import { storeVariants } from '../fixtures/store/store-variants.ts';
import type { StoreVariant } from '../fixtures/store/store-variants.ts';
import { crashKey } from '../integration/store/crash-data.ts';
import { atLeast, atMost, say } from './bars.ts';
import type { FaultSection } from './soak-faults.ts';
import { runSurroundings } from './soak-faults-surroundings.ts';
import { isNamed, start } from './soak-faults-store-start.ts';
import type { StoreOutcome } from './soak-faults-store-start.ts';

const least = { full: 60, quick: 12 };

export const storeFaults: FaultSection = async (options) => {
  const root = mkdtempSync(path.join(tmpdir(), 'intake-soak-store-'));
  const outcomes: StoreOutcome[] = [];
  const skipped: string[] = [];
  try {
    const templates = await makeTemplates(path.join(root, 'templates'));
    for (const variant of storeVariants.filter((each) => !options.quick || each.quick)) {
      const folder = path.join(root, 'variant');
      cpSync(templates[variant.from], folder, { recursive: true });
      variant.damage?.(folder, templates);
      outcomes.push(await tryVariant(variant, folder));
      for (const left of [folder, `${folder}-moved`]) rmSync(left, { recursive: true, force: true });
    }
    if (!options.quick) await runSurroundings(templates, root, { outcomes, skipped });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  for (const { name, expected, got, opened, destroyed, touched } of outcomes)
    if (got !== expected || destroyed > 0 || touched)
      say(options, `  ${name}: ${got} (${expected} expected), opened ${opened}, ${destroyed} page files gone${touched ? ', touched' : ''}`);
  for (const reason of skipped) say(options, `  skipped: ${reason}`);
  const count = (is: (outcome: StoreOutcome) => boolean) => outcomes.filter(is).length;
  const sum = outcomes.reduce((total, { destroyed }) => total + destroyed, 0);
  return {
    bars: [
      atLeast('store: variants tried', outcomes.length, options.quick ? least.quick : least.full),
      atMost('store: page files destroyed', sum, 0),
      atMost(
        'store: variants not named in words',
        count(({ named }) => !named),
        0,
      ),
      atMost(
        'store: variants taken for something else',
        count(({ got, expected }) => got !== expected),
        0,
      ),
      atMost(
        'store: databases touched though refused',
        count(({ touched }) => touched),
        0,
      ),
    ],
    figures: { outcomes, skipped },
  };
};

export async function tryVariant({ name, expected, key = crashKey }: StoreVariant, folder: string): Promise<StoreOutcome> {
  const files = () => [...pageFileHashes(folder), ...pageFileHashes(`${folder}-moved`)].sort();
  const before = files();
  const databaseBefore = fingerprint(folder);
  const { code, opened } = await startTwice(folder, key);
  const after = new Set(files());
  return {
    name,
    expected,
    got: code?.code ?? 'works',
    opened,
    destroyed: before.filter((hash) => !after.has(hash)).length,
    named: code === null || isNamed(code),
    touched: opened !== 'for work' && fingerprint(folder) !== databaseBefore,
  };
}

/** Twice, since people start again: what the first start called wrong must not look right to the second. */
async function startTwice(folder: string, key: Buffer) {
  const first = await start(folder, key);
  const second = await start(folder, key);
  return first.code && !second.code ? { ...second, opened: second.opened } : first;
}

function fingerprint(folder: string): string {
  const digest = createHash('sha256');
  for (const file of [databasePath(folder), logPath(folder)])
    if (existsSync(file) && statSync(file).isFile() && statSync(file).size > 0) digest.update(file).update(readFileSync(file));
  return digest.digest('hex');
}
