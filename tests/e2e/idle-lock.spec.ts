/** A screen that nobody touches: warned, covered with the dialog that stood open, and as it was for the same person; fresh for another. */
import { expect, test } from '@playwright/test';
import { picturePath, startDesk } from './desk.ts';
import type { Desk } from './desk.ts';
import { chooseOwnPassword, signIn } from './staff.ts';

let desk: Desk;
test.beforeAll(async () => {
  desk = await startDesk('counter', 'admin');
});
test.afterAll(() => desk.stop());
test.use({ viewport: { width: 1366, height: 768 } });

const cover = '.lock-cover';

test('an open dialog with what was typed is covered at the limit, and there again after the password', async ({ page }) => {
  await page.clock.install();
  await signIn(page, desk.urls[1]!, 'admin', 'Change-Me-Now-1');
  await chooseOwnPassword(page, 'Change-Me-Now-1', 'Nanning-Hall-2026');
  await page.getByRole('link', { name: '账号', exact: true }).click();
  await page.getByRole('button', { name: '新建账号' }).click();
  const name = page.getByRole('dialog').locator('#displayName');
  await name.fill('王芳');

  await page.clock.fastForward('14:30');
  await expect(page.getByText(/再过 \d+ 秒自动锁定/)).toBeVisible();
  await page.screenshot({ path: picturePath('idle-countdown') });
  await page.keyboard.press('Shift');
  await expect(page.getByText(/秒自动锁定/)).toHaveCount(0);
  await page.clock.fastForward('14:30');
  await expect(page.locator(cover)).toHaveCount(0);
  await page.clock.fastForward('00:31');

  await expect(page.locator(cover)).toBeVisible();
  await expect(name).toBeHidden();
  await page.screenshot({ path: picturePath('idle-lock') });
  // The keyboard reaches nothing but the cover.
  for (let press = 0; press < 12; press++) {
    await page.keyboard.press('Tab');
    expect(
      await page.evaluate(
        (selector) => document.activeElement?.closest(selector) !== null || document.activeElement === document.body,
        cover,
      ),
    ).toBe(true);
  }
  await page.locator(`${cover} input`).fill('wrong-Pass-1');
  await page.keyboard.press('Enter');
  await expect(page.locator(cover).getByText('账号或密码不对')).toBeVisible();
  await page.locator(`${cover} input`).fill('Nanning-Hall-2026');
  await page.keyboard.press('Enter');
  await expect(page.locator(cover)).toHaveCount(0);
  await expect(name).toBeVisible();
  await expect(name).toHaveValue('王芳');
});

test('locked by hand; a reload shows nothing but the lock; another person begins at the start', async ({ page }) => {
  await signIn(page, desk.urls[0]!, 'clerk', 'Demo-Window-1');
  await page.getByText('没有在办的办件').waitFor();
  await page.keyboard.press('F2');
  await expect(page.getByText('经营场所使用证明')).toBeVisible();
  await page.getByRole('button', { name: '锁定' }).click();
  await expect(page.locator(cover).getByText('演示收件员')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await page.reload();
  await expect(page.locator(cover).getByText('演示收件员')).toBeVisible();
  await expect(page.getByText('经营场所使用证明')).toHaveCount(0);
  await page.locator(cover).getByRole('button', { name: '换人登录' }).click();
  await page.getByLabel('账号').fill('reviewer');
  await page.getByLabel('密码', { exact: true }).fill('Demo-Window-1');
  await page.keyboard.press('Enter');
  await expect(page.getByText('演示审核员')).toBeVisible();
});
