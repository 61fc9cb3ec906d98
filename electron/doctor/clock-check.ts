/** Whether the date of this computer can be right: receipts and the audit log carry it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { judgeClock } from '#shared/judge-clock.ts';
import type { Platform } from '../platform/platform.ts';
import { createStore } from '../store/sqlite-store.ts';
import { good, limited } from './check.ts';
import type { Check } from './check.ts';

const remedy = '核对日期、时间和时区，打开自动对时；收件凭证和操作日志都用它';

/** @param now given by tests */
export function checkClock(platform: Pick<Platform, 'dataFolder' | 'loadKey'>, now = () => new Date()): Check {
  return async () => {
    const doubt = judgeClock(now(), await newestLogged(platform));
    if (!doubt) return good('本机时钟', now().toISOString());
    const detail =
      doubt.kind === 'behind-log'
        ? `本机时钟可能不对：现在是 ${doubt.now}，最近一条操作日志却记在 ${doubt.loggedAt}`
        : `本机时钟可能不对：${doubt.now}`;
    return limited('本机时钟', detail, remedy);
  };
}

/** Null when there is none, or when it cannot be read: that is another check's finding. */
async function newestLogged({ dataFolder, loadKey }: Pick<Platform, 'dataFolder' | 'loadKey'>): Promise<string | null> {
  if (!existsSync(join(dataFolder, 'intake.db'))) return null;
  try {
    const store = await createStore({ dataFolder, key: await loadKey() });
    const [newest] = await store.audit.list({ limit: 1 }).finally(() => store.close());
    return newest?.at ?? null;
  } catch {
    return null;
  }
}
