/** The link of the screens behind the lock: a call that is refused because the screen is locked is made again once it is not. */
import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import { isAppError } from '#shared/errors.ts';
import { isAsyncIterator } from '#shared/is-async-iterator.ts';
import type { LockGate } from '../state/lock-gate.ts';

/** These are about the lock itself. */
const ownFolder = 'session';

const isLocked = (error: unknown): boolean => isAppError(error) && error.code === 'session.locked';

/** The host refuses before it does anything, so that a call which is made again is done once. */
export class GatedLink implements ClientLink<ClientContext> {
  readonly #inner: ClientLink<ClientContext>;
  readonly #gate: LockGate;

  constructor(inner: ClientLink<ClientContext>, gate: LockGate) {
    this.#inner = inner;
    this.#gate = gate;
  }

  async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
    if (path[0] === ownFolder) return this.#inner.call(path, input, options);
    const ask = () => this.#ask(() => this.#inner.call(path, input, options), options.signal);
    const output = await ask();
    return isAsyncIterator(output) ? this.#stream(output, async () => (await ask()) as AsyncIterator<unknown>) : output;
  }

  async #ask(call: () => Promise<unknown>, signal: AbortSignal | undefined): Promise<unknown> {
    for (;;) {
      await this.#gate.whenOpen(signal);
      const { openings } = this.#gate;
      try {
        return await call();
      } catch (error) {
        if (!isLocked(error)) throw error;
        if (this.#gate.openings === openings) this.#gate.shut();
      }
    }
  }

  /** The host ends streams when it locks; they go on afterwards. */
  #stream(first: AsyncIterator<unknown>, again: () => Promise<AsyncIterator<unknown>>): AsyncIterableIterator<unknown> {
    let current = first;
    let { openings } = this.#gate;
    const gate = this.#gate;
    return {
      async next() {
        for (;;) {
          try {
            return await current.next();
          } catch (error) {
            if (!isLocked(error)) throw error;
            if (gate.openings === openings) gate.shut();
            current = await again();
            openings = gate.openings;
          }
        }
      },
      return: async () => (await current.return?.()) ?? { done: true, value: undefined },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}
