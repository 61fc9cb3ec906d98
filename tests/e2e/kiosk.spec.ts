/** The applicant's way at a self-service terminal: guided, large, and wiped at the end. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { picturePath, startDesk } from './desk.ts';
import type { Desk } from './desk.ts';
import { openStreamsLate, recognitionMs } from './staff.ts';

let desk: Desk;
test.beforeAll(async () => {
  desk = await startDesk('kiosk');
});
test.afterAll(() => desk.stop());
test.use({ viewport: { width: 1080, height: 1920 }, hasTouch: true });

const primary = (page: Page) => page.locator('.kiosk-primary');

test('an applicant hands in a stack of paper', async ({ page }) => {
  test.setTimeout(1_200_000);
  await openStreamsLate(page);
  await page.goto(desk.urls[0]!);
  await expect(page.getByText('政务服务自助收件')).toBeVisible();
  await page.screenshot({ path: picturePath('kiosk-start') });
  await primary(page).tap();
  await page.screenshot({ path: picturePath('kiosk-notice') });
  await primary(page).tap();
  await page.locator('.kiosk-card').first().tap();
  await page.screenshot({ path: picturePath('kiosk-question') });
  await page.locator('.kiosk-card').filter({ hasText: /^是/ }).tap();
  await page.locator('.kiosk-card').filter({ hasText: /^是/ }).tap();
  await page.locator('.kiosk-card').filter({ hasText: /^否/ }).tap();
  await page.screenshot({ path: picturePath('kiosk-feed') });
  await page.getByRole('button', { name: '准备好了，去扫描' }).tap();
  await page.getByRole('button', { name: '放好了，开始扫描' }).tap();
  await expect(page.getByText(/已收好 \d+ 页/)).toBeVisible({ timeout: recognitionMs });
  await page.screenshot({ path: picturePath('kiosk-scanning') });
  await expect(page.getByText('材料齐了')).toBeVisible({ timeout: recognitionMs });
  await page.screenshot({ path: picturePath('kiosk-result') });

  await page.getByRole('button', { name: '下一步：核对信息' }).tap();
  await expect(page.getByText(/还有 \d+ 项/)).toBeVisible();
  await page.screenshot({ path: picturePath('kiosk-confirm') });
  await answerAll(page);
  await page.screenshot({ path: picturePath('kiosk-summary') });
  await page.getByRole('button', { name: '确认提交' }).tap();
  await expect(page.locator('.kiosk-number')).toHaveText(/\d{15,}/, { timeout: 60_000 });
  await page.screenshot({ path: picturePath('kiosk-receipt') });
  await page.getByRole('button', { name: '办完了' }).tap();
  await page.screenshot({ path: picturePath('kiosk-done') });
  await page.getByRole('button', { name: '马上结束' }).tap();
  await expect(page.getByText('政务服务自助收件')).toBeVisible();
});

/** Confirms what was read; where nothing was read, types or chooses an answer. */
async function answerAll(page: Page): Promise<void> {
  const lead = page.getByText(/还有 \d+ 项/);
  const summary = page.getByRole('button', { name: '确认提交' });
  const left = async (): Promise<number> => {
    // Between two questions a busy machine shows neither for a while.
    await lead.or(summary).first().waitFor({ timeout: 40_000 });
    if (await summary.isVisible()) return 0;
    // The last question may give way to the summary just now.
    const text = await lead.textContent({ timeout: 2_000 }).catch(() => null);
    return text === null ? left() : Number(/(\d+)/.exec(text)?.[1] ?? 0);
  };
  for (let open = await left(); open > 0;) {
    const right = page.getByRole('button', { name: '对，没错' });
    const input = page.locator('.kiosk-input');
    if (await right.isVisible()) await right.tap();
    else if (await input.isVisible()) {
      await input.fill(await answerTo(page));
      await page.getByRole('button', { name: '改好了' }).tap();
    } else await page.locator('.kiosk-card').last().tap();
    const before = open;
    await expect.poll(left, { timeout: 40_000 }).toBeLessThan(before);
    open = await left();
  }
}

/** What the demo's operator would answer. */
async function answerTo(page: Page): Promise<string> {
  const question = (await page.locator('h2').textContent()) ?? '';
  if (question.includes('性别')) return '女';
  if (question.includes('民族')) return '壮';
  if (question.includes('出生')) return '1978-03-18';
  return '1';
}
