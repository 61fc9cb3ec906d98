/** Whether the date of this computer can be right: receipts and the audit log carry it. */
import { judgeClock } from '#shared/judge-clock.ts';
import { good, limited } from './check.ts';
import type { Check } from './check.ts';
import type { DataLook } from './data-look.ts';
import { clock, names } from './doctor-texts.ts';

/** @param now given by tests */
export function checkClock(look: () => Promise<DataLook>, now = () => new Date()): Check {
  return async () => {
    const seen = await look();
    // A log that cannot be read is another check's finding.
    const doubt = judgeClock(now(), seen.kind === 'seen' ? seen.newestLoggedAt : null);
    if (!doubt) return good(names.clock, now().toISOString());
    const detail = doubt.kind === 'behind-log' ? clock.behindLog(doubt.now, doubt.loggedAt) : clock.unlikely(doubt.now);
    return limited(names.clock, detail, clock.remedy);
  };
}
