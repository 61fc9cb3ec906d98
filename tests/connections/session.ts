/** What is watched: `start` is `npm start` with its window, `kiosk` an applicant's first steps in the product's own browser flags, `model` a model that stays loaded. */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { browserArguments, findBrowser } from '../../electron/ports/find-browser.ts';
import { modelPath } from '../../models/manifest.ts';
import { createSessionLanes } from '../../models/session-lanes.ts';
import { createSession } from '../../models/session.ts';
import { startDesk } from '../e2e/desk.ts';
import { root } from '../skipped.ts';

const [what = '', seconds = '10'] = process.argv.slice(2);
const staysMs = Number(seconds) * 1000;
const patienceMs = 240_000;
const installed = () => findBrowser({ platform: process.platform, env: process.env }) ?? '';

/** In the calling thread and in a lane: threads see another environment. */
async function keepModel(): Promise<void> {
  const lanes = createSessionLanes(1);
  const sessions = [createSession(modelPath('page-classifier')), lanes.createSession(modelPath('page-classifier'))];
  for (const session of sessions) await session.warmUp();
  await pause(staysMs);
  await lanes.close();
}

/** The installed browser without a screen; otherwise as `npm start` opens it. */
async function start(folder: string): Promise<void> {
  const wrapper = join(folder, 'browser');
  await writeFile(wrapper, `#!/bin/sh\nexec '${installed()}' --headless=new "$@"\n`);
  await chmod(wrapper, 0o755);
  const env = { ...process.env, INTAKE_DATA_FOLDER: join(folder, 'data'), INTAKE_KEY_FILE: join(folder, 'key'), INTAKE_BROWSER: wrapper };
  const child = spawn(process.execPath, ['electron/start.ts', '--face', 'counter'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => chunk.includes('ready at') && resolve());
    child.on('exit', (code) => reject(new Error(`npm start ended with ${code}`)));
  });
  await pause(staysMs);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

async function visitKiosk(folder: string): Promise<void> {
  const desk = await startDesk('kiosk');
  const isRoot = process.getuid?.() === 0;
  const flags = browserArguments({ face: 'kiosk', url: desk.urls[0]!, profileFolder: folder, isRoot, camera: false });
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: installed(),
    ignoreDefaultArgs: true,
    args: [...new Set([...flags, '--headless=new', '--remote-debugging-pipe'])],
  });
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  page.setDefaultTimeout(patienceMs);
  await page.getByText('政务服务自助收件').waitFor();
  for (let step = 0; step < 2; step++) await page.locator('.kiosk-primary').click();
  await page.locator('.kiosk-card').first().click();
  for (const answer of [/^是/, /^是/, /^否/]) await page.locator('.kiosk-card').filter({ hasText: answer }).click();
  await page.getByRole('button', { name: '准备好了，去扫描' }).click();
  await page.getByRole('button', { name: '放好了，开始扫描' }).click();
  await page.getByText(/已收好 \d+ 页/).waitFor();
  await pause(staysMs);
  await context.close();
  await desk.stop();
}

const folder = await mkdtemp(join(tmpdir(), 'intake-watched-'));
try {
  if (what === 'model') await keepModel();
  else if (what === 'start') await start(folder);
  else await visitKiosk(folder);
  console.log(`${what}: done`);
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
process.exit(0);
