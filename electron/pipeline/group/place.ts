/** Documents to the materials of the checklist: by type, and by whose paper it is. */
import { isApplicable } from '#shared/checklist/applicable-materials.ts';
import type { Case, Document } from '#shared/case.ts';
import { notADocument, other } from '#shared/document-types/special-types.ts';
import type { GroupingReason } from '#shared/grouping-reason.ts';
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
  // A paper of no known kind goes only where nothing better wants to be.
  if (documentType === other.id || documentType === notADocument.id) return 0.2;
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

/** Why it is there, for the clerk. */
function placeReason(document: Document, material: MaterialRequirement, score: number): GroupingReason {
  const holder = material.anyOf.find(({ documentType }) => documentType === document.documentType)?.holder;
  if (!holder) return { code: 'only-type', pageId: null };
  if (score >= 2) return { code: 'holder', pageId: null, details: { documentType: holder.equalsDocumentType } };
  return { code: 'holder-unknown', pageId: null };
}

type Place = { slotId: string; reason: GroupingReason | null };

/** Lines that separator sheets name; papers under such a sheet go there whatever they are, the clerk sees what does not fit. */
function namedPlaces(
  open: readonly Document[],
  materials: readonly MaterialRequirement[],
  named: ReadonlyMap<string, string>,
): Map<string, Place> {
  const known = new Set(materials.map(({ id }) => id));
  return new Map(
    open.flatMap(({ id, documentType }): [string, Place][] => {
      const slotId = named.get(id);
      if (!slotId || !known.has(slotId) || documentType === notADocument.id) return [];
      return [[id, { slotId, reason: { code: 'separator-names-line', pageId: null } }]];
    }),
  );
}

/**
 * Places what is not placed yet, best fits first; a line takes one document of each type, unless it takes several.
 * @param named document id → line that the separator sheet before it names
 */
export function placeDocuments(
  documents: readonly Document[],
  item: ServiceItem,
  answers: Case['answers'],
  named: ReadonlyMap<string, string> = new Map(),
): Document[] {
  const open = documents.filter(({ placedBy, duplicateOf }) => placedBy === 'machine' && duplicateOf === null);
  const materials = item.materials.filter((material) => isApplicable(material, answers));
  const places = namedPlaces(open, materials, named);
  const fits = open
    .filter(({ id }) => !places.has(id))
    .flatMap((document) => materials.map((material) => ({ document, material, score: suitsMaterial(document, material, documents) })))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  const lines = documents.map(({ id, placedBy, slotId, documentType }) => ({
    documentType,
    slotId: placedBy === 'person' ? slotId : places.get(id)?.slotId,
  }));
  const taken = new Set(lines.filter(({ slotId }) => slotId).map(({ slotId, documentType }) => `${slotId} ${documentType}`));
  for (const { document, material, score } of fits) {
    const place = `${material.id} ${document.documentType}`;
    if (places.has(document.id) || (taken.has(place) && !material.several)) continue;
    places.set(document.id, { slotId: material.id, reason: placeReason(document, material, score) });
    taken.add(place);
  }
  return documents.map((document) => (document.placedBy === 'person' ? document : placed(document, places.get(document.id))));
}

function placed(document: Document, place: Place | undefined): Document {
  const reasons = [...(document.reasons ?? []), ...(place?.reason ? [place.reason] : [])];
  return { ...document, slotId: place?.slotId ?? null, ...(reasons.length > 0 ? { reasons } : {}) };
}
