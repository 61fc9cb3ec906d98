/** Check digits of the machine readable zone of ICAO 9303 (weights 7 3 1, mod 10). */

/** Check digit of a run of MRZ characters: digits as they are, A = 10 … Z = 35, `<` = 0. */
export function mrzCheckDigit(text: string): string {
  const value = (char: string): number => (/\d/.test(char) ? Number(char) : char === '<' ? 0 : char.charCodeAt(0) - 55);
  return String([...text].reduce((sum, char, index) => sum + value(char) * ([7, 3, 1][index % 3] ?? 0), 0) % 10);
}
