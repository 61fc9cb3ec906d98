/** Check digits of the machine readable zone of ICAO 9303 (weights 7 3 1, mod 10). */

/** Check digit of a run of MRZ characters: digits as they are, A = 10 … Z = 35, `<` = 0. */
export function mrzCheckDigit(text: string): string {
  const value = (char: string): number => (/\d/.test(char) ? Number(char) : char === '<' ? 0 : char.charCodeAt(0) - 55);
  return String([...text].reduce((sum, char, index) => sum + value(char) * ([7, 3, 1][index % 3] ?? 0), 0) % 10);
}

/** True when all five check digits of the second line of a passport (TD3, 44 characters) hold. */
export function hasGoodMrzChecks(line: string): boolean {
  if (!/^[A-Z0-9<]{44}$/.test(line)) return false;
  const runs: readonly [text: string, check: string][] = [
    [line.slice(0, 9), line.slice(9, 10)],
    [line.slice(13, 19), line.slice(19, 20)],
    [line.slice(21, 27), line.slice(27, 28)],
    [line.slice(28, 42), line.slice(42, 43)],
    [line.slice(0, 10) + line.slice(13, 20) + line.slice(21, 43), line.slice(43)],
  ];
  // An unused optional run may carry `<` for its check digit 0.
  return runs.every(([text, check]) => mrzCheckDigit(text) === (check === '<' ? '0' : check));
}
