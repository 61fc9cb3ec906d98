/** Every screen of counter and admin left alone, in a real browser on the real host: covered at the limit, locked, and as it was afterwards. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { individualBusinessRegistration as item } from '#shared/service-items/individual-business-registration.ts';
import { createNodePlatform } from '../../electron/platform/node-platform.ts';
import { findBrowser } from '../../electron/ports/find-browser.ts';
import { hashPassword } from '../../electron/services/people/passwords.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';
import { buildRenderer } from '../e2e/build-renderer.ts';
import { startPreparedDesk } from '../e2e/desk.ts';
import config from '../e2e/playwright.config.ts';
import { signIn } from '../e2e/staff.ts';
import { formValues, storeReadyCase } from '../integration/outbox-fixture.ts';
import { atMost, say, skipped } from './bars.ts';
import type { BenchOptions } from './bars.ts';
import type { FaultFigures } from './soak-faults.ts';

const bar = 'screens not covered and locked at the limit, or not as they were afterwards';
const password = 'Idle-Bench-7-open';
const accounts = { counter: 'wang', admin: 'zhao' } as const;
type Face = keyof typeof accounts;
/** Names, numbers and addresses that no covered screen may show. */
const personal = [...Object.values(formValues).filter((value) => value.length > 2), '覃样例', '王收件'];

/** A screen of routes.ts; a new one is walked without anybody thinking of it. */
type Screen = { face: Face; path: string };
type Cases = { open: string; done: string; pageId: string };

function screensOf(cases: Cases): Screen[] {
  const text = readFileSync(fileURLToPath(new URL('../../renderer/routes.ts', import.meta.url)), 'utf8');
  const found = [...text.matchAll(/getParentRoute: \(\) => (counter|admin), path: '([^']+)'/g)];
  return found.map(([, face, path = '']) => {
    const caseId = path.endsWith('receipt') ? cases.done : cases.open;
    return { face: face as Face, path: `/${face}${path.replace('$caseId', caseId)}`.replace(/\/$/, '') };
  });
}

export async function idleScreens(options: BenchOptions): Promise<FaultFigures> {
  const reason =
    findBrowser({ platform: process.platform, env: process.env }) === undefined
      ? 'no Chromium, Chrome or Edge on this machine (apt-get install chromium)'
      : null;
  if (reason !== null) return { bars: [skipped(bar, 0, reason)], figures: {} };
  say(options, 'building the screens');
  if ((await buildRenderer()) !== 0) throw new Error('the screens could not be built');
  const limitMs = options.quick ? 4_000 : 12_000;
  let cases: Cases | undefined;
  const desk = await startPreparedDesk(async (env) => void (cases = await prepare(env, limitMs)), 'counter', 'admin');
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    const all = screensOf(cases!);
    const screens = options.quick ? all.filter(({ path }) => /review$|accounts$|connection$/.test(path)) : all;
    const faults: string[] = [];
    for (const [index, face] of (['counter', 'admin'] as const).entries())
      faults.push(...(await leaveAlone(browser, desk.urls[index]!, face, screens, cases!.pageId, limitMs)));
    for (const fault of faults) say(options, fault);
    return {
      bars: [atMost(bar, new Set(faults.map((fault) => fault.split(': ')[0])).size, 0)],
      figures: { screens: screens.length, limitMs, faults },
    };
  } finally {
    await browser.close();
    await desk.stop();
  }
}

/** Staff, an open case with a page and typed values, and one that the approval system has. */
async function prepare(env: NodeJS.ProcessEnv, limitMs: number): Promise<Cases> {
  const platform = createNodePlatform(env);
  const store = await createStore({ dataFolder: platform.dataFolder, key: await platform.loadKey() });
  const passwordHash = await hashPassword(password);
  const rest = { passwordHash, mustChangePassword: false, failedAttempts: 0, lockedUntil: null, disabled: false };
  await store.accounts.save({ account: accounts.counter, displayName: '王收件', role: 'reviewer', ...rest });
  await store.accounts.save({ account: accounts.admin, displayName: '赵管理', role: 'admin', ...rest });
  await store.settings.put('idle-lock', { limitMs });
  const own = { itemCode: item.code, itemVersion: item.version };
  const open = await storeReadyCase(store, { ...own, state: 'in_review' });
  const done = await storeReadyCase(store, { ...own, state: 'received', caseNumber: '450100202603020001' });
  const [page] = await store.pages.list(open);
  await store.close();
  return { open, done, pageId: page!.id };
}

type Tab = { name: string; page: Page; typed: string | null };
const typedText = '没提交的填写';

/** All screens of a face at once, as windows of one session: the last touch of any keeps all of them open, and the limit locks all. */
async function leaveAlone(
  browser: Browser,
  url: string,
  face: Face,
  screens: Screen[],
  pageId: string,
  limitMs: number,
): Promise<string[]> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
  const faults: string[] = [];
  try {
    const first = await context.newPage();
    await signIn(first, url, accounts[face], password);
    const tabs: Tab[] = [];
    const working = keepMoving(first, limitMs / 8);
    for (const { path } of screens.filter((screen) => screen.face === face)) tabs.push(await openTab(await context.newPage(), path, url));
    await working.stop();
    for (const { name, page } of tabs) if (await isCovered(page)) faults.push(`${name}: covered while somebody worked at another window`);
    await first.close();
    const left = Date.now();
    for (const tab of tabs) faults.push(...(await coveredFaults(tab, pageId, left + 2 * limitMs + 5_000 - Date.now())));
    const [one] = tabs;
    if (!one) return faults;
    await one.page.locator('.lock-cover input').fill(password);
    await one.page.keyboard.press('Enter');
    // A password at one window opens all windows of the session.
    for (const tab of tabs) faults.push(...(await afterwardsFaults(tab)));
    return faults;
  } finally {
    await context.close();
  }
}

/** Somebody works at this window. */
function keepMoving(page: Page, everyMs: number): { stop(): Promise<void> } {
  let stopped = false;
  const moving = (async () => {
    for (let at = 300; !stopped; at = at === 300 ? 500 : 300) {
      await page.mouse.move(at, 300);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();
  return { stop: () => ((stopped = true), moving) };
}

async function openTab(page: Page, path: string, url: string): Promise<Tab> {
  await page.goto(new URL(path, url).href);
  await page.locator('.staff-header').waitFor();
  // The first field that takes text, where the screen has one.
  const field = page.locator('main input[type="text"]:enabled:not([readonly]):visible, main textarea:enabled:visible').first();
  const found = await field.waitFor({ timeout: 1_000 }).then(
    () => true,
    () => false,
  );
  if (found) await field.fill(typedText);
  await page.mouse.move(600, 400);
  await page.mouse.move(620, 420);
  return { name: path, page, typed: found ? typedText : null };
}

const isCovered = (page: Page) => page.evaluate(() => document.querySelector('.lock-cover') !== null);

async function coveredFaults({ name, page }: Tab, pageId: string, waitMs: number): Promise<string[]> {
  await page
    .locator('.lock-cover')
    .waitFor({ timeout: Math.max(waitMs, 1_000) })
    .catch(() => undefined);
  if (!(await isCovered(page))) return [`${name}: not covered`];
  const { seen, through } = await page.evaluate(lookThroughCover);
  const faults = personal.filter((value) => seen.includes(value)).map((value) => `${name}: shows ${value}`);
  if (seen !== '') faults.push(`${name}: shows something beside the cover`);
  if (through) faults.push(`${name}: something lies above the cover`);
  for (const path of [`/page/${pageId}/original`, `/page/${pageId}/thumbnail`]) {
    const status = await page.evaluate((asked) => fetch(asked).then((response) => response.status), path);
    if (status !== 401) faults.push(`${name}: page bytes answered ${status}`);
  }
  return faults;
}

/** Runs in the browser: text that is painted outside the cover, and whether any point of the window belongs to something else. */
function lookThroughCover(): { seen: string; through: boolean } {
  const cover = document.querySelector('.lock-cover')!;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen: string[] = [];
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    if (!parentElement || cover.contains(parentElement) || ['STYLE', 'SCRIPT'].includes(parentElement.tagName)) continue;
    if (parentElement.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && textContent?.trim()) seen.push(textContent);
  }
  for (const field of document.querySelectorAll<HTMLElement>('input, textarea, img, canvas, object, iframe'))
    if (!cover.contains(field) && field.checkVisibility({ visibilityProperty: true })) seen.push(field.tagName);
  let through = false;
  for (let x = 5; x < innerWidth; x += 40)
    for (let y = 5; y < innerHeight; y += 40) through ||= !cover.contains(document.elementFromPoint(x, y));
  return { seen: seen.join(' '), through };
}

async function afterwardsFaults({ name, page, typed }: Tab): Promise<string[]> {
  const gone = await page
    .locator('.lock-cover')
    .waitFor({ state: 'detached', timeout: 20_000 })
    .then(
      () => true,
      () => false,
    );
  if (!gone) return [`${name}: still covered after the password`];
  if (typed === null) return [];
  const values = await page
    .locator('main input, main textarea')
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  return values.includes(typed) ? [] : [`${name}: what was typed is gone`];
}
