/** One recognizer child process seen from the host: one page at a time, a deadline, and what becomes of it when it dies. */
import type { ChildLike, StartChild } from '#shared/child-process.ts';
import { AppError, errorFromJSON } from '#shared/errors.ts';
import type { Recognition } from '#shared/page.ts';
import type { RecognizeOptions } from '../pipeline/recognizer.ts';
import type { FromChild, ModelVersions, PageOptions, ToChild } from './messages.ts';

export type RecognizerChildOptions = {
  startChild: StartChild;
  modulePath: string;
  deadlineMs: number;
  env: Readonly<Record<string, string>>;
};

export type RecognizerChild = {
  /** False once the process has ended or was given up. */
  readonly alive: boolean;
  /** @throws AppError of the page, `recognizer.crashed`, `recognizer.timeout`, `cancelled` */
  recognize(bytes: Uint8Array, options: RecognizeOptions): Promise<Recognition>;
  /** @throws AppError `recognizer.model-missing`, `recognizer.model-mismatch`, `recognizer.crashed` */
  models(): Promise<ModelVersions>;
  /** As last told by the child. */
  memory(): { rssBytes: number; peakRssBytes: number };
  close(): void;
};

type Task = { page: number; options: RecognizeOptions; resolve: (recognition: Recognition) => void; reject: (error: AppError) => void };

/** How long a cancelled child may finish the model run it is in. */
const cancelGraceMs = 5_000;

type State = {
  child: ChildLike;
  alive: boolean;
  task: Task | null;
  nextPage: number;
  memory: { rssBytes: number; peakRssBytes: number };
  ready: PromiseWithResolvers<ModelVersions>;
};

export function createRecognizerChild({ startChild, modulePath, deadlineMs, env }: RecognizerChildOptions): RecognizerChild {
  const child = startChild(modulePath, { env, serviceName: 'recognizer' });
  const state: State = {
    child,
    alive: true,
    task: null,
    nextPage: 1,
    memory: { rssBytes: 0, peakRssBytes: 0 },
    ready: Promise.withResolvers<ModelVersions>(),
  };
  // Asked for only by `models()`; a child that dies first must not count as an unhandled error.
  state.ready.promise.catch(() => undefined);
  child.on('message', (message) => receive(state, message as FromChild));
  child.on('exit', () => giveUp(state, new AppError('recognizer.crashed')));
  return {
    get alive() {
      return state.alive;
    },
    recognize: (bytes, options) => recognize(state, bytes, options, deadlineMs),
    models: () => state.ready.promise,
    memory: () => state.memory,
    close() {
      state.alive = false;
      // It keeps nothing on disk, and asked politely it would read its page to the end first.
      child.kill('SIGKILL');
      state.ready.reject(new AppError('cancelled'));
      state.task?.reject(new AppError('cancelled'));
    },
  };
}

const send = ({ child }: State, message: ToChild) => child.send(message);

function recognize(state: State, bytes: Uint8Array, options: RecognizeOptions, deadlineMs: number): Promise<Recognition> {
  if (!state.alive) return Promise.reject(new AppError('recognizer.crashed'));
  const { promise, resolve, reject } = Promise.withResolvers<Recognition>();
  const page = state.nextPage++;
  state.task = { page, options, resolve, reject };
  const deadline = setTimeout(() => giveUp(state, new AppError('recognizer.timeout', { deadlineMs })), deadlineMs);
  let grace: NodeJS.Timeout | undefined;
  const cancel = () => {
    send(state, { kind: 'cancel', page });
    grace = setTimeout(() => giveUp(state, new AppError('cancelled')), cancelGraceMs);
  };
  options.signal?.addEventListener('abort', cancel, { once: true });
  send(state, { kind: 'recognize', page, bytes, options: transferable(options) });
  return promise.finally(() => {
    clearTimeout(deadline);
    clearTimeout(grace);
    options.signal?.removeEventListener('abort', cancel);
    state.task = null;
  });
}

function transferable({ dpi, documentType, formLabels, taughtTypes, done }: RecognizeOptions): PageOptions {
  return {
    dpi,
    ...(documentType ? { documentType } : {}),
    ...(formLabels ? { formLabels } : {}),
    ...(taughtTypes ? { taughtTypes } : {}),
    ...(done ? { done } : {}),
  };
}

/** Ends the process and answers whoever waits. */
function giveUp(state: State, error: AppError): void {
  if (state.alive) state.child.kill('SIGKILL');
  state.alive = false;
  state.ready.reject(error);
  state.task?.reject(error);
}

function receive(state: State, message: FromChild): void {
  if (message.kind === 'ready') {
    state.memory = { rssBytes: message.rssBytes, peakRssBytes: Math.max(message.rssBytes, state.memory.peakRssBytes) };
    return state.ready.resolve(message.models);
  }
  if (message.kind === 'unfit') return giveUp(state, errorFromJSON(message.error));
  const { task } = state;
  if (!task || task.page !== message.page) return;
  if (message.kind === 'step') return task.options.onStep?.(message.step, message.result);
  if (message.kind === 'renditions') return task.options.onRenditions?.(message.renditions);
  state.memory = { rssBytes: message.rssBytes, peakRssBytes: message.peakRssBytes };
  if (message.kind === 'done') return task.resolve(message.recognition);
  return task.reject(errorFromJSON(message.error));
}
