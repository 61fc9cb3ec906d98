/** What is known of a reading, as the numbers that the confidence model weighs. */
import { logOdds } from '#shared/confidence/field-confidence.ts';
import type { FieldFeatures } from '#shared/confidence/field-confidence.ts';
import type { FieldDefinition } from '#shared/document-types/index.ts';
import { isWholeAddress, startsWithRegion } from '#shared/validators/address.ts';
import { findValidator } from '#shared/validators/index.ts';
import type { Agreements } from './agreement.ts';
import type { FieldDraft } from './field-draft.ts';
import { pitchOf } from './read-field.ts';
import type { Pitch } from './read-field.ts';
import type { Reading } from './reading.ts';
import { hasLost, isCut, isWhole } from './whole-lines.ts';

const flag = (holds: boolean): number => (holds ? 1 : 0);

/** Letter-spaced print is wider for a reason; titles are. */
const maxLoose = 0.3;
/** More lines than this are no worse. */
const maxFurtherLines = 4;

function linesOf(reading: Reading): number {
  return new Set(reading.cells.map(({ line }) => line)).size;
}

/** True when a validator with a check digit has passed the value. */
export const isProved = ({ definition, reading, problems }: Pick<FieldDraft, 'definition' | 'reading' | 'problems'>): boolean =>
  problems.length === 0 &&
  definition.validators.some((id) => {
    const validator = findValidator(id);
    return validator?.checkDigit === true && (validator.proves?.(reading?.raw ?? '') ?? true);
  });

/** How much wider the value's characters stand than the page's; of Chinese ones and of narrow ones the wider kind counts. */
function looseness(own: Pitch, page: Pitch): number {
  const wider = (['han', 'narrow'] as const).flatMap((kind) => {
    const [mine, usual] = [own[kind], page[kind]];
    return mine === null || usual === null ? [] : [mine / usual - 1];
  });
  return Math.min(maxLoose, Math.max(0, ...wider));
}

/** Sex, ethnic group and boxes to tick have a closed list of their own. */
export const isUsual = ({ usual, validators, options }: FieldDefinition, value: string): boolean =>
  usual.some((one) => one.normalize('NFKC') === value.normalize('NFKC')) ||
  options.length > 0 ||
  validators.includes('sex') ||
  validators.includes('ethnicity');

const hasLostHead = ({ validators }: FieldDefinition, value: string): boolean => validators.includes('address') && !startsWithRegion(value);

function kindOf(definition: FieldDefinition) {
  const { validators, options, reach, labels } = definition;
  const name = validators.includes('person-name');
  const date = validators.some((id) => id.endsWith('date') || id === 'id-validity');
  const number = validators.some((id) => findValidator(id)?.checkDigit);
  const choice = options.length > 0;
  return {
    name: flag(name),
    date: flag(date),
    number: flag(number),
    choice: flag(choice),
    longText: flag(!name && !date && !number && !choice && reach !== 'line'),
    title: flag(labels.length === 0),
  };
}

/** Null when nothing was read. */
export function featuresOf(draft: FieldDraft, { agreed, codeAgreed }: Agreements): FieldFeatures | null {
  const { definition, reading, problems, value } = draft;
  if (!reading || value === '') return null;
  const probabilities = reading.cells.map(({ confidence }) => confidence);
  const allRight = probabilities.reduce((product, probability) => product * probability, 1);
  const proved = isProved(draft);
  const kind = kindOf(definition);
  const isWords = !kind.number && !kind.date && (value.match(/\p{Script=Han}/gu)?.length ?? 0) > value.length / 2;
  return {
    allRight: logOdds(allRight),
    worst: logOdds(Math.min(1, ...probabilities)),
    furtherLines: Math.min(maxFurtherLines, Math.max(0, linesOf(reading) - 1)),
    loose: kind.title ? 0 : looseness(pitchOf(reading.cells), draft.pitch),
    openEnd: flag(isWords && /\d$/.test(value)),
    cut: flag(isCut(reading.cells, draft.lines)),
    lost: flag(hasLost(reading.cells, draft.lines)),
    joined: flag(!isWhole(reading.cells, draft.lines)),
    oddStart: flag(hasLostHead(definition, value) || (isWords && /^[A-Za-z\d]\p{Script=Han}{2}/u.test(value) && !value.includes('元'))),
    foundByForm: flag(reading.found === 'pattern' || reading.found === 'zone'),
    misreadLabel: flag(reading.found === 'misread-label'),
    proved: flag(proved),
    formChecked: flag(!proved && problems.length === 0 && (definition.validators.length > 0 || definition.pattern !== undefined)),
    usual: flag(isUsual(definition, value) && problems.length === 0),
    whole: flag(definition.validators.includes('address') && isWholeAddress(value)),
    repeated: flag(draft.repeated),
    agreed: flag(agreed.has(definition.key)),
    codeAgreed: flag(codeAgreed.has(definition.key)),
    problems: flag(problems.length > 0),
    ...kind,
  };
}
