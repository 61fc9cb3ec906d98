/** Brings text evidence and the trained network together into one answer with an honest confidence. */
import type { Classification, DocumentTypeId } from '#shared/page.ts';
import { documentTypes } from '#shared/document-types/index.ts';
import calibration from './calibration.json' with { type: 'json' };
import { mostTelling } from './evidence.ts';
import type { TextEvidence } from './evidence.ts';
import { typeHead } from './model-heads.ts';
import { softmax } from './page-network.ts';
import type { NetworkOpinion } from './page-network.ts';

/** Fitted by tests/bench/fit-classifier.ts on validation pages. */
export type Calibration = {
  /** Divides the network's logits when it speaks alone. */
  temperature: { fused: number; look: number };
  /** How much the logarithms of the network's probabilities (both senses, text alone), a type's evidence score and being the evidence's answer weigh. */
  weights: { network: number; text: number; score: number; answer: number };
  /** From this confidence on at most 0.5 % of the answers on validation pages were wrong. */
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

/** @returns one probability per type of `typeHead` */
export function fusedProbabilities(
  { both, text }: NetworkVoices,
  evidence: TextEvidence | null,
  { temperature, weights }: Calibration = shipped,
): number[] {
  const network = softmax(both.typeLogits, temperature.fused);
  if (!evidence) return network;
  const byText = text ? softmax(text.typeLogits, temperature.fused) : network;
  const logOf = (probability: number) => Math.log(Math.max(minProbability, probability));
  const scores = new Map(evidence.scores.map(({ type, score }) => [type.id, Math.max(0, Math.min(maxScore, score))]));
  const { documentType: answer } = evidence.classification;
  return softmax(
    typeHead.map(
      (type, index) =>
        weights.network * logOf(network[index]!) +
        weights.text * logOf(byText[index]!) +
        weights.score * (scores.get(type) ?? 0) +
        weights.answer * Number(type === answer),
    ),
  );
}

/** The answer with its reasons. @param evidence null while the page was not read */
export function fuse(voices: NetworkVoices, evidence: TextEvidence | null, fitted: Calibration = shipped): Classification {
  const opinion = voices.both;
  const probabilities = fusedProbabilities(voices, evidence, fitted);
  const ranked = typeHead
    .map((type, index) => ({ documentType: type as string, confidence: probabilities[index]! }))
    .toSorted((a, b) => b.confidence - a.confidence);
  const refused = ranked[0]!.confidence < fitted.refuseBelow && ranked[0]!.documentType !== 'other';
  const best = refused
    ? { documentType: 'other', confidence: ranked.find(({ documentType }) => documentType === 'other')!.confidence }
    : ranked[0]!;
  const said = evidence?.classification;
  const agreed = said?.documentType === best.documentType;
  return {
    documentType: best.documentType,
    side: sideOf(best.documentType, opinion, agreed ? said.side : null),
    confidence: best.confidence,
    evidence: reasons(best.documentType as DocumentTypeId, opinion, evidence, fitted),
    alternatives: ranked
      .filter(({ documentType, confidence }) => documentType !== best.documentType && confidence >= 0.01)
      .slice(0, maxAlternatives),
    continuation: agreed ? said.continuation : (evidence?.scores.find(({ type }) => type.id === best.documentType)?.continued ?? false),
    unsure: best.confidence < fitted.acceptFrom,
    embedding: opinion.embedding.map((value) => Number(value.toFixed(4))),
  };
}

/** Words tell a side surely; where they tell nothing, the look does. */
function sideOf(documentType: string, { sides }: NetworkOpinion, said: Classification['side']): Classification['side'] {
  if (said) return said;
  const possible = documentTypes.find(({ id }) => id === documentType)?.sides ?? [];
  return possible.toSorted((a, b) => (sides.get(b) ?? 0) - (sides.get(a) ?? 0))[0] ?? null;
}

function reasons(
  type: DocumentTypeId,
  opinion: NetworkOpinion,
  evidence: TextEvidence | null,
  { temperature }: Calibration,
): Classification['evidence'] {
  const look = softmax(opinion.lookLogits, temperature.look)[typeHead.indexOf(type)]!;
  const likeness: Classification['evidence'][number] = { kind: 'look', detail: look.toFixed(2), weight: look };
  const score = evidence?.scores.find((known) => known.type.id === type);
  const words = score ? mostTelling(score) : evidence?.classification.documentType === type ? evidence.classification.evidence : [];
  const [first, ...rest] = words;
  if (look < telling && first) return words;
  return first ? [first, likeness, ...rest] : [likeness];
}
