/** Documents to the lines of the checklist: by type, and by whose paper it is. */
import { isApplicable } from '#shared/applicable-materials.ts';
import type { Case, Document } from '#shared/case.ts';
import { likeness } from '#shared/same-value.ts';
import type { MaterialRequirement, ServiceItem } from '#shared/service-item.ts';

type Acceptable = MaterialRequirement['anyOf'][number];

/** One misread character of three still speaks for the same holder. */
const minLikeness = 0.6;

const valueOf = (document: Document, key: string): string => document.fields.find((field) => field.key === key)?.value ?? '';

/**
 * How well a document suits: 3 = its holder is the one named, 2..3 = nearly, 1 = nothing is known about the holder,
 * 0.5 = a holder is named but this paper does not tell its own, 0 = somebody else's or another type.
 */
function suits(document: Document, { documentType, holder }: Acceptable, documents: readonly Document[]): number {
  if (document.documentType !== documentType) return 0;
  if (!holder) return 1;
  const own = valueOf(document, holder.fieldKey);
  const named = documents
    .filter((other) => other.documentType === holder.equalsDocumentType)
    .map((other) => valueOf(other, holder.equalsFieldKey));
  const known = named.filter((value) => value !== '');
  if (known.length === 0) return 1;
  if (own === '') return 0.5;
  const best = Math.max(...known.map((value) => likeness(own, value)));
  return best >= minLikeness ? 2 + best : 0;
}

function suitsMaterial(document: Document, material: MaterialRequirement, documents: readonly Document[]): number {
  const scores = material.anyOf.map((acceptable) => suits(document, acceptable, documents));
  const own = material.anyOf.filter(({ documentType }) => documentType === document.documentType);
  // Somebody else by one rule and unknown by the other is still somebody else.
  const refused = own.some((acceptable) => acceptable.holder && suits(document, acceptable, documents) === 0);
  const best = Math.max(...scores);
  return refused && best < 2 ? 0 : best;
}

/** Places what is not placed yet, best fits first; a line takes one document of each type. */
export function placeDocuments(documents: readonly Document[], item: ServiceItem, answers: Case['answers']): Document[] {
  const slotOf = new Map(documents.filter(({ placedBy }) => placedBy === 'person').map(({ id, slotId }) => [id, slotId]));
  const open = documents.filter(({ placedBy, duplicateOf }) => placedBy === 'machine' && duplicateOf === null);
  const materials = item.materials.filter((material) => isApplicable(material, answers));
  const fits = open
    .flatMap((document) => materials.map((material) => ({ document, material, score: suitsMaterial(document, material, documents) })))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  const taken = new Set(
    documents
      .filter(({ placedBy, slotId }) => placedBy === 'person' && slotId !== null)
      .map(({ slotId, documentType }) => `${slotId} ${documentType}`),
  );
  for (const { document, material } of fits) {
    const place = `${material.id} ${document.documentType}`;
    if (slotOf.has(document.id) || taken.has(place)) continue;
    slotOf.set(document.id, material.id);
    taken.add(place);
  }
  return documents.map((document) =>
    document.placedBy === 'person' ? document : { ...document, slotId: slotOf.get(document.id) ?? null },
  );
}
