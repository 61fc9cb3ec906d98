/** `intake accept-store`: an administrator goes on with a database that the start does not trust. */
import { errorText } from '#shared/error-texts.ts';
import { AppError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { createNodePlatform } from '../platform/node-platform.ts';
import { acceptStore } from '../store/accept-store.ts';
import { acceptStoreTexts } from './cli-texts.ts';

export async function runAcceptStore(account: string): Promise<void> {
  const { dataFolder, loadKey } = createNodePlatform();
  const done = await acceptStore({ dataFolder, key: await loadKey(), account }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'forbidden') console.error(acceptStoreTexts.noAdministrator(account));
    throw error;
  });
  if (!done) return console.log(acceptStoreTexts.nothingToAccept);
  const { title } = errorText({ code: done.code as ErrorCode, details: {} }, 'zh');
  console.log(acceptStoreTexts.accepted(title, done.code, account));
  console.log(acceptStoreTexts.evidence(done.evidence));
  console.log(acceptStoreTexts.tidied(done.tidied.movedAside, done.tidied.pagesWithoutFile));
}
