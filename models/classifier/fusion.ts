/** Brings text evidence and the trained network together into one answer with an honest confidence. */
import { documentTypes, findDocumentType } from '#shared/document-types/index.ts';
import type { DocumentType } from '#shared/document-types/index.ts';
import { other } from '#shared/document-types/special-types.ts';
import type { Classification } from '#shared/page.ts';
import calibration from './calibration.json' with { type: 'json' };
import { titleOf } from '#shared/evidence-reason.ts';
import { leastScore, mostTelling } from './evidence.ts';
import type { TextEvidence } from './evidence.ts';
import { softmax, typeProbabilities } from './page-network.ts';
import type { NetworkOpinion } from './page-network.ts';

/** Fitted by tests/bench/fit-classifier.ts on validation pages. */
export type Calibration = {
  /** Divides the network's logits when it speaks alone. */
  temperature: { fused: number; look: number };
  /** How much the logarithms of the network's probabilities (both senses, text alone), a type's evidence score and being the evidence's answer weigh. */
  weights: { network: number; text: number; score: number; answer: number };
  /** From this confidence on at most 0.5 % of the answers on validation pages were wrong; of types that the network does not know nothing was measured. */
  acceptFrom: number;
  /** Below, the answer is `other`: the page resembles nothing enough. */
  refuseBelow: number;
};

const shipped: Calibration = calibration;

/** What the network says of a page with all it has, and of its text alone; the latter is null while the page was not read. */
export type NetworkVoices = { both: NetworkOpinion; text: NetworkOpinion | null };

/** Scores beyond add nothing: two titles do not make a page more of its type. */
const maxScore = 1.5;
const minProbability = 1e-6;
const maxAlternatives = 3;
/** A look that is less alike says nothing to a person beside words. */
const telling = 0.3;

const logOf = (probability: number): number => Math.log(Math.max(minProbability, probability));

/**
 * The network's probabilities for the types that the product has. What it gives to labels that the product does not know goes to
 * `other`. A type that it was not trained on is to it some other paper: it counts as likely as `other`, and never as less likely
 * than by chance, for a network that knows nothing of a type cannot speak against it.
 */
function networkShares(logits: ReadonlyMap<string, number>, temperature: number, types: readonly DocumentType[]): Map<string, number> {
  const told = typeProbabilities(logits, temperature);
  const known = new Set(types.map(({ id }) => id));
  const strange = [...told].reduce((sum, [id, probability]) => (known.has(id) ? sum : sum + probability), 0);
  const rest = (told.get(other.id) ?? 0) + strange;
  const untrained = Math.max(rest, 1 / told.size);
  return new Map(types.map(({ id }) => [id, id === other.id ? rest : (told.get(id) ?? untrained)]));
}

/** So much must the words of an untrained type weigh, and so much more than those of any trained one, that the network is not asked. */
const surelySaid = { score: 1, lead: 0.3 } as const;

/**
 * True when the words plainly name a shipped type that the network was not trained on. It calls such a page what it looks like: a travel
 * permit an ID card, a divorce certificate a marriage certificate.
 */
function isBeyondNetwork({ classification, scores }: TextEvidence, { typeLogits }: NetworkOpinion): boolean {
  const { documentType } = classification;
  if (typeLogits.has(documentType) || documentType === other.id || !findDocumentType(documentType)) return false;
  const own = scores.find(({ type }) => type.id === documentType)?.score ?? 0;
  const next = Math.max(0, ...scores.filter(({ type }) => typeLogits.has(type.id)).map(({ score }) => score));
  return own >= surelySaid.score && Math.min(maxScore, own) - Math.min(maxScore, next) >= surelySaid.lead;
}

/** @returns one probability per type, by id; a type that the network does not know has one only where the text speaks for it */
export function fusedProbabilities(
  { both, text }: NetworkVoices,
  evidence: TextEvidence | null,
  { temperature, weights }: Calibration = shipped,
  types: readonly DocumentType[] = documentTypes,
): Map<string, number> {
  const network = networkShares(both.typeLogits, temperature.fused, types);
  const byText = text ? networkShares(text.typeLogits, temperature.fused, types) : network;
  const scores = new Map(evidence?.scores.map(({ type, score }) => [type.id, score]));
  const isTold = ({ id }: DocumentType) => both.typeLogits.has(id) || id === other.id || (scores.get(id) ?? 0) >= leastScore;
  const told = types.filter(isTold);
  if (!evidence) return new Map(told.map(({ id }) => [id, network.get(id)!]));
  const answer = evidence.classification.documentType;
  const heard = isBeyondNetwork(evidence, both) ? 0 : 1;
  const probabilities = softmax(
    told.map(
      ({ id }) =>
        heard * weights.network * logOf(network.get(id)!) +
        heard * weights.text * logOf(byText.get(id)!) +
        weights.score * Math.max(0, Math.min(maxScore, scores.get(id) ?? 0)) +
        weights.answer * Number(id === answer),
    ),
  );
  return new Map(told.map(({ id }, index) => [id, probabilities[index]!]));
}

/** The answer with its reasons. @param evidence null while the page was not read */
export function fuse(
  voices: NetworkVoices,
  evidence: TextEvidence | null,
  fitted: Calibration = shipped,
  types: readonly DocumentType[] = documentTypes,
): Classification {
  const opinion = voices.both;
  const ranked = [...fusedProbabilities(voices, evidence, fitted, types)]
    .map(([documentType, confidence]) => ({ documentType, confidence }))
    .toSorted((a, b) => b.confidence - a.confidence);
  const refused = ranked[0]!.confidence < fitted.refuseBelow;
  const best = (refused && ranked.find(({ documentType }) => documentType === other.id)) || ranked[0]!;
  const said = evidence?.classification;
  const agreed = said?.documentType === best.documentType;
  const reasons = reasonsFor(best.documentType, opinion, evidence, fitted);
  return {
    documentType: best.documentType,
    side: sideOf(
      types.find(({ id }) => id === best.documentType),
      opinion,
      agreed ? said.side : null,
    ),
    confidence: best.confidence,
    title: titleOf(reasons),
    evidence: reasons,
    alternatives: ranked
      .filter(({ documentType, confidence }) => documentType !== best.documentType && confidence >= 0.01)
      .slice(0, maxAlternatives),
    continuation: agreed ? said.continuation : (evidence?.scores.find(({ type }) => type.id === best.documentType)?.continued ?? false),
    unsure: best.confidence < fitted.acceptFrom || !opinion.typeLogits.has(best.documentType),
    embedding: opinion.embedding.map((value) => Number(value.toFixed(4))),
  };
}

/** Words tell a side surely; where they tell nothing, the look does. */
function sideOf(type: DocumentType | undefined, { sides }: NetworkOpinion, said: Classification['side']): Classification['side'] {
  if (said) return said;
  return type?.sides.toSorted((a, b) => (sides.get(b) ?? 0) - (sides.get(a) ?? 0))[0] ?? null;
}

function reasonsFor(
  documentType: string,
  opinion: NetworkOpinion,
  evidence: TextEvidence | null,
  { temperature }: Calibration,
): Classification['evidence'] {
  const look = typeProbabilities(opinion.lookLogits, temperature.look).get(documentType);
  const score = evidence?.scores.find(({ type }) => type.id === documentType);
  const said = evidence?.classification;
  const words = score ? mostTelling(score) : said?.documentType === documentType ? said.evidence : [];
  const [first, ...rest] = words;
  if (look === undefined || (look < telling && first)) return words;
  const likeness: Classification['evidence'][number] = { code: 'look', details: { share: look.toFixed(2) }, weight: look };
  return first ? [first, likeness, ...rest] : [likeness];
}
