/** A person with a keyboard at the kiosk: a real Chromium under a window manager, where no key opens, prints, saves or leaves anything. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepProfileFolders } from '../../electron/ports/profile-folders.ts';
import { buildRenderer } from '../e2e/build-renderer.ts';
import { reason, startDisplay, startKioskDesk } from './kiosk-display.ts';
import type { Display, KioskDesk, Look } from './kiosk-display.ts';

if (reason) console.log(`skipped kiosk-keys: ${reason}`);

const keys = [
  ...['ctrl+n', 'ctrl+t', 'ctrl+w', 'ctrl+s', 'ctrl+o', 'ctrl+p', 'ctrl+u', 'ctrl+r', 'ctrl+d', 'ctrl+f', 'ctrl+g', 'ctrl+h', 'ctrl+j'],
  ...['ctrl+k', 'ctrl+l', 'ctrl+e', 'ctrl+0', 'ctrl+plus', 'ctrl+minus', 'ctrl+Tab', 'ctrl+shift+Tab', 'ctrl+F4', 'ctrl+1', 'ctrl+9'],
  ...['ctrl+shift+n', 'ctrl+shift+t', 'ctrl+shift+w', 'ctrl+shift+q', 'ctrl+shift+i', 'ctrl+shift+j', 'ctrl+shift+c', 'ctrl+shift+b'],
  ...['ctrl+shift+o', 'ctrl+shift+p', 'ctrl+shift+m', 'ctrl+shift+a', 'ctrl+shift+Delete', 'ctrl+shift+r', 'ctrl+F5', 'ctrl+Escape'],
  ...['alt+Home', 'alt+Left', 'alt+Right', 'alt+d', 'alt+f', 'alt+e', 'alt+Return', 'alt+F4', 'alt+Tab', 'F1', 'F3', 'F5', 'F6', 'F7'],
  ...['F10', 'F11', 'F12', 'shift+F10', 'Escape', 'shift+Escape', 'Print', 'Menu', 'super', 'XF86HomePage', 'XF86Back'],
  ...['XF86Search', 'XF86Mail'],
];

describe.skipIf(reason)('at a kiosk with a keyboard', () => {
  let display: Display;
  let desk: KioskDesk;
  let page: Look;
  beforeAll(async () => {
    expect(await buildRenderer()).toBe(0);
    display = await startDisplay();
    desk = await startKioskDesk(display);
    page = await desk.look();
    // A person who types has touched the screen before.
    display.xdotool('mousemove', '540', '300', 'click', '1');
  });
  afterAll(async () => {
    page?.close();
    await desk?.stop();
    display?.stop();
  });

  const facts = () => page.evaluate<string>(`[location.href, performance.timeOrigin, document.querySelector('h1')?.textContent].join(' ')`);

  test(`${keys.length} keys and combinations open nothing and leave nothing`, async () => {
    const before = await facts();
    const windows = display.windows();
    expect(windows).toHaveLength(1);
    const escaped: string[] = [];
    for (const key of keys) {
      display.xdotool('key', '--clearmodifiers', key);
      await new Promise((resolve) => setTimeout(resolve, 250));
      const now = await facts().catch(() => 'no page');
      const seen = [...page.opened.splice(0), ...(now === before ? [] : [now])];
      const shown = display.windows();
      if (shown.join() !== windows.join()) seen.push(`windows ${shown.join() || 'none'}`);
      if (seen.length > 0) escaped.push(`${key}: ${seen.join(', ')}`);
      if (now === 'no page') break;
    }
    expect(escaped).toEqual([]);
    process.kill(page.pid, 0);
  });

  test('what the window manager lays over it or hides comes back', async () => {
    for (const key of ['super+d', 'super+e', 'alt+Escape']) {
      display.xdotool('key', key);
      await expect.poll(() => display.windows().length, { timeout: 20_000 }).toBe(1);
      await expect.poll(() => page.evaluate('document.hasFocus()'), { timeout: 20_000 }).toBe(true);
    }
  });

  test('the page is still there and answers to a finger', async () => {
    const [x, y] = await page.evaluate<[number, number]>(
      `(() => { const box = document.querySelector('.kiosk-primary').getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; })()`,
    );
    const first = await facts();
    display.xdotool('mousemove', String(Math.round(x)), String(Math.round(y)), 'click', '1');
    await expect.poll(facts, { timeout: 20_000 }).not.toBe(first);
  });

  test.each(['file:///etc/passwd', 'chrome://version/', 'view-source:http://127.0.0.1/', 'http://example.com/', 'data:text/html,x'])(
    'no address of its own: %s',
    async (address) => {
      const before = await facts();
      await page.evaluate(`window.open(${JSON.stringify(address)}); location.href = ${JSON.stringify(address)}; 1`);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      expect(await facts()).toBe(before);
      expect(display.windows()).toHaveLength(1);
    },
  );

  test('a receipt is printed without a dialog', async () => {
    const before = await facts();
    await page.evaluate('setTimeout(() => print()); 1');
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(display.windows()).toHaveLength(1);
    // The page waits for the print service, which takes its time to say that there is no printer.
    await expect.poll(() => facts().catch(() => ''), { timeout: 60_000 }).toBe(before);
    expect(display.windows()).toHaveLength(1);
  });

  test('a page that crashes or hangs is replaced, with nothing of the one before', async () => {
    for (const end of ['crash', 'hang'] as const) {
      const before = await page.evaluate<number>('performance.timeOrigin');
      if (end === 'hang') void page.evaluate('for (;;);').catch(() => undefined);
      else await page.crash();
      page.close();
      page = await desk.look((found) => found.evaluate<boolean>(`performance.timeOrigin !== ${before}`));
      expect(display.windows()).toHaveLength(1);
    }
  });

  test('a window that is closed or killed comes back as a new session', async () => {
    const profiles = new Set([page.profile]);
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const { pid } = page;
      page.close();
      process.kill(pid, signal);
      page = await desk.look((found) => Promise.resolve(found.pid !== pid));
      expect(profiles.has(page.profile)).toBe(false);
      profiles.add(page.profile);
    }
    expect(readdirSync(desk.folder).filter((name) => name.startsWith('intake-desk-window-'))).toEqual([path.basename(page.profile)]);
  });

  test('the browser ends with a killed host, and the next start removes its profile', async () => {
    const { pid, profile } = page;
    page.close();
    desk.host.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
    expect(display.windows()).toEqual([]);
    expect(existsSync(profile)).toBe(true);
    expect(await sweepProfileFolders(desk.folder)).toBe(1);
    expect(existsSync(profile)).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  // A process that ended and that nobody has asked about yet is no longer there for anybody else.
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}
