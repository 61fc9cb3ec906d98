/** Browser tests: one at a time, in the system's own browser or npm's, without its background traffic. */
import { defineConfig } from '@playwright/test';
import { testBrowser } from '../browser.ts';

const args = [
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];
// Chromium refuses its sandbox to root, which is what containers and CI run as.
if (process.getuid?.() === 0) args.push('--no-sandbox');
const launch = testBrowser();

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 1,
  // On a shared machine recognition can take minutes; a real fault fails twice.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 180_000,
  // Against hanging, not a measure of speed: browser, host and recognition share two cores.
  expect: { timeout: 40_000 },
  reporter: [['list'], ['./screen-reporter.ts']],
  outputDir: '../../test-results',
  use: {
    launchOptions: { ...launch, args: [...args, ...(launch?.args ?? [])] },
    // The film of a trace takes a whole core from recognition as long as anything on the screen moves.
    trace: { mode: 'retain-on-failure', screenshots: false },
    locale: 'zh-CN',
  },
});
