/** Letters that OCR reads for digits; a repair counts only when a check digit proves it. */

const digitForLetter: Readonly<Record<string, string>> = { O: '0', D: '0', Q: '0', I: '1', L: '1', Z: '2', S: '5', G: '6', B: '8' };

/** Replaces look-alike letters at the given positions (all when absent); the value in upper case. */
export function lettersToDigits(value: string, positions?: (index: number) => boolean): string {
  return [...value.toUpperCase()].map((char, index) => (positions && !positions(index) ? char : (digitForLetter[char] ?? char))).join('');
}
