/** A child process as its host sees it: Node's `fork` here, Electron's `utilityProcess` elsewhere. */
import { fork } from 'node:child_process';
import type { HostMessage } from './messages.ts';

export type ChildLike = {
  send(message: HostMessage): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, also when the process could not be started. */
  onExit(listener: () => void): void;
  kill(): void;
};

export type StartChild = (modulePath: string) => ChildLike;

/** The process inherits stderr, where only the runtime itself writes; drivers do not log. */
export const forkChild: StartChild = (modulePath) => {
  // Without execArgv the child would inherit the host's debugger port and the like.
  const child = fork(modulePath, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'json' });
  const exit = Promise.withResolvers<void>();
  child.once('exit', () => exit.resolve());
  child.on('error', () => exit.resolve());
  return {
    // A child that is just dying loses the message; its exit is reported anyway.
    send: (message) => child.connected && child.send(message, () => undefined),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => void exit.promise.then(listener),
    kill: () => child.kill('SIGKILL'),
  };
};
