/** Repeatable random numbers, so that a failing round can be run again from its seed. */

/** Numbers in [0, 1): a linear congruential generator with the constants of C++'s minstd_rand. */
export function createRandom(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return (state - 1) / 2147483646;
  };
}
