/** The simulator's time: the real one, or one that runs faster so that tests do not wait for motors and lamps. */
import { setTimeout as wait } from 'node:timers/promises';

export type Clock = {
  /** Milliseconds since some start. */
  now(): number;
  wait(ms: number): Promise<void>;
};

/** @param speed 100 = a minute of the device passes in 0.6 s */
export function createClock(speed = 1): Clock {
  const startedAt = performance.now();
  return {
    now: () => (performance.now() - startedAt) * speed,
    wait: async (ms) => {
      if (ms > 0) await wait(ms / speed);
    },
  };
}
