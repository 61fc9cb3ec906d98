/** The counter's screens by themselves, on the gallery's invented cases: what a clerk types and chooses, and what the screen makes of it. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { picturePath } from './desk.ts';
import { openGallery } from './gallery.ts';
import type { Gallery } from './gallery.ts';

let gallery: Gallery;
test.beforeAll(async () => {
  gallery = await openGallery();
});
test.afterAll(() => gallery.close());
test.use({ viewport: { width: 1366, height: 768 } });

const caseId = (last: number): string => `00000000-0000-4000-8000-00000000000${last}`;
const open = (page: Page, path: string) => page.goto(gallery.addressOf(`counter/case/${path}`));

test('intake: a jam is told with the sheet to put back, and the stack goes on from there', async ({ page }) => {
  await open(page, `${caseId(1)}?jam=2`);
  await page.getByText('把材料放进进纸器').waitFor();
  await page.keyboard.press('F2');
  await expect(page.getByRole('heading', { name: '第 3 页没有扫到，请放回并继续' })).toBeVisible();
  await expect(page.getByText('把第 3 页放回最上面；在它后面出来的纸也按顺序放回。')).toBeVisible();
  await page.keyboard.press('F2');
  await expect(page.getByText('本次 7 页已安全保存')).toBeVisible();
  await expect(page.getByText('识别中')).toHaveCount(0);
});

test('review: Enter confirms a doubtful value as typed and goes to the next', async ({ page }) => {
  await open(page, `${caseId(2)}/review`);
  await expect(page.getByText('还有 6 项存疑')).toBeVisible();
  const caret = page.locator(':focus');
  await expect(caret).toHaveValue('1380000OO17');
  await caret.fill('13800000017');
  await page.keyboard.press('Enter');
  await expect(page.getByText('还有 5 项存疑')).toBeVisible();
  await expect(caret).not.toHaveValue('13800000017');
  await expect(page.getByText('✓', { exact: false }).first()).toBeVisible();
});

test('confirm: what nobody may let through keeps the case here', async ({ page }) => {
  await open(page, `${caseId(2)}/review`);
  await expect(page.getByText('还有 6 项存疑')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('缺必要材料：代理人身份证')).toBeVisible();
  await expect(dialog.getByText('还有 6 项存疑没有核对')).toBeVisible();
  await expect(dialog.getByRole('button', { name: '确认并提交' })).toHaveCount(0);
});

test('confirm: one side of an ID card passes with a reason, and not without', async ({ page }) => {
  await open(page, `${caseId(6)}/review`);
  await page.getByText('存疑内容已全部核对').waitFor();
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('有 1 项必要材料没有齐')).toBeVisible();
  const send = dialog.getByRole('button', { name: '确认并提交' });
  await expect(send).toHaveCount(0);
  await dialog.getByRole('combobox').click();
  await page.screenshot({ path: picturePath('counter-confirm-one-side') });
  await page.getByText('已看过原件，材料完整').click();
  await expect(send).toBeVisible();
  await send.click();
  await expect(page).toHaveURL(/receipt/);
});
