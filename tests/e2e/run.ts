/** Runs the browser tests against the real host; says why when a machine cannot run them. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../../electron/ports/find-browser.ts';
import { buildRenderer } from './build-renderer.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function run(script: string, args: string[]): Promise<number> {
  return new Promise((resolve) => {
    spawn(process.execPath, [`node_modules/${script}`, ...args], { cwd: root, stdio: 'inherit' }).on('exit', (code) => resolve(code ?? 1));
  });
}

const browser = findBrowser({ platform: process.platform, env: process.env });
if (!browser) {
  console.log('SKIPPED browser tests: no Chromium, Chrome or Edge on this machine (apt-get install chromium)');
} else {
  console.log('SKIPPED tests in an Electron window: its binary is not part of the repository; the same contract is tested in the browser');
  const built = await buildRenderer();
  process.exitCode =
    built === 0
      ? await run('@playwright/test/cli.js', ['test', '--config', 'tests/e2e/playwright.config.ts', ...process.argv.slice(2)])
      : built;
}
