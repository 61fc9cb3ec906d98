/** A stream that outlives the line it runs on: when the line drops, it is asked for again and goes on. */
import { AppError, isAppError } from '#shared/errors.ts';

type Options = {
  /** Aborted when the reader leaves. */
  left: AbortController;
  /** Aborts with `left` and with the caller's own signal. */
  signal: AbortSignal;
  /** Turns what the transport threw into an AppError, or into the reason of an aborted signal. */
  toError: (error: unknown) => unknown;
  /** Called when the stream goes on after a drop. */
  onResume: () => void;
};

/**
 * Events sent while the line was down are lost: what was fetched before `onResume` may be out of date.
 * @param again asks for the stream once more; waits until there is a line
 */
export function resubscribe(
  first: AsyncIterator<unknown>,
  again: () => Promise<AsyncIterator<unknown>>,
  { left, signal, toError, onResume }: Options,
): AsyncIterableIterator<unknown> {
  let current = first;
  let ended = false;
  const end = async (): Promise<IteratorResult<unknown>> => {
    ended = true;
    left.abort(new AppError('cancelled'));
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
        if (ended) break;
        if (signal.aborted || !isLost(error)) throw error;
        const resumed = await askAgain();
        if (!resumed) break;
        current = resumed;
        onResume();
      }
    }
    return { done: true, value: undefined };
  }

  /** Undefined when the reader left meanwhile. */
  async function askAgain(): Promise<AsyncIterator<unknown> | undefined> {
    for (;;) {
      try {
        return await again();
      } catch (thrown) {
        const error = toError(thrown);
        if (ended) return undefined;
        // The host may be away for longer than one call is willing to wait; a stream waits on.
        if (signal.aborted || !isLost(error)) throw error;
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
