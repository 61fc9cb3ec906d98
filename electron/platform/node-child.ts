/** Starts a child process under plain Node. */
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { ChildLike, StartChildOptions } from '#shared/child-process.ts';
import { childEnvironment } from './child-environment.ts';
import { childArguments } from './seal-process.ts';
import type { Environment } from './platform.ts';

export function startNodeChild(modulePath: string, options: StartChildOptions = {}, env: Environment = process.env): ChildLike {
  const { args = [], execArgv } = options;
  const child = fork(modulePath, [...args], {
    env: childEnvironment(env, options.env),
    execArgv: childArguments(execArgv),
    // Structured clone: Buffers arrive as Buffers and not as JSON.
    serialization: 'advanced',
    // stdout belongs to the host's own output (the headless entry prints JSON there).
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const events = new EventEmitter();
  let ended = false;
  const end = (code: number | null) => {
    if (!ended) events.emit('exit', code);
    ended = true;
  };
  child.on('message', (message) => events.emit('message', message));
  child.on('exit', end);
  // Also emitted for messages to a child that has just ended: `exit` follows then, and comes here only when it never ran.
  child.on('error', () => {
    if (child.pid === undefined) end(null);
  });
  return {
    get pid() {
      return ended ? undefined : child.pid;
    },
    send: (message) => void (child.connected && child.send(message as object)),
    on: (event: 'message' | 'exit', listener: (value: never) => void) => events.on(event, listener as (value: unknown) => void),
    kill: (signal) => child.kill(signal),
  };
}
