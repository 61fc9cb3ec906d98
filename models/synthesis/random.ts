/** Seeded pseudo-random numbers: the same seed gives the same documents on every machine. */

export type Random = {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer, both ends included. */
  integer(min: number, max: number): number;
  /** Uniform in [min, max). */
  between(min: number, max: number): number;
  /** Roughly normal, mean 0, standard deviation 1 (sum of four uniforms, so never beyond ±3.47). */
  normal(): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** An independent stream; drawing more from it leaves this one untouched. */
  fork(label: string): Random;
};

/** xmur3-style mixing of a text into 32 bits. */
function hash(text: string): number {
  let state = 1779033703 ^ text.length;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 3432918353);
    state = (state << 13) | (state >>> 19);
  }
  state = Math.imul(state ^ (state >>> 16), 2246822507);
  state = Math.imul(state ^ (state >>> 13), 3266489909);
  return (state ^ (state >>> 16)) >>> 0;
}

/** Mulberry32: 32 bits of state, enough for drawing and fast enough for per-pixel noise. */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function createRandom(seed: number | string): Random {
  const origin = String(seed);
  const next = uniform(hash(origin));
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    integer,
    between: (min, max) => min + next() * (max - min),
    normal: () => (next() + next() + next() + next() - 2) * 1.7320508,
    chance: (probability) => next() < probability,
    pick<T>(from: readonly T[]): T {
      if (from.length === 0) throw new RangeError('nothing to pick from');
      return from[integer(0, from.length - 1)] as T;
    },
    fork: (label) => createRandom(`${origin}/${label}`),
  };
}
