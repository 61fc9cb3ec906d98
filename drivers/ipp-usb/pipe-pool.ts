/** The pipes of one open device: each carries one request at a time, so as many requests run in parallel as there are pipes. */
import { AppError } from '#shared/errors.ts';
import type { EsclRequest, EsclResponse } from '../escl/exchange.ts';
import { throwIfCancelled, untilCancelled } from '../escl/pause.ts';
import type { HttpPipe, PipeState } from './http-pipe.ts';

export class PipePool {
  readonly #free: HttpPipe[];
  readonly #waiting: ((pipe: HttpPipe | null) => void)[] = [];
  readonly #busy = new Map<HttpPipe, Promise<void>>();
  /** Told once, when the device must be opened anew. */
  readonly #onBroken: (state: PipeState) => void;
  #lostPipe = false;
  #closed = false;

  constructor(pipes: readonly HttpPipe[], onBroken: (state: PipeState) => void) {
    this.#free = [...pipes];
    this.#onBroken = onBroken;
  }

  /**
   * @param waitMs for a free pipe
   * @throws AppError as Exchange does; `device.busy` when no pipe became free
   */
  async exchange(request: EsclRequest, waitMs: number): Promise<EsclResponse> {
    throwIfCancelled(request.signal);
    // Its pipes belong to a connection that is being closed.
    if (this.#closed) throw lost();
    // In turn, so that a pipe with a fault is not met only when two are needed.
    const pipe = this.#free.shift() ?? (await this.#awaitFree(waitMs, request.signal));
    const { answer, finished } = this.#begin(pipe, request);
    const done = finished.then((state) => {
      this.#busy.delete(pipe);
      if (state === 'ready') this.#giveBack(pipe);
      else if (state === 'needs-reset') this.#lostPipe = true;
      else this.#breakDown(state);
      // A reset ends every conversation, so a page on another pipe comes to its end first.
      if (this.#lostPipe && this.#busy.size === 0) this.#breakDown('needs-reset');
    });
    this.#busy.set(pipe, done);
    return answer;
  }

  /** Lets answers under way come to their end for so long, then cuts them off. */
  async close(patienceMs: number): Promise<void> {
    this.#breakDown('ready');
    if (this.#busy.size === 0) return;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, patienceMs);
    await Promise.race([Promise.all(this.#busy.values()), late]);
    clearTimeout(timer);
    for (const pipe of this.#busy.keys()) pipe.abandon();
    await Promise.all(this.#busy.values());
  }

  #begin(pipe: HttpPipe, request: EsclRequest): ReturnType<HttpPipe['send']> {
    try {
      return pipe.send(request);
    } catch (error) {
      this.#giveBack(pipe);
      throw error;
    }
  }

  async #awaitFree(waitMs: number, signal: AbortSignal | undefined): Promise<HttpPipe> {
    const { promise, resolve } = Promise.withResolvers<HttpPipe | null>();
    this.#waiting.push(resolve);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      resolve(null);
    }, waitMs);
    try {
      const pipe = await (signal ? untilCancelled(promise, signal) : promise);
      if (!pipe) throw late ? new AppError('device.busy', { reason: 'all-usb-pipes-busy' }) : lost();
      return pipe;
    } finally {
      clearTimeout(timer);
      const at = this.#waiting.indexOf(resolve);
      if (at >= 0) this.#waiting.splice(at, 1);
      // Cancelled in the moment in which a pipe became free: it goes to the next one.
      else if (signal?.aborted) void promise.then((pipe) => pipe && this.#giveBack(pipe));
    }
  }

  #giveBack(pipe: HttpPipe): void {
    if (this.#closed) return;
    const next = this.#waiting.shift();
    if (next) next(pipe);
    else this.#free.push(pipe);
  }

  #breakDown(state: PipeState): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const resolve of this.#waiting.splice(0)) resolve(null);
    this.#onBroken(state);
  }
}

function lost(): AppError {
  return new AppError('device.connection-lost', { reason: 'usb-reset' });
}
