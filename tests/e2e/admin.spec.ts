/** IT staff: first sign-in forces a new password; scanner test, connection test, and a dry run of the mapping on the last case. */
import { expect, test } from '@playwright/test';
import { picturePath, startDesk } from './desk.ts';
import type { Desk } from './desk.ts';
import { chooseOwnPassword, recognitionMs, signIn } from './staff.ts';

let desk: Desk;
test.beforeAll(async () => {
  desk = await startDesk('counter', 'admin');
});
test.afterAll(() => desk.stop());
test.use({ viewport: { width: 1920, height: 1080 } });

test('the mapping is tried on the last case before it is saved', async ({ browser, page }) => {
  test.setTimeout(1_200_000);
  const counter = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await signIn(counter, desk.urls[0]!, 'clerk', 'Demo-Window-1');
  await expect(counter.getByText('没有在办的办件')).toBeVisible();
  await counter.keyboard.press('F2');
  await expect(counter.getByText('经营场所使用证明')).toBeVisible();
  await counter.keyboard.press('Control+Enter');
  await counter.getByText('把材料放进进纸器').waitFor();
  await counter.keyboard.press('F2');
  await expect(counter.getByText('扫描完成')).toBeVisible({ timeout: recognitionMs });
  await expect(counter.getByText('识别中')).toHaveCount(0, { timeout: recognitionMs });
  await counter.context().close();

  await signIn(page, desk.urls[1]!, 'admin', 'Change-Me-Now-1');
  await chooseOwnPassword(page, 'Change-Me-Now-1', 'Nanning-Hall-2026');

  await expect(page.getByText('模拟扫描仪').first()).toBeVisible();
  await page.getByRole('button', { name: '修改' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '测试' }).click();
  await expect(page.getByText('可以使用')).toBeVisible({ timeout: 40_000 });
  await page.screenshot({ path: picturePath('admin-scanners') });
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: '审批系统' }).click();
  await page.getByRole('button', { name: '测试' }).click();
  await page.screenshot({ path: picturePath('admin-connection') });

  await page.getByRole('link', { name: '字段对应' }).click();
  await page.getByRole('button', { name: '用最近一件试运行' }).click();
  await expect(page.getByText('将发送')).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText('applicant.idNumber').last()).toBeVisible();
  await page.screenshot({ path: picturePath('admin-mapping-dry-run') });

  for (const [name, picture] of [
    ['账号', 'admin-accounts'],
    ['待发箱', 'admin-outbox'],
    ['运行状况', 'admin-status'],
  ] as const) {
    await page.getByRole('link', { name, exact: true }).click();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await page.screenshot({ path: picturePath(picture) });
  }
  await expect(page.getByText(/链完整|完整/).first()).toBeVisible();
});
