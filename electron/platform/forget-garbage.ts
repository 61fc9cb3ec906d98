/** Makes this process's runtime give up, and overwrite, what nobody refers to any more. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Answers and timers that still hold a session's values end within seconds. */
const settleMs = 5_000;

/** Later and once, however often it is asked for meanwhile. */
export function createGarbageForgetter(): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      setFlagsFromString('--expose-gc');
      setFlagsFromString('--clear-free-memory');
      (runInNewContext('gc') as () => void)();
    }, settleMs).unref();
  };
}
