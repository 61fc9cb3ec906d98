/** The oRPC link of the page: one line at a time, opened again with back-off, with errors of the closed list only. */
import { ORPCError } from '@orpc/client';
import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { AppError, errorFromJSON } from '#shared/errors.ts';
import { isAsyncIterator } from '#shared/is-async-iterator.ts';
import type { Line, OpenLine } from './line.ts';
import { resubscribe } from './resubscribe.ts';

export type ReconnectingLinkOptions = {
  open: OpenLine;
  /** How long a new call waits for a lost line before it fails with `connection-lost`. */
  waitMs?: number;
  /** First pause between two attempts; doubles up to `maximumPauseMs`. */
  pauseMs?: number;
  maximumPauseMs?: number;
};

type Connected = { link: RPCLink<ClientContext>; line: Line; lost: Promise<never>; isLost: () => boolean };

export class ReconnectingLink implements ClientLink<ClientContext> {
  readonly #options: Required<ReconnectingLinkOptions>;
  #current: Promise<Connected> | undefined;
  #attempts = 0;
  #wasConnected = false;
  #stopped = false;
  readonly #reconnectListeners = new Set<() => void>();

  constructor(options: ReconnectingLinkOptions) {
    this.#options = { waitMs: 10_000, pauseMs: 250, maximumPauseMs: 5_000, ...options };
  }

  /**
   * Calls `listener` after each reconnection, and again when a stream goes on: what was fetched before may be out of date.
   * @returns a function that stops it
   */
  onReconnect(listener: () => void): () => void {
    this.#reconnectListeners.add(listener);
    return () => this.#reconnectListeners.delete(listener);
  }

  /** Hangs up for good; later calls fail with `cancelled`. */
  async close(): Promise<void> {
    this.#stopped = true;
    const current = this.#current;
    this.#current = undefined;
    if (current) await current.then(({ line }) => line.close()).catch(() => undefined);
  }

  /**
   * A call that was under way when the line dropped fails with `connection-lost` and is not repeated: the host may have
   * done it. A stream is asked for again.
   */
  async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
    // Leaving a stream must reach the host even while nobody sends anything: only a signal does that.
    const left = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, left.signal]) : left.signal;
    const withSignal = { ...options, signal };
    const output = await this.#callOnce(path, input, withSignal);
    if (!isAsyncIterator(output)) return output;
    return resubscribe(output, async () => (await this.#callOnce(path, input, withSignal)) as AsyncIterator<unknown>, {
      left,
      signal,
      toError: (error) => this.#toError(error, signal),
      onResume: () => this.#tellReconnected(),
    });
  }

  async #callOnce(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
    const connected = await this.#connected(options.signal);
    try {
      return await Promise.race([connected.link.call(path, input, options), connected.lost]);
    } catch (error) {
      throw connected.isLost() ? new AppError('connection-lost') : this.#toError(error, options.signal);
    }
  }

  #toError(error: unknown, signal: AbortSignal | undefined): unknown {
    if (signal?.aborted) return signal.reason;
    if (error instanceof ORPCError) return errorFromJSON({ code: error.code, details: error.data as object });
    // The line closes its queues with an error of its own; every other error here is a broken line, too.
    return error instanceof AppError ? error : new AppError('connection-lost');
  }

  async #connected(signal: AbortSignal | undefined): Promise<Connected> {
    signal?.throwIfAborted();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLong = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new AppError('connection-lost')), this.#options.waitMs);
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    try {
      return await Promise.race([(this.#current ??= this.#connect()), tooLong]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #connect(): Promise<Connected> {
    while (!this.#stopped) {
      try {
        const connected = this.#watch(await this.#options.open());
        this.#attempts = 0;
        if (this.#wasConnected) this.#tellReconnected();
        this.#wasConnected = true;
        return connected;
      } catch {
        const { pauseMs, maximumPauseMs } = this.#options;
        // Half of the pause is random, so that windows that lost the same host do not come back in step.
        const pause = Math.min(maximumPauseMs, pauseMs * 2 ** this.#attempts++) * (0.5 + Math.random() / 2);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    throw new AppError('cancelled');
  }

  #tellReconnected(): void {
    this.#reconnectListeners.forEach((listener) => listener());
  }

  #watch(line: Line): Connected {
    let isLost = false;
    const lost = new Promise<never>((_resolve, reject) => {
      line.addEventListener('close', () => {
        isLost = true;
        reject(new AppError('connection-lost'));
        if (this.#stopped) return;
        this.#current = this.#connect();
        this.#current.catch(() => undefined);
      });
    });
    lost.catch(() => undefined);
    return { link: new RPCLink({ websocket: line }), line, lost, isLost: () => isLost };
  }
}
