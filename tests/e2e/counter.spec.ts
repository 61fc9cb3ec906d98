/** The clerk's whole job by keyboard: new case, scan, look at what is doubtful, confirm, submit, receipt with a case number. */
import { expect, test } from '@playwright/test';
import { picturePath, startDesk } from './desk.ts';
import type { Desk } from './desk.ts';
import { openStreamsLate, recognitionMs, signIn } from './staff.ts';

let desk: Desk;
test.beforeAll(async () => {
  desk = await startDesk('counter');
});
test.afterAll(() => desk.stop());
test.use({ viewport: { width: 1920, height: 1080 } });

test('a stack of paper becomes a case number', async ({ page }) => {
  test.setTimeout(1_200_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await openStreamsLate(page);
  await signIn(page, desk.urls[0]!, 'clerk', 'Demo-Window-1');

  await expect(page.getByText('没有在办的办件')).toBeVisible();
  await page.keyboard.press('F2');
  await page.getByRole('radio', { name: '是', exact: true }).nth(0).check();
  await page.getByRole('radio', { name: '是', exact: true }).nth(1).check();
  await page.screenshot({ path: picturePath('counter-new-case') });
  await page.keyboard.press('Control+Enter');

  await page.getByText('把材料放进进纸器').waitFor();
  await page.keyboard.press('F2');
  await expect(page.getByText('本次 16 页已安全保存')).toBeVisible({ timeout: recognitionMs });
  await expect(page.getByText('识别中')).toHaveCount(0, { timeout: recognitionMs });
  await expect(page.getByText('材料已齐').first()).toBeVisible();
  await page.screenshot({ path: picturePath('counter-intake') });

  await page.keyboard.press('F8');
  await expect(page.getByText(/还有 \d+ 项存疑/)).toBeVisible();
  await page.screenshot({ path: picturePath('counter-review') });
  const open = async (): Promise<number> =>
    Number(
      /还有 (\d+) 项/.exec(
        (await page
          .getByText(/还有 \d+ 项存疑|存疑内容已全部核对/)
          .first()
          .textContent()) ?? '',
      )?.[1] ?? 0,
    );
  for (let left = await open(); left > 0; left = await open()) {
    const before = left;
    await page.keyboard.press('Enter');
    await expect.poll(open, { timeout: 40_000 }).toBeLessThan(before);
  }

  await page.keyboard.press('Control+Enter');
  const send = page.getByRole('button', { name: '确认并提交' });
  await expect(send).toBeFocused();
  await page.screenshot({ path: picturePath('counter-confirm') });
  await page.keyboard.press('Enter');
  await expect(page.locator('.receipt-number')).toHaveText(/^\d{15,}$/, { timeout: 60_000 });
  await page.screenshot({ path: picturePath('counter-receipt') });
  expect(problems).toEqual([]);
});
