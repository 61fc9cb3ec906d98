/** Whether the date of this computer can be right: receipts and the audit log carry it. */
import { judgeClock } from '#shared/judge-clock.ts';
import { good, limited } from './check.ts';
import type { Check } from './check.ts';
import type { DataLook } from './data-look.ts';

const remedy = '核对日期、时间和时区，打开自动对时；收件凭证和操作日志都用它';

/** @param now given by tests */
export function checkClock(look: () => Promise<DataLook>, now = () => new Date()): Check {
  return async () => {
    const seen = await look();
    // A log that cannot be read is another check's finding.
    const doubt = judgeClock(now(), seen.kind === 'seen' ? seen.newestLoggedAt : null);
    if (!doubt) return good('本机时钟', now().toISOString());
    const detail =
      doubt.kind === 'behind-log'
        ? `本机时钟可能不对：现在是 ${doubt.now}，最近一条操作日志却记在 ${doubt.loggedAt}`
        : `本机时钟可能不对：${doubt.now}`;
    return limited('本机时钟', detail, remedy);
  };
}
