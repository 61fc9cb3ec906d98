/** Shut while the screen is covered: what the screens ask of the host waits behind it, so that nothing underneath changes. */
import { AppError } from '#shared/errors.ts';

export class LockGate {
  #waiting: PromiseWithResolvers<void> | null = null;
  #openings = 0;
  readonly #listeners = new Set<() => void>();

  get isShut(): boolean {
    return this.#waiting !== null;
  }

  /** Grows with every opening: a refusal that was on its way before one says nothing about now. */
  get openings(): number {
    return this.#openings;
  }

  shut(): void {
    if (this.#waiting) return;
    this.#waiting = Promise.withResolvers<void>();
    this.#waiting.promise.catch(() => undefined);
    this.#tell();
  }

  /** The same person is back: everything that waits goes on. */
  open(): void {
    this.#end()?.resolve();
  }

  /** Nobody is signed in any more, or somebody else: what waits is theirs no longer. */
  turnAway(): void {
    this.#end()?.reject(new AppError('session.signed-out'));
  }

  /** @throws AppError `session.signed-out` when it opened for somebody else, or the reason of `signal` */
  async whenOpen(signal?: AbortSignal): Promise<void> {
    if (!this.#waiting) return;
    signal?.throwIfAborted();
    const left = Promise.withResolvers<never>();
    const leave = () => left.reject(signal?.reason as Error);
    signal?.addEventListener('abort', leave, { once: true });
    try {
      await Promise.race([this.#waiting.promise, left.promise]);
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #end(): PromiseWithResolvers<void> | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#openings += 1;
    if (waiting) this.#tell();
    return waiting;
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Of this page. */
export const lockGate = new LockGate();
