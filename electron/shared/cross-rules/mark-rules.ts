/** Seal, signature and original: what the materials of an item ask of the pages themselves, with the place as evidence. */
import type { Case, Document, Page } from '../case.ts';
import { findDocumentType } from '../document-types/index.ts';
import type { MaterialRequirement, ServiceItem } from '../service-item.ts';
import type { CrossOutcome, EvidenceEnd } from './cross-rule.ts';
import { slotDocuments } from './rule-values.ts';

/** Share of coloured pixels; grey copies scanned in colour stay below 0.001, certificates with coloured ground above 0.02. */
const leastColour = 0.004;
const leastSealConfidence = 0.5;

type Mark = Pick<CrossOutcome, 'result'> & { ends: EvidenceEnd[] };
type Papers = { slotId: string; documents: readonly Document[]; pages: readonly Page[] };

function endOn({ slotId, documents }: Papers, page: Page | undefined, box: EvidenceEnd['box'], value: string): EvidenceEnd {
  const document = documents.find(({ pageIds }) => page && pageIds.includes(page.id)) ?? documents[0];
  return { slotId, documentId: document?.id ?? null, fieldKey: '', value, pageId: page?.id ?? null, box };
}

function sealMark(papers: Papers): Mark {
  const found = papers.pages.flatMap((page) => (page.preparation?.seals ?? []).map((seal) => ({ page, seal })));
  const best = found.toSorted((a, b) => b.seal.confidence - a.seal.confidence)[0];
  if (best && best.seal.confidence >= leastSealConfidence)
    return { result: 'holds', ends: [endOn(papers, best.page, best.seal.box, best.seal.text ?? '')] };
  return { result: 'fails', ends: [endOn(papers, papers.pages.at(-1), null, '')] };
}

/** Pages without a place to sign say nothing; a document is signed when one of its places is. A printed name may stand for none: a person looks. */
function signatureMark(papers: Papers): Mark {
  const places = papers.pages.flatMap((page) => (page.preparation?.signatures ?? []).map((mark) => ({ page, mark })));
  const signed = places.find(({ mark }) => mark.signed && mark.handwritten !== false);
  const named = places.find(({ mark }) => mark.signed);
  const shown = signed ?? named ?? places[0];
  const ends = [endOn(papers, shown?.page ?? papers.pages.at(-1), shown?.mark.box ?? null, shown?.mark.label ?? '')];
  return { result: signed ? 'holds' : places.length > 0 && !named ? 'fails' : 'open', ends };
}

function originalMark(papers: Papers): Mark {
  const measured = papers.pages.flatMap((page) =>
    page.preparation?.colourfulness === undefined ? [] : [{ page, share: page.preparation.colourfulness }],
  );
  const best = measured.toSorted((a, b) => b.share - a.share)[0];
  const ends = [endOn(papers, best?.page ?? papers.pages[0], null, '')];
  return { result: !best ? 'open' : best.share >= leastColour ? 'holds' : 'fails', ends };
}

const asksForSignature = ({ documentType }: Document): boolean => findDocumentType(documentType)?.signatureExpected === true;

function marksOf(material: MaterialRequirement, current: Case, pageById: ReadonlyMap<string, Page>): CrossOutcome[] {
  const documents = slotDocuments(current, material.id);
  const papersOf = (own: readonly Document[]): Papers => ({
    slotId: material.id,
    documents: own,
    pages: own.flatMap(({ pageIds }) => pageIds.flatMap((id) => pageById.get(id) ?? [])).filter(({ preparation }) => preparation !== null),
  });
  const wanted: [CrossOutcome['kind'], boolean, readonly Document[], (papers: Papers) => Mark][] = [
    ['seal', material.needsSeal, documents, sealMark],
    ['signature', material.needsSignature === true, documents.filter(asksForSignature), signatureMark],
    ['original', material.needsOriginal === true, documents, originalMark],
  ];
  return wanted.flatMap(([kind, isWanted, own, measure]) => {
    const papers = papersOf(own);
    if (!isWanted || papers.pages.length === 0) return [];
    const { result, ends } = measure(papers);
    const problem = result === 'fails' ? { code: `cross.${kind}`, severity: 'warning' as const, details: { rule: material.name } } : null;
    return [{ ruleId: `${kind}:${material.id}`, label: material.name, kind, severity: 'warning' as const, result, ends, problem }];
  });
}

/** One outcome per line and mark that it asks for, once its papers are there. */
export function markOutcomes(item: ServiceItem, current: Case): CrossOutcome[] {
  const pageById = new Map(current.pages.map((page) => [page.id, page]));
  return item.materials.flatMap((material) => marksOf(material, current, pageById));
}
