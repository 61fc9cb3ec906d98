/** Threads of their own for model runs: several runs at a time on several cores, and the calling thread stays free. */
import { Worker } from 'node:worker_threads';
import { AppError, errorFromJSON, toAppError } from '#shared/errors.ts';
import type { SerializedError } from '#shared/errors.ts';
import { observed } from './session.ts';
import type { FloatTensor, ModelSession } from './session.ts';

/** To a lane: make the model ready, and run it if there is an input. The lane answers each message once, in order. */
export type LaneRequest = { modelPath: string; lighten: boolean; input: FloatTensor | null };
export type LaneReply = { output: FloatTensor | null } | { error: SerializedError };

export type SessionLanes = {
  /**
   * A session that every lane can run, each with one thread and its own copy of the model, loaded on first use.
   * The samples of an input move to the lane: the caller's array is empty afterwards.
   */
  createSession(modelPath: string, options?: { lighten?: boolean }): ModelSession;
  /** Ends the threads; runs under way fail with `cancelled`. */
  close(): Promise<void>;
};

/**
 * One thread inside a run and several runs side by side read a page faster than several threads inside each run: the runs
 * are short, and threads inside them wait for each other at every layer (docs/decisions/0007).
 */
export function createSessionLanes(count: number): SessionLanes {
  const lanes = Array.from({ length: count }, () => createLane());
  const waiting: ((lane: Lane) => void)[] = [];
  const free = [...lanes];
  async function withLane<T>(work: (lane: Lane) => Promise<T>): Promise<T> {
    const lane = free.pop() ?? (await new Promise<Lane>((resolve) => waiting.push(resolve)));
    try {
      return await work(lane);
    } finally {
      const next = waiting.shift();
      if (next) next(lane);
      else free.push(lane);
    }
  }
  return {
    createSession(modelPath, { lighten = false } = {}) {
      const runOnce = async (input: FloatTensor) =>
        (await withLane((lane) => lane.ask({ modelPath, lighten, input })))!;
      return {
        run: observed(modelPath, runOnce),
        async warmUp() {
          await Promise.all(lanes.map((lane) => lane.ask({ modelPath, lighten, input: null })));
        },
        close: () => Promise.resolve(),
      };
    },
    async close() {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

type Lane = { ask(request: LaneRequest): Promise<FloatTensor | null>; close(): Promise<void> };
type Asked = { resolve: (output: FloatTensor | null) => void; reject: (error: AppError) => void };

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
        thread.postMessage(request, request.input ? [request.input.data.buffer as ArrayBuffer] : []);
      });
    },
    async close() {
      await worker?.terminate();
    },
  };
}
