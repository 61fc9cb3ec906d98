/** Fusion of text and look: who decides when they differ, when the answer is refused or unsure, which reasons are given. */
import { expect, test } from 'vitest';
import { documentTypes } from '#shared/document-types/index.ts';
import { defineDocumentType } from '#shared/document-types/schema.ts';
import type { Classification } from '#shared/page.ts';
import type { TextEvidence } from './evidence.ts';
import { fuse, fusedProbabilities } from './fusion.ts';
import type { Calibration } from './fusion.ts';
import { embeddingLength } from './model-labels.ts';
import { typeProbabilities } from './page-network.ts';
import type { NetworkOpinion } from './page-network.ts';

const fitted: Calibration = {
  temperature: { fused: 1, look: 1 },
  weights: { network: 1, text: 0, score: 4, answer: 1 },
  acceptFrom: 0.9,
  refuseBelow: 0.35,
};

function opinionOf(logits: Partial<Record<string, number>>, more: Partial<NetworkOpinion> = {}): NetworkOpinion {
  const typeLogits = new Map(documentTypes.map(({ id: type }) => [type, logits[type] ?? 0]));
  return {
    typeLogits,
    lookLogits: typeLogits,
    sides: new Map([
      [null, 0.1],
      ['emblem', 0.7],
      ['portrait', 0.2],
    ]),
    rotations: new Map(),
    flags: new Map(),
    embedding: Array.from({ length: embeddingLength }, () => 0.123456789),
    ...more,
  };
}

const sumOf = (probabilities: ReadonlyMap<string, number>) => [...probabilities.values()].reduce((sum, value) => sum + value, 0);
const best = (probabilities: ReadonlyMap<string, number>) => [...probabilities].toSorted((a, b) => b[1] - a[1])[0]!;
const alone = (both: NetworkOpinion) => ({ both, text: null });

function evidenceFor(documentType: string, score: number, more: Partial<Classification> = {}): TextEvidence {
  const type = documentTypes.find(({ id }) => id === documentType);
  const signs = [{ code: 'title' as const, details: { text: '营业执照' }, weight: 0.9 }];
  return {
    classification: {
      documentType,
      side: null,
      confidence: 0.9,
      title: '营业执照',
      evidence: signs,
      alternatives: [],
      continuation: false,
      ...more,
    },
    scores: type ? [{ type, score, signs, titled: true, continued: false }] : [],
  };
}

test('probabilities sum to one and follow both voices', () => {
  const opinion = opinionOf({ 'business-licence': 2, passport: 2 });
  const probabilities = fusedProbabilities(alone(opinion), evidenceFor('business-licence', 0.8), fitted);
  expect(sumOf(probabilities)).toBeCloseTo(1, 6);
  expect(probabilities.get('business-licence')).toBeGreaterThan(0.9);
  expect(fusedProbabilities(alone(opinion), null, fitted)).toEqual(typeProbabilities(opinion.typeLogits));
});

test('a higher temperature makes the network less sure, not another answer', () => {
  const opinion = opinionOf({ diploma: 4 });
  const hot = fusedProbabilities(alone(opinion), null, { ...fitted, temperature: { fused: 3, look: 1 } });
  expect(best(hot)[0]).toBe('diploma');
  expect(best(hot)[1]).toBeLessThan(best(fusedProbabilities(alone(opinion), null, fitted))[1]);
});

test('agreement is sure and names the words first, then the look', () => {
  const { documentType, unsure, evidence, embedding } = fuse(
    alone(opinionOf({ 'business-licence': 8 })),
    evidenceFor('business-licence', 1.2),
    fitted,
  );
  expect(documentType).toBe('business-licence');
  expect(unsure).toBe(false);
  expect(evidence[0]).toMatchObject({ code: 'title', details: { text: '营业执照' } });
  expect(evidence[1]).toEqual({ code: 'look', details: { share: '0.99' }, weight: expect.closeTo(0.99, 2) as number });
  expect(embedding).toHaveLength(embeddingLength);
  expect(embedding?.[0]).toBe(0.1235);
});

test('disagreement keeps the other type as an alternative and is unsure', () => {
  const answer = fuse(alone(opinionOf({ passport: 6 })), evidenceFor('business-licence', 1), fitted);
  expect(answer.unsure).toBe(true);
  expect([answer.documentType, ...answer.alternatives.map(({ documentType }) => documentType)]).toEqual(
    expect.arrayContaining(['passport', 'business-licence']),
  );
});

test('a page that resembles nothing enough is some other paper', () => {
  const answer = fuse(alone(opinionOf({ passport: 0.5 })), null, fitted);
  expect(answer.documentType).toBe('other');
  expect(answer.unsure).toBe(true);
  expect(answer.alternatives[0]?.documentType).toBe('passport');
});

test('the look tells the side where words do not, and only sides that the type has', () => {
  expect(fuse(alone(opinionOf({ 'id-card': 9 })), null, fitted).side).toBe('emblem');
  expect(fuse(alone(opinionOf({ 'id-card': 9 })), evidenceFor('id-card', 1, { side: 'portrait' }), fitted).side).toBe('portrait');
  expect(fuse(alone(opinionOf({ diploma: 9 })), null, fitted).side).toBeNull();
});

test('the text alone has a voice of its own where the weights give it one', () => {
  const voices = { both: opinionOf({ passport: 1 }), text: opinionOf({ diploma: 6 }) };
  const shared = { ...fitted, weights: { network: 0.3, text: 1, score: 0, answer: 0 } };
  const silent: TextEvidence = { classification: evidenceFor('other', 0).classification, scores: [] };
  expect(fuse(voices, silent, shared).documentType).toBe('diploma');
});

/** A type that no network was trained on. */
const untrained = defineDocumentType({ id: 'dog-registration', names: { zh: '养犬登记证', en: 'Dog registration' } });
const withUntrained = [untrained, ...documentTypes];
const scored = (score: number, documentType = untrained.id): TextEvidence => {
  const type = withUntrained.find(({ id }) => id === documentType)!;
  const told = evidenceFor('other', 0);
  return { ...told, scores: [{ type, score, signs: [], titled: true, continued: false }] };
};

test('a type that the network does not know is told by evidence alone', () => {
  const elsewhere = alone(opinionOf({ other: 4 }));
  const answer = fuse(elsewhere, scored(1.5), fitted, withUntrained);
  expect(answer.documentType).toBe(untrained.id);
  expect(answer.confidence).toBeGreaterThan(0.9);
  // Nothing was measured on it: a person looks.
  expect(answer.unsure).toBe(true);
  expect(answer.evidence.some(({ code }) => code === 'look')).toBe(false);
});

test('a network that is sure of another type, and an untrained type with little evidence, leave the answer as it was', () => {
  const sure = alone(opinionOf({ 'business-licence': 9 }));
  const said = evidenceFor('business-licence', 1.2);
  const rival: TextEvidence = { ...said, scores: [...said.scores, ...scored(0.4).scores] };
  expect([...fusedProbabilities(sure, rival, fitted, withUntrained)]).toEqual([...fusedProbabilities(sure, said, fitted)]);
  const strong: TextEvidence = { ...said, scores: [...said.scores, ...scored(1.2).scores] };
  expect(fuse(sure, strong, fitted, withUntrained).documentType).toBe('business-licence');
});

test('every confidence is a number between 0 and 1, wherever the new type stands and before the page is read', () => {
  for (const types of [withUntrained, [...documentTypes, untrained]])
    for (const evidence of [null, scored(0.9), scored(1.5), evidenceFor('diploma', 1)]) {
      const probabilities = fusedProbabilities(alone(opinionOf({ diploma: 3 })), evidence, fitted, types);
      expect(sumOf(probabilities)).toBeCloseTo(1, 6);
      for (const value of probabilities.values()) expect(value).toBeGreaterThanOrEqual(0);
    }
  expect(fuse(alone(opinionOf({ diploma: 4 })), null, fitted, withUntrained).documentType).toBe('diploma');
});

test('words that plainly name a type beyond the network are not outvoted by what the page looks like', () => {
  const opinion = opinionOf({ 'marriage-certificate': 8 });
  const trained = { ...opinion, typeLogits: new Map([...opinion.typeLogits].filter(([id]) => id !== 'divorce-certificate')) };
  const plain = evidenceFor('divorce-certificate', 1.2);
  expect(fuse(alone(trained), plain, fitted)).toMatchObject({ documentType: 'divorce-certificate', unsure: true });
  // Weak words, and words that speak as much for a trained type, leave the look its say.
  expect(fuse(alone(trained), evidenceFor('divorce-certificate', 0.6), fitted).documentType).toBe('marriage-certificate');
  const both = { ...plain, scores: [...plain.scores, ...evidenceFor('marriage-certificate', 1).scores] };
  expect(fuse(alone(trained), both, fitted).documentType).toBe('marriage-certificate');
});

test('what the network gives to a label that the product does not know goes to `other`', () => {
  const opinion = opinionOf({ 'id-card': 1 });
  const strange = { ...opinion, typeLogits: new Map([['papyrus', 6], ...opinion.typeLogits]) };
  const probabilities = fusedProbabilities(alone(strange), null, fitted);
  expect(probabilities.has('papyrus')).toBe(false);
  expect(best(probabilities)[0]).toBe('other');
  expect(sumOf(probabilities)).toBeCloseTo(1, 6);
});
