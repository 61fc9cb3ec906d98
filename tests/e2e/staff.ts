/** What every staff test does first: open the launch address and sign in. */
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

export async function signIn(page: Page, url: string, account: string, password: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('button', { name: '登录', exact: true })).toHaveCount(0);
}

/** After a sign-in with a password that somebody else knows. */
export async function chooseOwnPassword(page: Page, before: string, own: string): Promise<void> {
  await page.locator('#oldPassword').fill(before);
  await page.locator('#newPassword').fill(own);
  await page.locator('#again').fill(own);
  await page.keyboard.press('Enter');
}

const lateMs = 1_500;

/** The event streams of a page open as late as on a busy machine; nothing that happens before may be missed. */
export async function openStreamsLate(page: Page): Promise<void> {
  await page.routeWebSocket(/./, (screen) => {
    const host = screen.connectToServer();
    screen.onMessage((message) => {
      const isStream = message.toString().includes('/cases/watch');
      setTimeout(() => host.send(message), isStream ? lateMs : 0);
    });
  });
}

/** Against hanging: the recognizer shares two cores with the browser and the rest of the machine, which may need ten times as long as alone. */
export const recognitionMs = 400_000;
