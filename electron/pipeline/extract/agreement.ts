/** What the fields of one paper, and its QR code, say about each other. */
import type { DocumentType } from '#shared/document-types/index.ts';
import type { Problem } from '#shared/page.ts';
import { namesSame } from '#shared/cross-rules/seal-name.ts';
import { checkIdValidity } from '#shared/validators/id-validity.ts';
import { readIdNumber } from '#shared/validators/id-number.ts';
import { warningProblem } from '#shared/validators/validator.ts';
import type { FieldDraft } from './field-draft.ts';

/** What one field says about another: true = they agree, false = they contradict, null = nothing. */
type Verdict = { agrees: boolean | null; proves: string[] };

type Agreement = DocumentType['agreements'][number];

export type Agreements = {
  /** Keys of fields that another field confirms. */
  agreed: ReadonlySet<string>;
  /** Keys of fields that the paper's code confirms. */
  codeAgreed: ReadonlySet<string>;
  contradicted: ReadonlyMap<string, Problem>;
};

function judge({ kind, left, right, total }: Agreement, drafts: ReadonlyMap<string, FieldDraft>): Verdict {
  const [a, b] = [drafts.get(left), drafts.get(right)];
  if (!a?.value || !b?.value) return { agrees: null, proves: [] };
  if (kind === 'same') return { agrees: a.value === b.value, proves: [left, right] };
  if (kind === 'sum') return judgeSum(a.value, b.value, drafts.get(total ?? '')?.value, [left, right, total ?? '']);
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

/** Net and tax make the total; a cent is lost in rounding. */
function judgeSum(net: string, tax: string, whole: string | undefined, proves: string[]): Verdict {
  const numbers = [net, tax, whole ?? ''].map((text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN));
  const off = Math.abs(numbers[0]! + numbers[1]! - numbers[2]!);
  return { agrees: Number.isNaN(off) ? null : off < 0.015, proves };
}

/** A code may repeat only the end of a long number. */
const minTail = 5;
const agreesWithCode = (printed: string, coded: string): boolean =>
  printed === coded || (/^\d+$/.test(coded) && coded.length >= minTail && coded.length < printed.length && printed.endsWith(coded));

/** Shorter names may be part of another. */
const minOnSeal = 6;
const saysOnSeal = (ring: string, value: string): boolean => value.length >= minOnSeal && namesSame(ring, value);

export function findAgreements(drafts: readonly FieldDraft[], type: DocumentType): Agreements {
  const byKey = new Map(drafts.map((draft) => [draft.definition.key, draft]));
  const agreed = new Set<string>();
  const codeAgreed = new Set<string>();
  const contradicted = new Map<string, Problem>();
  for (const agreement of type.agreements) {
    const { agrees, proves } = judge(agreement, byKey);
    if (agrees === true) proves.forEach((key) => agreed.add(key));
    if (agrees !== false) continue;
    for (const key of proves) {
      const other = proves.find((one) => one !== key) ?? key;
      contradicted.set(key, warningProblem('field.disagrees', { other: byKey.get(other)?.definition.names.zh ?? other }));
    }
  }
  for (const { definition, value, code, again, reading, seals } of drafts) {
    if (again !== null && again !== '' && again === value) agreed.add(definition.key);
    if (reading && definition.onSeal && seals.some((ring) => saysOnSeal(ring, value))) agreed.add(definition.key);
    if (!code || !reading || value === '') continue;
    if (agreesWithCode(value, code.value)) codeAgreed.add(definition.key);
    else contradicted.set(definition.key, warningProblem('field.disagrees-with-code', { code: code.value }));
  }
  return { agreed, codeAgreed, contradicted };
}
