/** The document camera: a page that is pushed under it is found, taken once by itself, stored, and flattened. */
import { chromium, expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawFilm, filmSize } from './camera-film.ts';
import type { Film } from './camera-film.ts';
import { picturePath, startDesk } from './desk.ts';
import type { Desk } from './desk.ts';
import { noteSkipped } from '../skipped.ts';
import config from './playwright.config.ts';
import { chooseOwnPassword, recognitionMs, signIn } from './staff.ts';

let desk: Desk;
let folder: string;
let film: Film;
const browsers: Browser[] = [];
/** The clerk's page of the first test, with its session. */
let counter: Page;
/** The browser from npm, which has no windows, asks nobody and refuses nothing. */
const cannotRefuse = config.use?.launchOptions?.executablePath?.includes('/.cache/chromium-') ?? false;
const refusalMissing = 'a refused camera needs a Chromium with windows (apt-get install chromium)';
if (cannotRefuse) noteSkipped(import.meta.filename, refusalMissing);

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'intake-camera-'));
  film = await drawFilm(join(folder, 'film.mjpeg'));
  desk = await startDesk('counter', 'admin');
});
test.afterAll(async () => {
  for (const browser of browsers) await browser.close();
  await desk.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The tests' browser with the film as its only camera; without `allowed` it refuses cameras, as a person may. */
async function openBrowser(allowed: boolean): Promise<Browser> {
  const { args = [], ...launch } = config.use?.launchOptions ?? {};
  const camera = ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${join(folder, 'film.mjpeg')}`];
  const browser = await chromium.launch({
    ...launch,
    args: [...args, ...camera, ...(allowed ? ['--use-fake-ui-for-media-stream'] : [])],
  });
  browsers.push(browser);
  return browser;
}
const newPage = (browser: Browser) => browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' });

async function configureCamera(page: Page): Promise<void> {
  await signIn(page, desk.urls[1]!, 'admin', 'Change-Me-Now-1');
  await chooseOwnPassword(page, 'Change-Me-Now-1', 'Nanning-Hall-2026');
  await page.getByRole('button', { name: '按地址添加' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('#name').fill('3号窗口 高拍仪');
  await dialog.locator('#driver').click();
  await page.getByTitle('高拍仪（摄像头）').click();
  await dialog.getByRole('button', { name: '测试' }).click();
  await expect(dialog.getByText(/摄像头可用.*1600×1200/)).toBeVisible();
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('3号窗口 高拍仪')).toBeVisible();
}

/** The camera is the hall's own: the demo is over, and with it the demo's clerk. */
async function createClerk(page: Page): Promise<void> {
  await page.getByRole('link', { name: '账号', exact: true }).click();
  await page.getByRole('button', { name: '新建账号' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('#account').fill('wangfang');
  await dialog.locator('#displayName').fill('王芳');
  await dialog.locator('#password').fill('Window-Seven-7');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('王芳')).toBeVisible();
}

async function openCase(page: Page): Promise<void> {
  await expect(page.getByText('办件编号').or(page.getByText('没有在办的办件'))).toBeVisible();
  await page.keyboard.press('F2');
  await expect(page.getByText('经营场所使用证明')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await page.getByText('把材料放进进纸器').waitFor();
}

/** The camera is the only device of this hall, and so the one that F2 starts. */
async function openCamera(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /打开高拍仪/ })).toBeVisible();
  await page.keyboard.press('F2');
}

/** Outlines drawn while the film plays: corners in pixels of the film. */
async function watchOutline(page: Page): Promise<() => Promise<[number, number][][]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seenOutlines: seen });
    const look = () => {
      const points = document.querySelector('.camera-outline')?.getAttribute('points');
      if (points && seen.at(-1) !== points) seen.push(points);
      requestAnimationFrame(look);
    };
    look();
  });
  return async () => {
    const seen = await page.evaluate(() => (window as unknown as { seenOutlines: string[] }).seenOutlines);
    const factor = filmSize.width / 1000;
    return seen.map((points) =>
      points.split(' ').map((corner) => corner.split(',').map((value) => Number(value) * factor) as [number, number]),
    );
  };
}

const offBy = (outline: readonly (readonly [number, number])[]) =>
  Math.max(...outline.map(([x, y], index) => Math.hypot(x - film.corners[index]![0], y - film.corners[index]![1])));

/** Peak signal-to-noise ratio in dB of two pictures of one size. */
async function likeness(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([one, other].map((bytes) => sharp(bytes).removeAlpha().toColourspace('srgb').raw().toBuffer()));
  let sum = 0;
  for (let at = 0; at < a!.length; at++) sum += (a![at]! - b![at]!) ** 2;
  return 10 * Math.log10(255 ** 2 / (sum / a!.length));
}

async function fetchPage(page: Page, pageId: string, rendition: string): Promise<Buffer | null> {
  const body = await page.evaluate(async (path) => {
    const response = await fetch(path);
    return response.ok ? [...new Uint8Array(await response.arrayBuffer())] : null;
  }, `/page/${pageId}/${rendition}`);
  return body && Buffer.from(body);
}

test('a page under the camera is followed, taken once, stored and flattened', async () => {
  test.setTimeout(1_200_000);
  const browser = await openBrowser(true);
  const office = await newPage(browser);
  await configureCamera(office);
  await createClerk(office);
  const page = (counter = await newPage(browser));
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await signIn(page, desk.urls[0]!, 'wangfang', 'Window-Seven-7');
  await chooseOwnPassword(page, 'Window-Seven-7', 'Window-Eight-8');
  await openCase(page);
  const outlines = await watchOutline(page);
  await openCamera(page);

  const shots = page.locator('.camera-shot');
  await expect(shots).toHaveCount(1, { timeout: 60_000 });
  await expect(page.locator('.camera-shot-saved')).toHaveCount(1, { timeout: 60_000 });
  await expect(page.getByText('拍好了，请换下一页')).toBeVisible({ timeout: 60_000 });
  await page.screenshot({ path: picturePath('counter-camera') });

  // The film starts again: the same page is pushed in once more and must not be taken twice.
  await expect(page.getByText(/请放平|请把材料/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('拍好了，请换下一页')).toBeVisible({ timeout: 60_000 });
  await expect(shots).toHaveCount(1);

  const seen = await outlines();
  expect(Math.min(...seen.map(offBy))).toBeLessThan(0.012 * filmSize.width);
  // Followed on its way, too: the left edge was seen far to the left of where it came to rest, and in between.
  const lefts = seen.map((outline) => outline[0]![0]).filter((x) => x < film.corners[0][0] - 40);
  expect(new Set(lefts.map((x) => Math.round(x / 20))).size).toBeGreaterThanOrEqual(3);

  // By hand, with the space bar; then the last page goes again.
  await page.getByRole('switch').click();
  await page.keyboard.press(' ');
  await expect(page.locator('.camera-shot-saved')).toHaveCount(2, { timeout: 60_000 });
  await page.keyboard.press('Delete');
  await expect(shots).toHaveCount(1);

  await page.keyboard.press('Escape');
  const stored = page.locator('.board-page');
  await expect(stored).toHaveCount(1);
  const pageId = (await stored.getAttribute('id'))!.replace('page-', '');
  const original = await fetchPage(page, pageId, 'original');
  expect(await sharp(original!).metadata()).toMatchObject({ width: filmSize.width, height: filmSize.height });
  // 28 dB as measured: grain, and the camera's colours are kept at half size. A page still on its way has half of that.
  expect(await likeness(original!, film.rest)).toBeGreaterThan(24);
  await expect
    .poll(() => fetchPage(page, pageId, 'prepared').then((bytes) => bytes?.length ?? 0), { timeout: recognitionMs })
    .toBeGreaterThan(0);
  const flat = sharp((await fetchPage(page, pageId, 'prepared'))!);
  const { width = 0, height = 0 } = await flat.metadata();
  expect(height / width).toBeGreaterThan(1.36);
  expect(height / width).toBeLessThan(1.47);
  // Nothing of the brown table is left in the corners of the page.
  const { data, info } = await flat.resize(60, 85, { fit: 'fill' }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  for (const at of [0, info.width - 1, (info.height - 1) * info.width, info.height * info.width - 1])
    expect(data[at * info.channels + 2]!).toBeGreaterThan(150);
  expect(problems).toEqual([]);
});

test('a camera that is refused, and one that is unplugged, say what to do and name a code', async () => {
  test.skip(cannotRefuse, refusalMissing);
  const refused = await newPage(await openBrowser(false));
  // A launch address admits one browser: the clerk's cookie is carried over.
  await refused.context().addCookies(await counter.context().cookies());
  await refused.goto(new URL('/counter', desk.urls[0]!).href);
  await openCase(refused);
  await openCamera(refused);
  await expect(refused.getByText('没有使用摄像头的权限')).toBeVisible();
  await expect(refused.getByText('device.access-denied')).toBeVisible();
  await refused.screenshot({ path: picturePath('counter-camera-refused') });

  const page = counter;
  await page.keyboard.press('F2');
  await expect(page.locator('.camera-outline')).toBeVisible({ timeout: 60_000 });
  await page.evaluate(() => {
    const stream = document.querySelector('video')?.srcObject as MediaStream | null;
    stream?.getVideoTracks()[0]?.dispatchEvent(new Event('ended'));
  });
  await expect(page.getByText('没有找到高拍仪')).toBeVisible();
  await expect(page.getByText('device.removed')).toBeVisible();
  await page.getByRole('button', { name: '再试一次' }).click();
  await expect(page.locator('.camera-outline')).toBeVisible({ timeout: 60_000 });
});
