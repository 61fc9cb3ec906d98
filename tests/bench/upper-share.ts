/** The honest end of a small share: what it may be at most after so many tries. */

/** Chance of at most `hits` among `tries` when the share is `share`. */
function chanceOfAtMost(hits: number, tries: number, share: number): number {
  let [term, sum] = [(1 - share) ** tries, 0];
  for (let count = 0; count <= hits; count += 1) {
    sum += term;
    term *= ((tries - count) / (count + 1)) * (share / (1 - share));
  }
  return sum;
}

/** Upper end of the two-sided 95 % interval of Clopper and Pearson. */
export function upperShare(hits: number, tries: number, tail = 0.025): number {
  if (tries === 0 || hits >= tries) return 1;
  let [low, high] = [hits / tries, 1];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (chanceOfAtMost(hits, tries, middle) > tail) low = middle;
    else high = middle;
  }
  return high;
}
