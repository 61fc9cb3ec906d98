/** `intake accept-store`: an administrator goes on with a database that the start does not trust. */
import { errorText } from '#shared/error-texts.ts';
import { AppError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { createNodePlatform } from '../platform/node-platform.ts';
import { acceptStore } from '../store/accept-store.ts';

export async function runAcceptStore(account: string): Promise<void> {
  const { dataFolder, loadKey } = createNodePlatform();
  const done = await acceptStore({ dataFolder, key: await loadKey(), account }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'forbidden') console.error(`${account} 不是这份数据里可用的管理员账号。`);
    throw error;
  });
  if (!done) return console.log('数据没有问题，不需要确认。');
  const { title } = errorText({ code: done.code as ErrorCode, details: {} }, 'zh');
  console.log(`已确认：${title}（${done.code}），操作日志里记有 ${account}。`);
  console.log(`确认前的数据库留底在 ${done.evidence}。`);
  console.log(
    `没有记录的文件 ${done.tidied.movedAside} 个已移入隔离区，可在“数据安全”里放回；没有图像的页 ${done.tidied.pagesWithoutFile} 页。现在可以启动收件台。`,
  );
}
