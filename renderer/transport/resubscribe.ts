/** A stream that outlives the line it runs on: when the line drops, it is asked for again and goes on. */
import { isAppError } from '#shared/errors.ts';

type Options = {
  signal: AbortSignal | undefined;
  /** Turns what the transport threw into an AppError, or into the reason of an aborted signal. */
  toError: (error: unknown) => unknown;
};

/**
 * Events sent while the line was down are lost; the host's streams begin with the present state, or say `changed`.
 * @param again asks for the stream once more; waits until there is a line
 */
export function resubscribe(
  first: AsyncIterator<unknown>,
  again: () => Promise<AsyncIterator<unknown>>,
  { signal, toError }: Options,
): AsyncIterableIterator<unknown> {
  let current = first;
  let ended = false;
  const end = async (): Promise<IteratorResult<unknown>> => {
    ended = true;
    await current.return?.().catch(() => undefined);
    return { done: true, value: undefined };
  };
  const isLost = (error: unknown) => isAppError(error) && error.code === 'connection-lost';

  async function next(): Promise<IteratorResult<unknown>> {
    while (!ended) {
      try {
        const result = await current.next();
        ended = result.done === true;
        return result;
      } catch (thrown) {
        const error = toError(thrown);
        if (ended || signal?.aborted || !isLost(error)) throw error;
        current = await askAgain();
      }
    }
    return { done: true, value: undefined };
  }

  async function askAgain(): Promise<AsyncIterator<unknown>> {
    for (;;) {
      try {
        const stream = await again();
        if (ended) await stream.return?.();
        return stream;
      } catch (thrown) {
        const error = toError(thrown);
        // The host may be away for longer than one call is willing to wait; a stream waits on.
        if (ended || signal?.aborted || !isLost(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  }

  return {
    next,
    return: end,
    async throw(error) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
