/** Vehicle identification number: 17 characters without I, O, Q; the check digit at place 9 is required in China (GB 16735-2019). */
import { compact, errorProblem, warningProblem } from './validator.ts';
import type { Validator } from './validator.ts';

const values: Readonly<Record<string, number>> = Object.fromEntries(
  ['AJ', 'BKS', 'CLT', 'DMU', 'ENV', 'FW', 'GPX', 'HY', 'RZ'].flatMap((letters, index) =>
    [...letters].map((letter) => [letter, index + 1]),
  ),
);
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** The ninth character for the other sixteen. */
export function vinCheckCharacter(vin: string): string {
  const sum = weights.reduce((total, weight, index) => {
    const char = vin[index] ?? '';
    return total + weight * (/\d/.test(char) ? Number(char) : (values[char] ?? 0));
  }, 0);
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

const looksLike: Readonly<Record<string, string>> = { I: '1', O: '0', Q: '0' };

export const vehicleIdentificationNumber: Validator = {
  id: 'vin',
  checkDigit: true,
  validate(value) {
    const read = compact(value).toUpperCase();
    if (read === '') return { normalised: '', problems: [] };
    if (read.length !== 17) return { normalised: read, problems: [errorProblem('vin.bad-length', { length: String(read.length) })] };
    const repaired = read.replace(/[IOQ]/g, (char) => looksLike[char] ?? char);
    if (!/^[0-9A-Z]{17}$/.test(repaired)) return { normalised: read, problems: [errorProblem('vin.bad-characters')] };
    const good = vinCheckCharacter(repaired) === repaired[8];
    if (repaired !== read)
      return good
        ? { normalised: repaired, problems: [warningProblem('vin.repaired', { read })] }
        : { normalised: read, problems: [errorProblem('vin.bad-characters')] };
    // Imported vehicles of other markets carry numbers without a check digit.
    return { normalised: read, problems: good ? [] : [warningProblem('vin.bad-check-digit')] };
  },
};
