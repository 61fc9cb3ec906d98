/** Threads of their own for model runs: several runs at a time on several cores, and the calling thread stays free. */
import { Worker } from 'node:worker_threads';
import { AppError, errorFromJSON, toAppError } from '#shared/errors.ts';
import type { SerializedError } from '#shared/errors.ts';
import { observed } from './session.ts';
import type { FloatTensor, ModelSession, RowMaxima } from './session.ts';

/** To a lane: make the model ready, and run it if something is wanted. The lane answers each message once, in order. */
export type LaneRequest = { modelPath: string; lighten: boolean; threads: number } & (
  | { wanted: 'nothing' }
  | { wanted: 'output' | 'maxima'; input: FloatTensor }
);
type Output = FloatTensor | RowMaxima | null;
export type LaneReply = { output: Output } | { error: SerializedError };

type LaneSessionOptions = {
  lighten?: boolean;
  /**
   * The model runs seldom and needs much memory: only the first lane loads it, and runs it with as many threads as there are
   * lanes. Otherwise each lane has a copy and runs it with one.
   */
  alone?: boolean;
};

export type SessionLanes = {
  /** Models load on first use. The samples of an input move to the lane: the caller's array is empty afterwards. */
  createSession(modelPath: string, options?: LaneSessionOptions): ModelSession;
  /** Ends the threads; runs under way fail with `cancelled`. */
  close(): Promise<void>;
};

/** Runs that a lane has at hand, so that it goes on while the calling thread has no time for it. */
export const askedAhead = 3;

/**
 * One thread inside a run and several runs side by side read a page faster than several threads inside each run: the runs
 * are short, and threads inside them wait for each other at every layer (docs/decisions/0007).
 */
export function createSessionLanes(count: number): SessionLanes {
  const lanes = Array.from({ length: count }, () => ({ ...createLane(), asked: 0 }));
  const waiting: (() => void)[] = [];
  async function withLane<T>(work: (lane: Lane) => Promise<T>): Promise<T> {
    const freest = () => lanes.reduce((best, lane) => (lane.asked < best.asked ? lane : best));
    while (freest().asked >= askedAhead) await new Promise<void>((resolve) => waiting.push(resolve));
    const lane = freest();
    lane.asked++;
    try {
      return await work(lane);
    } finally {
      lane.asked--;
      waiting.shift()?.();
    }
  }
  return {
    createSession(modelPath, { lighten = false, alone = false } = {}) {
      const model = { modelPath, lighten, threads: alone ? count : 1 };
      const run = <T extends Output>(wanted: 'output' | 'maxima') =>
        observed(modelPath, (input) => {
          const ask = (lane: Lane) => lane.ask({ ...model, wanted, input }) as Promise<T>;
          return alone ? ask(lanes[0]!) : withLane(ask);
        });
      return {
        run: run<FloatTensor>('output'),
        runForMaxima: run<RowMaxima>('maxima'),
        async warmUp() {
          const asked = alone ? lanes.slice(0, 1) : lanes;
          await Promise.all(asked.map((lane) => lane.ask({ ...model, wanted: 'nothing' })));
        },
        close: () => Promise.resolve(),
      };
    },
    async close() {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

type Lane = { ask(request: LaneRequest): Promise<Output>; close(): Promise<void> };
type Asked = { resolve: (output: Output) => void; reject: (error: AppError) => void };

/** A thread that starts when it is first asked and keeps the process alive only while it works. */
function createLane(): Lane {
  let worker: Worker | undefined;
  const asked: Asked[] = [];
  const fail = (error: AppError) => asked.splice(0).forEach(({ reject }) => reject(error));
  function start(): Worker {
    const thread = new Worker(new URL('./session-lane.ts', import.meta.url));
    thread.on('message', (reply: LaneReply) => {
      const first = asked.shift();
      if (asked.length === 0) thread.unref();
      if ('error' in reply) first?.reject(errorFromJSON(reply.error));
      else first?.resolve(reply.output);
    });
    thread.on('error', (error) => {
      worker = undefined;
      fail(toAppError(error));
    });
    thread.on('exit', () => {
      if (worker === thread) worker = undefined;
      fail(new AppError('cancelled'));
    });
    return thread;
  }
  return {
    ask(request) {
      const thread = (worker ??= start());
      return new Promise((resolve, reject) => {
        asked.push({ resolve, reject });
        thread.ref();
        thread.postMessage(request, request.wanted === 'nothing' ? [] : [request.input.data.buffer as ArrayBuffer]);
      });
    },
    async close() {
      await worker?.terminate();
    },
  };
}
