/** The screens of IT staff by themselves, on the gallery's invented host: what they type, what is kept of it, and what is refused. */
import { expect, test } from '@playwright/test';
import { openGallery } from './gallery.ts';
import type { Gallery } from './gallery.ts';

let gallery: Gallery;
test.beforeAll(async () => {
  gallery = await openGallery();
});
test.afterAll(() => gallery.close());
test.use({ viewport: { width: 1366, height: 768 } });

test('connection: what is typed is checked, saved in the units of people, and the secret is never shown again', async ({ page }) => {
  await page.goto(gallery.addressOf('admin/connection'));
  const address = page.getByLabel('接口地址');
  const secret = page.getByLabel('密钥');
  const limit = page.getByLabel('超时（秒）');
  const save = page.getByRole('button', { name: '保存' });
  const saved = page.getByText('已保存', { exact: true });
  await expect(address).toHaveValue('https://approval.example.cn/api');
  await expect(limit).toHaveValue('30');
  await expect(secret).toHaveAttribute('type', 'password');
  await expect(secret).toHaveValue('');

  // Neither an address that is none nor an empty one leaves the form.
  const refused = page.locator('.ant-form-item-explain-error');
  for (const [typed, reason] of [
    ['approval', '不是一个有效的url'],
    ['', '请填写'],
  ] as const) {
    await address.fill(typed);
    await save.click();
    await expect(refused.filter({ hasText: reason })).toBeVisible();
  }

  // Another place is not sent the secret of this one.
  await address.fill('https://other.example.cn/api');
  await expect(refused).toHaveCount(0);
  await save.click();
  await expect(page.getByText('请输入客户端密钥', { exact: false })).toBeVisible();

  await secret.fill('a new secret');
  await limit.fill('45');
  await save.click();
  await expect(saved).toBeVisible();
  await expect(page.getByText('请输入客户端密钥', { exact: false })).toHaveCount(0);
  await expect(secret).toHaveValue('');

  // Kept by the host, not just on the screen: another screen and back.
  await page.getByRole('link', { name: '账号' }).click();
  await expect(address).toHaveCount(0);
  await page.getByRole('link', { name: '审批系统' }).click();
  await expect(address).toHaveValue('https://other.example.cn/api');
  await expect(limit).toHaveValue('45');
  await expect(secret).toHaveValue('');

  // At the same place the stored secret stays: nothing is asked for.
  await expect(saved).toHaveCount(0);
  await limit.fill('20');
  await save.click();
  await expect(saved).toBeVisible();
  await expect(refused).toHaveCount(0);
});

test('connection: the test says how far away the system is, or why it was not reached', async ({ page }) => {
  await page.goto(gallery.addressOf('admin/connection'));
  const address = page.getByLabel('接口地址');
  await page.getByRole('button', { name: '测试连接' }).click();
  await expect(page.getByText('样例市政务服务平台')).toBeVisible();
  await expect(page.getByText('38 毫秒')).toBeVisible();
  await address.fill('https://bad.example.cn/api');
  await page.getByRole('button', { name: '测试连接' }).click();
  await expect(page.getByText('样例市政务服务平台')).toHaveCount(0);
  await expect(page.getByText('30000 毫秒')).toBeVisible();
});
