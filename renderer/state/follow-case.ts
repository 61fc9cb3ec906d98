/** The event stream of one case, opened again whenever it breaks. */
import type { CaseEvent } from '#shared/contract.ts';
import type { Client } from '../backend.ts';
import { errorOf } from './error-of.ts';

const reconnectMs = 1500;

export type CaseListener = {
  /** From now on everything is told; what happened before, since the view was fetched or the stream broke, was not. */
  opened(): void;
  told(event: CaseEvent): void;
};

/** Until `signal` aborts, or until the case may not be watched. */
export async function followCase(
  watch: Client['cases']['watch'],
  caseId: string,
  signal: AbortSignal,
  { opened, told }: CaseListener,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const events = await watch({ caseId }, { signal });
      opened();
      for await (const event of events) told(event);
    } catch (error) {
      if (signal.aborted || ['forbidden', 'not-found', 'session.signed-out'].includes(errorOf(error).code)) return;
    }
    await new Promise((resolve) => setTimeout(resolve, reconnectMs));
  }
}
