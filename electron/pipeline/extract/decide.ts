/** Decides which values may pass without a person: sure by the fitted confidence, and with nothing that speaks against them. */
import { fieldConfidence, shippedConfidenceModel } from '#shared/confidence/field-confidence.ts';
import type { ConfidenceModel } from '#shared/confidence/field-confidence.ts';
import { mayBeLookAlike } from '#shared/confidence/look-alikes.ts';
import type { DocumentType } from '#shared/document-types/index.ts';
import type { Field } from '#shared/page.ts';
import { regionHead } from '#shared/validators/address.ts';
import { readIdNumber } from '#shared/validators/id-number.ts';
import { warningProblem } from '#shared/validators/validator.ts';
import { findAgreements } from './agreement.ts';
import type { Agreements } from './agreement.ts';
import { featuresOf, isProved, isUsual } from './features.ts';
import { hasLost, isCut, isWhole } from './whole-lines.ts';
import type { FieldDraft } from './field-draft.ts';

/** Least probability of a value's worst character; drawn pages hold too few weak characters that are wrong for a model to learn this. */
const weakest = { witnessed: 0.5, known: 0.7, alone: 0.9 } as const;

function hasWeakCharacter(draft: FieldDraft, agreements: Agreements): boolean {
  const witnessed = isWitnessed(draft, agreements);
  // A misread character hardly ever makes another value of a closed list, or the same mistake twice.
  const known = (isUsual(draft.definition, draft.value) && /\p{Script=Han}/u.test(draft.value)) || draft.repeated;
  const limit = witnessed ? weakest.witnessed : known ? weakest.known : weakest.alone;
  const cells = draft.reading?.cells ?? [];
  const head = draft.definition.validators.includes('address') ? regionHead(cells.map(({ char }) => char).join('')) : 0;
  return cells.some(({ confidence }, index) => confidence < (index < head ? Math.min(limit, weakest.known) : limit));
}

/**
 * A name with a character that the reader surely gives for another one passes only where the paper's code says the same: reading it
 * twice, or anywhere else on the paper, would repeat the mistake.
 */
const mayBeMisnamed = ({ definition, reading }: FieldDraft, { codeAgreed }: Agreements): boolean =>
  definition.validators.includes('person-name') &&
  !codeAgreed.has(definition.key) &&
  (reading?.cells ?? []).some(({ char, confidence }) => mayBeLookAlike(char, confidence));

const isWitnessed = (draft: FieldDraft, { agreed, codeAgreed }: Agreements): boolean =>
  isProved(draft) || agreed.has(draft.definition.key) || codeAgreed.has(draft.definition.key);

/**
 * Ink goes on beyond the value, its line shows more characters than were read, or lines may have lost what stood between them: none of
 * this leaves a trace in the text. A check digit or another field makes good for it.
 */
export function isReadWhole(draft: FieldDraft, agreements: Agreements): boolean {
  const { reading, lines } = draft;
  if (!reading || isWitnessed(draft, agreements)) return true;
  return isWhole(reading.cells, lines) && !isCut(reading.cells, lines) && !hasLost(reading.cells, lines);
}

/** What the data of the field asks for besides confidence. */
function mayPass(draft: FieldDraft, agreements: Agreements): boolean {
  const { accept, key } = draft.definition;
  const { agreed, codeAgreed } = agreements;
  if (accept === 'never' || hasWeakCharacter(draft, agreements) || mayBeMisnamed(draft, agreements)) return false;
  if (!isReadWhole(draft, agreements)) return false;
  if (accept === 'proved') return isProved(draft);
  if (accept === 'agreed') return agreed.has(key) || codeAgreed.has(key);
  return true;
}

/** A person compares the code's value with the paper: the print itself could not be read. */
function fromCode({ definition, code }: FieldDraft): Field | null {
  if (!code) return null;
  const { value, box } = code;
  return { key: definition.key, value, raw: '', confidence: 0.5, status: 'review', problems: [warningProblem('field.from-code')], box };
}

function fieldOf(draft: FieldDraft, agreements: Agreements, model: ConfidenceModel): Field {
  const { definition, reading, value, problems } = draft;
  const features = featuresOf(draft, agreements);
  if (!features && !reading?.unclear) {
    const coded = fromCode(draft);
    if (coded) return coded;
  }
  const confidence = features ? fieldConfidence(features, model) : 0;
  const missing = value === '' && !reading?.unclear;
  const sure =
    confidence >= model.threshold && problems.length === 0 && !reading?.unclear && !reading?.byTextOnly && mayPass(draft, agreements);
  return {
    key: definition.key,
    value,
    raw: reading?.raw ?? '',
    confidence: Math.round(confidence * 10_000) / 10_000,
    status: sure ? 'accepted' : 'review',
    problems: [
      ...problems,
      ...(reading?.unclear ? [warningProblem('field.choice-unclear')] : []),
      ...(missing && !problems.some(({ code }) => code === 'field.slot-empty') ? [warningProblem('field.not-found')] : []),
    ],
    box: reading?.box ?? null,
  };
}

/** A date with a digit below this may have been misread; one that was read surely and differs is a contradiction. */
const unsureDigit = 0.95;

/** One digit of a date, misread. */
const differsInOne = (left: string, right: string): boolean =>
  left.length === right.length && [...left].filter((char, index) => char !== right[index]).length === 1;

/**
 * A birth date or sex that could not be read, or a date with one other digit, follows from a number whose check digit holds; a person
 * compares it with the paper.
 */
function fromNumber(draft: FieldDraft, drafts: readonly FieldDraft[], type: DocumentType): FieldDraft {
  const { key } = draft.definition;
  const rule = type.agreements.find(({ kind, left }) => left === key && kind.endsWith('-of-id-number'));
  const number = drafts.find(({ definition }) => definition.key === rule?.right);
  const stated = number && isProved(number) ? readIdNumber(number.value) : null;
  const value = rule?.kind === 'sex-of-id-number' ? stated?.sex : stated?.birthDate;
  const unsure = (draft.reading?.cells ?? []).some(({ confidence }) => confidence < unsureDigit);
  const misread = typeof value === 'string' && unsure && /\d/.test(value) && differsInOne(draft.value, value);
  return value && (draft.value === '' || misread) ? { ...draft, value, problems: [warningProblem('field.from-number')] } : draft;
}

/** Drafts with the contradictions among them as problems, and what agrees. */
export function weighDrafts(drafts: readonly FieldDraft[], type: DocumentType): { drafts: FieldDraft[]; agreements: Agreements } {
  const agreements = findAgreements(drafts, type);
  return {
    agreements,
    drafts: drafts.map((unfilled) => {
      const draft = fromNumber(unfilled, drafts, type);
      const contradiction = agreements.contradicted.get(draft.definition.key);
      return contradiction ? { ...draft, problems: [...draft.problems, contradiction] } : draft;
    }),
  };
}

/** @param drafts in the order of the document type, which is the order of the result */
export function decideFields(drafts: readonly FieldDraft[], type: DocumentType, model: ConfidenceModel = shippedConfidenceModel): Field[] {
  const weighed = weighDrafts(drafts, type);
  return weighed.drafts.map((draft) => fieldOf(draft, weighed.agreements, model));
}
