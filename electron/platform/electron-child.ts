/** Starts a child process inside Electron, as a utility process. */
import type { utilityProcess as electronUtilityProcess } from 'electron';
import type { ChildLike, StartChildOptions } from '#shared/child-process.ts';
import { childEnvironment } from './child-environment.ts';
import type { Environment } from './platform.ts';

/** The one part of Electron's `utilityProcess` that is used. */
export type ForkUtility = Pick<typeof electronUtilityProcess, 'fork'>;

export function startElectronChild(
  utilityProcess: ForkUtility,
  modulePath: string,
  options: StartChildOptions = {},
  env: Environment = process.env,
): ChildLike {
  const { args = [], execArgv, serviceName } = options;
  const child = utilityProcess.fork(modulePath, [...args], {
    env: childEnvironment(env, options.env),
    stdio: ['ignore', 'ignore', 'inherit'],
    ...(execArgv ? { execArgv: [...execArgv] } : {}),
    ...(serviceName ? { serviceName } : {}),
  });
  return {
    get pid() {
      return child.pid;
    },
    send: (message) => child.postMessage(message),
    on(event: 'message' | 'exit', listener: (value: never) => void) {
      if (event === 'message') return child.on('message', listener as (message: unknown) => void);
      return child.on('exit', listener as (code: number) => void);
    },
    kill(signal = 'SIGTERM') {
      // `kill()` of a utility process only asks; a child that hangs in native code needs the real thing.
      if (signal === 'SIGKILL' && child.pid !== undefined) return process.kill(child.pid, 'SIGKILL');
      return child.kill();
    },
  };
}
