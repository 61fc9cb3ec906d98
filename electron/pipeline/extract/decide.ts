/** Decides which values may pass without a person: only what a check digit, a second field or very sure characters support. */
import type { DocumentType, FieldDefinition } from '#shared/document-types/index.ts';
import type { Field, Problem } from '#shared/page.ts';
import { checkIdValidity } from '#shared/validators/id-validity.ts';
import { readIdNumber } from '#shared/validators/id-number.ts';
import { findValidator } from '#shared/validators/index.ts';
import { warningProblem } from '#shared/validators/validator.ts';
import type { Reading } from './read-field.ts';

export type Draft = { definition: FieldDefinition; reading: Reading | null; value: string; problems: Problem[] };

/** Mean and least probability of the characters that each way of acceptance asks for. */
const thresholds = {
  proved: { mean: 0.85, least: 0.4 },
  agreed: { mean: 0.9, least: 0.5 },
  confident: { mean: 0.97, least: 0.9 },
} as const;
/** What a reading loses for how it was found. */
const foundFactor: Readonly<Record<Reading['found'], number>> = { label: 1, pattern: 0.95, 'misread-label': 0.85 };

/** What one field says about another: true = they agree, false = they contradict, null = nothing. */
type Verdict = { agrees: boolean | null; proves: string[] };

type Agreement = DocumentType['agreements'][number];

function judge({ kind, left, right }: Agreement, drafts: ReadonlyMap<string, Draft>): Verdict {
  const [a, b] = [drafts.get(left), drafts.get(right)];
  if (!a?.value || !b?.value) return { agrees: null, proves: [] };
  if (kind === 'same') return { agrees: a.value === b.value, proves: [left, right] };
  if (kind === 'id-validity-period') {
    const unusual = checkIdValidity(b.value, a.value, null, b.value).length > 0;
    // Two dates a whole period apart prove each other; 长期 proves nothing about the start.
    return { agrees: unusual ? false : a.value === '长期' ? null : true, proves: [left, right] };
  }
  if (b.problems.length > 0) return { agrees: null, proves: [] };
  const stated = readIdNumber(b.value);
  const other = kind === 'birth-date-of-id-number' ? stated?.birthDate : stated?.sex;
  return { agrees: other ? other === a.value : null, proves: [left] };
}

function confidenceOf(reading: Reading): { mean: number; least: number } {
  const values = reading.cells.map(({ confidence }) => confidence);
  if (values.length === 0) return { mean: 0, least: 0 };
  return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, least: Math.min(...values) };
}

/** True when a validator with a check digit has passed the value. */
const isProved = ({ definition, problems }: Draft): boolean =>
  problems.length === 0 && definition.validators.some((id) => findValidator(id)?.checkDigit);

function statusOf(draft: Draft, agreed: boolean): Field['status'] {
  const { definition, reading, problems, value } = draft;
  if (!reading || !value || problems.length > 0 || reading.unclear) return 'review';
  const passes = (way: keyof typeof thresholds): boolean => {
    const { mean, least } = confidenceOf(reading);
    return mean >= thresholds[way].mean && least >= thresholds[way].least;
  };
  if (definition.accept === 'never') return 'review';
  if (definition.accept === 'proved') return isProved(draft) && passes('proved') ? 'accepted' : 'review';
  if (agreed && passes('agreed')) return 'accepted';
  // A character lost at the end of a line leaves no trace in the others: what runs over lines is looked at.
  const lines = new Set(reading.cells.map(({ line }) => line)).size;
  return definition.accept === 'confident' && lines === 1 && reading.found !== 'misread-label' && passes('confident')
    ? 'accepted'
    : 'review';
}

function fieldOf(draft: Draft, agreed: boolean): Field {
  const { definition, reading, value, problems } = draft;
  const missing = !reading || (value === '' && !reading.unclear);
  const factor = reading ? foundFactor[reading.found] * (problems.length > 0 ? 0.7 : 1) : 0;
  const { mean, least } = reading ? confidenceOf(reading) : { mean: 0, least: 0 };
  return {
    key: definition.key,
    value,
    raw: reading?.raw ?? '',
    // A value is only as good as its worst characters.
    confidence: Math.round(factor * (0.5 * mean + 0.5 * least) * 1000) / 1000,
    status: statusOf(draft, agreed),
    problems: [
      ...problems,
      ...(reading?.unclear ? [warningProblem('field.choice-unclear')] : []),
      ...(missing ? [warningProblem('field.not-found')] : []),
    ],
    box: reading?.box ?? null,
  };
}

/** @param drafts in the order of the document type, which is the order of the result */
export function decideFields(drafts: readonly Draft[], type: DocumentType): Field[] {
  const byKey = new Map(drafts.map((draft) => [draft.definition.key, draft]));
  const agreed = new Set<string>();
  const contradicted = new Map<string, Problem>();
  for (const agreement of type.agreements) {
    const { agrees, proves } = judge(agreement, byKey);
    if (agrees === true) proves.forEach((key) => agreed.add(key));
    if (agrees !== false) continue;
    for (const key of proves) {
      const other = key === agreement.left ? agreement.right : agreement.left;
      contradicted.set(key, warningProblem('field.disagrees', { other: byKey.get(other)?.definition.names.zh ?? other }));
    }
  }
  return drafts.map((draft) => {
    const contradiction = contradicted.get(draft.definition.key);
    const problems = contradiction ? [...draft.problems, contradiction] : draft.problems;
    return fieldOf({ ...draft, problems }, agreed.has(draft.definition.key));
  });
}
