/** One stream of events per case, from the services to every screen that watches it. */
import { EventPublisher } from '@orpc/server';
import type { CaseEvent, PageEvent } from '#shared/contract/case-view.ts';
import type { ScanProgress } from '#shared/device.ts';

export type CaseEvents = ReturnType<typeof createCaseEvents>;

export function createCaseEvents() {
  // A slow screen may miss old events but never the newest: it fetches the whole view on `changed`.
  const publisher = new EventPublisher<Record<string, CaseEvent>>({ maxBufferedEvents: 100 });
  return {
    changed: (caseId: string, revision: number) => publisher.publish(caseId, { kind: 'changed', revision }),
    page: (caseId: string, pageId: string, arrived: PageEvent['arrived'] = null) =>
      publisher.publish(caseId, { kind: 'page', pageId, arrived }),
    scan: (caseId: string, progress: ScanProgress) => publisher.publish(caseId, { kind: 'scan', progress }),
    /** Ends when `signal` aborts. */
    watch: (caseId: string, signal?: AbortSignal) => publisher.subscribe(caseId, signal ? { signal } : {}),
  };
}
