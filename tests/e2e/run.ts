/** Runs the browser tests against the real host; says why when a machine cannot run them. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { browserMissing } from '../../models/synthesis/browser.ts';
import { testBrowser } from '../browser.ts';
import { noteSkipped } from '../skipped.ts';
import { buildRenderer } from './build-renderer.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function run(script: string, args: string[]): Promise<number> {
  return new Promise((resolve) => {
    spawn(process.execPath, [`node_modules/${script}`, ...args], { cwd: root, stdio: 'inherit' }).on('exit', (code) => resolve(code ?? 1));
  });
}

const browser = testBrowser();
if (!browser) {
  noteSkipped('browser tests', browserMissing);
} else {
  noteSkipped('tests in an Electron window', 'its program is not part of the repository; the same contract is tested in the browser');
  const built = await buildRenderer();
  process.exitCode =
    built === 0
      ? await run('@playwright/test/cli.js', ['test', '--config', 'tests/e2e/playwright.config.ts', ...process.argv.slice(2)])
      : built;
}
