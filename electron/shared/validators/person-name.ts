/** Names of persons: Chinese characters, with a middle dot (stored as U+00B7) in transliterated names. */
import { compact, warningProblem } from './validator.ts';
import type { Validator } from './validator.ts';

const chineseName = /^[\p{Script=Han}]{2,6}$/u;
const transliterated = /^[\p{Script=Han}]{1,15}(?:·[\p{Script=Han}]{1,15}){1,4}$/u;
const latinName = /^[A-Z][A-Z ,.'-]{1,60}$/i;

export const personName: Validator = {
  id: 'person-name',
  checkDigit: false,
  validate(value) {
    // Machine readable zones write `<` for a space.
    const spaced = value.replace(/[<\s]+/g, ' ').trim();
    if (latinName.test(spaced)) return { normalised: spaced, problems: [] };
    const normalised = compact(value)
      .replace(/[•・．.‧∙●]/g, '·')
      .replace(/^·|·$/g, '');
    const usual = normalised === '' || chineseName.test(normalised) || transliterated.test(normalised);
    return { normalised, problems: usual ? [] : [warningProblem('person-name.unusual')] };
  },
};
