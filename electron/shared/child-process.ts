/** Child processes as both runtimes know them: the host's handle on a child, and the child's line to the host. */

/** What the host holds of a child. Buffers and typed arrays pass in messages, in both directions. */
export interface ChildLike {
  /** Undefined before the child runs and after it has ended. */
  readonly pid?: number | undefined;
  /** A message to a child that has ended is dropped. */
  send(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  /** Once, however the child ended or failed to start; the code is null when a signal ended it. */
  on(event: 'exit', listener: (code: number | null) => void): unknown;
  kill(signal?: 'SIGTERM' | 'SIGKILL'): unknown;
}

export type StartChildOptions = {
  args?: readonly string[];
  /** Added to the environment of the host; the place of the data key is always left out. */
  env?: Readonly<Record<string, string>>;
  execArgv?: readonly string[];
  /** Shown in process lists of Electron. */
  serviceName?: string;
};

/** @param modulePath absolute path of a `.ts` or `.js` file that is run as the child */
export type StartChild = (modulePath: string, options?: StartChildOptions) => ChildLike;

/** What a child process holds of its host. */
export interface ParentLike {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The host is gone: end. */
  onDisconnect(listener: () => void): void;
}

/** The parts of `process` that `parentOf` needs; Electron's utility processes have a `parentPort` instead of `send`. */
export type ChildSideProcess = {
  send?: ((message: unknown, handle: undefined, options: undefined, done: () => void) => unknown) | undefined;
  on(event: string, listener: (value: unknown) => void): unknown;
  parentPort?: {
    postMessage(message: unknown): void;
    on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  };
};

/** The line to the host of the process that calls it, e.g. `parentOf(process as ChildSideProcess)`; undefined when it was started by hand. */
export function parentOf(current: ChildSideProcess): ParentLike | undefined {
  const { parentPort } = current;
  if (parentPort) {
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => void parentPort.on('message', ({ data }) => listener(data)),
      // Electron ends utility processes with the host; there is no event to wait for.
      onDisconnect: () => undefined,
    };
  }
  if (!current.send) return undefined;
  return {
    // A host that was killed cannot take the message any more; `onDisconnect` tells, so the failed write is no error of its own.
    send: (message) => void current.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => void current.on('message', listener),
    onDisconnect: (listener) => void current.on('disconnect', () => listener()),
  };
}
