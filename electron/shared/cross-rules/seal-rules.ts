/** Whose seal lies on the papers of a slot: the text around it against the names that belong there, with both places as evidence. */
import type { CrossRule, EvidenceEnd } from './cross-rule.ts';
import { findEnd, slotDocuments } from './rule-values.ts';
import type { RuleContext } from './rule-values.ts';
import { compareSealName, isOfficeSeal } from './seal-name.ts';
import type { SealVerdict } from './seal-name.ts';

export type SealNameRule = Extract<CrossRule, { kind: 'seal-name' }>;
/** Null when it cannot be told. */
export type SealFinding = { holds: boolean | null; ends: EvidenceEnd[] };

/** Seals of this slot whose ring was read, each with its place. */
function legibleSeals(slotId: string, { current }: RuleContext): EvidenceEnd[] {
  return slotDocuments(current, slotId).flatMap(({ id, pageIds }) =>
    current.pages
      .filter((page) => pageIds.includes(page.id))
      .flatMap((page) =>
        (page.preparation?.seals ?? []).flatMap(({ text, box }) =>
          text ? [{ slotId, documentId: id, fieldKey: '', value: text, pageId: page.id, box }] : [],
        ),
      ),
  );
}

const order: readonly SealVerdict[] = ['same', 'near', 'differs', 'illegible'];

/** The kindest verdict over the names: a lease carries the seals of both parties. */
function bestVerdict(ring: string, names: readonly EvidenceEnd[]): { verdict: SealVerdict; name: EvidenceEnd | undefined } {
  const [best] = names
    .map((name) => ({ verdict: compareSealName(ring, name.value), name }))
    .toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  return best ?? { verdict: 'illegible', name: undefined };
}

/** Null where there is nothing to say: no seal that can be read, none but those of offices, or no name to compare with. */
export function checkSealName({ slotId, names }: SealNameRule, context: RuleContext): SealFinding | null {
  const known = names.flatMap((end) => {
    const found = findEnd(end, context);
    return found.state === 'found' ? [found.end] : [];
  });
  const ofOffice = known.some(({ value }) => isOfficeSeal(value));
  const judged = legibleSeals(slotId, context)
    .filter(({ value }) => ofOffice || !isOfficeSeal(value))
    .map((seal) => ({ seal, ...bestVerdict(seal.value, known) }))
    .filter(({ verdict }) => verdict !== 'illegible');
  const worst = judged.toSorted((a, b) => order.indexOf(b.verdict) - order.indexOf(a.verdict))[0];
  if (!worst?.name) return null;
  const holds = worst.verdict === 'same' ? true : worst.verdict === 'near' ? null : false;
  return { holds, ends: [worst.seal, worst.name] };
}
