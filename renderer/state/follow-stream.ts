/** An event stream of the host, opened again whenever it breaks. */
import { errorOf } from './error-of.ts';

const reconnectMs = 1500;
const refusals = ['forbidden', 'session.signed-out'];

export type StreamListener<T> = {
  /** From now on everything is told; what happened before, since the view was fetched or the stream broke, was not. */
  opened?(): void;
  told(event: T): void;
};

/** Until `signal` aborts, or until the host refuses the stream. @param final what else ends it, error codes */
export async function followStream<T>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
  signal: AbortSignal,
  { opened, told }: StreamListener<T>,
  final: readonly string[] = [],
): Promise<void> {
  while (!signal.aborted) {
    try {
      const events = await open(signal);
      opened?.();
      for await (const event of events) told(event);
    } catch (error) {
      if (signal.aborted || [...refusals, ...final].includes(errorOf(error).code)) return;
    }
    await new Promise((resolve) => setTimeout(resolve, reconnectMs));
  }
}
