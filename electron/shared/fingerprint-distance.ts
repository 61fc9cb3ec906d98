/** How many bits of two page fingerprints differ. */

/** @param one hexadecimal digits, as many as in `other`; prints of different length are wholly different */
export function fingerprintDistance(one: string, other: string): number {
  if (one.length !== other.length) return 4 * Math.max(one.length, other.length);
  let distance = 0;
  for (let at = 0; at < one.length; at++) {
    let bits = Number.parseInt(one[at]!, 16) ^ Number.parseInt(other[at]!, 16);
    for (; bits > 0; bits >>= 1) distance += bits & 1;
  }
  return distance;
}
