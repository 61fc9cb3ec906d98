/** Check characters of invented numbers: GB 11643 (citizens), GB 11714 (organisations), GB 32100 (social credit codes). */

const citizenChecks = '10X98765432';

/** @param first17 region, birth date and sequence of a citizen number; @returns all 18 characters. */
export function completeCitizenNumber(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError('17 digits wanted');
  let sum = 0;
  // Weight of the position i from the left is 2^(17-i) mod 11 (ISO 7064 MOD 11-2).
  for (let index = 0; index < 17; index += 1) sum += Number(first17[index]) * (2 ** (17 - index) % 11);
  return first17 + (citizenChecks[sum % 11] as string);
}

const organizationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** @param first8 of `0-9A-Z`; @returns the nine characters of an organisation code, without the hyphen. */
export function completeOrganizationCode(first8: string): string {
  if (!/^[0-9A-Z]{8}$/.test(first8)) throw new RangeError('8 characters of 0-9A-Z wanted');
  const sum = organizationWeights.reduce((total, weight, index) => total + weight * Number.parseInt(first8[index] as string, 36), 0);
  const check = (11 - (sum % 11)) % 11;
  return first8 + (check === 10 ? 'X' : String(check));
}

/** Alphabet of GB 32100: no I, O, S, V, Z. */
export const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** @param first17 of the GB 32100 alphabet; @returns all 18 characters. */
export function completeUscc(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    const value = usccAlphabet.indexOf(character);
    if (value < 0) throw new RangeError('a character outside the GB 32100 alphabet');
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  if (first17.length !== 17) throw new RangeError('17 characters wanted');
  return first17 + (usccAlphabet[(31 - (sum % 31)) % 31] as string);
}
