/** Real-estate unit number (不动产单元号, GB/T 37346-2019): 28 characters in seven layers. */
import { compact, errorProblem, warningProblem } from './validator.ts';
import type { Validator } from './validator.ts';

/** county 6, zone 3, sub-zone 3, land right 2, land sequence 5, fixture 1, fixture unit 8 */
const form = /^\d{12}[GJZ][A-Z]\d{5}[FLQW]\d{8}$/;

export const realEstateUnitNumber: Validator = {
  id: 'real-estate-unit-number',
  checkDigit: false,
  validate(value) {
    const normalised = compact(value).toUpperCase();
    if (normalised === '') return { normalised, problems: [] };
    if (normalised.length !== 28)
      return { normalised, problems: [errorProblem('real-estate-unit-number.bad-length', { length: String(normalised.length) })] };
    if (!form.test(normalised)) return { normalised, problems: [errorProblem('real-estate-unit-number.bad-form')] };
    const strayFixture = normalised[19] === 'W' && normalised.slice(20) !== '00000000';
    return { normalised, problems: strayFixture ? [warningProblem('real-estate-unit-number.fixture-without-building')] : [] };
  },
};
