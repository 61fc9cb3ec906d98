/** 叫工作人员: a touch at the kiosk shows at the counter, and the clerk's answer shows at the kiosk. */
import { expect, test } from '@playwright/test';
import { picturePath, startDesk } from './desk.ts';
import type { Desk } from './desk.ts';
import { signIn } from './staff.ts';

let desk: Desk;
test.beforeAll(async () => {
  desk = await startDesk('kiosk', 'counter');
});
test.afterAll(() => desk.stop());

test('a clerk is called to the kiosk', async ({ browser }) => {
  test.setTimeout(120_000);
  const counter = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await signIn(counter, desk.urls[1]!, 'clerk', 'Demo-Window-1');
  const kiosk = await (await browser.newContext({ viewport: { width: 1080, height: 1920 }, hasTouch: true })).newPage();
  await kiosk.goto(desk.urls[0]!);
  await expect(counter.getByText('自助终端有人需要帮助')).toHaveCount(0);

  await kiosk.getByRole('button', { name: '叫工作人员' }).tap();
  await expect(kiosk.getByText('正在叫工作人员')).toBeVisible();
  await expect(counter.getByText('自助终端有人需要帮助')).toBeVisible();
  await counter.screenshot({ path: picturePath('counter-staff-call') });

  await counter.keyboard.press('F9');
  await expect(kiosk.getByText('工作人员马上就来')).toBeVisible();
  await expect(counter.getByText(/正在过去/)).toBeVisible();
  await expect(counter.getByText('自助终端有人需要帮助')).toHaveCount(0);
});
