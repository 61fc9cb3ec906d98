/** What a taught type would be mistaken for, before it goes live: each sample is held against the others, pages of recent cases against all. */
import { blank, notADocument, other } from '#shared/document-types/special-types.ts';
import type { Classification, TextLine } from '#shared/page.ts';
import { minSamples } from '#shared/taught-type.ts';
import type { TaughtPrototypes, TaughtReport, TaughtSample, TaughtType } from '#shared/taught-type.ts';
import { sharedWords } from './taught-signs.ts';

/** The recognition of taught types, handed in by the host. */
export type TaughtRecognition = {
  /** Types that a page meets, best first; scores are about 1 at best. */
  match: (
    base: Classification,
    lines: readonly TextLine[],
    taught: readonly TaughtPrototypes[],
  ) => { type: TaughtPrototypes; score: number }[];
  /** How alike a page must be to the nearest of these; null without embeddings. */
  lookLimit: (embeddings: readonly (readonly number[])[]) => number | null;
  /** Likeness of the likest pair; null when one side has none. */
  nearestLook: (left: readonly (readonly number[])[], right: readonly (readonly number[])[]) => number | null;
};

export type Taught = { type: TaughtType; samples: readonly TaughtSample[] };
/** A recognised page of a recent case, as the shipped classifier or a taught type named it. */
export type KnownPage = { classification: Classification; lines: readonly TextLine[] };

/** Of the own samples; below, the samples are too unlike each other. */
const minRecall = 0.8;
/** Share of the samples that may look like another type. */
const maxMistaken = 0.3;
/** Lead in score over the best rival that is sure to last. */
const sureLead = 0.08;
/** Share of recent pages of other types that a new type may take. */
const maxTaken = 0.01;
const unclaimed = new Set<string>([other.id, notADocument.id, blank.id]);

/** Embeddings of one classifier version only are comparable; the newest sample says which. */
function embeddingsOf(samples: readonly TaughtSample[], version: string): number[][] {
  return samples.flatMap(({ classification, classifierVersion }) =>
    classifierVersion === version && classification.embedding ? [classification.embedding] : [],
  );
}

/** What recognition needs of a type. @param version of the classifier in use */
export function prototypesOf(
  { type, samples }: Taught,
  version: string,
  { lookLimit }: Pick<TaughtRecognition, 'lookLimit'>,
): TaughtPrototypes {
  const embeddings = embeddingsOf(samples, version);
  return { id: type.id, name: type.name, titles: type.titles, words: type.words, embeddings, minLook: lookLimit(embeddings) };
}

/** The type without one of its samples, as it would be had the sample not been shown. */
function withoutSample({ type, samples }: Taught, left: TaughtSample): Taught {
  const rest = samples.filter((sample) => sample !== left);
  return { type: { ...type, words: sharedWords(rest, type.titles) }, samples: rest };
}

/** A rival nearly as good as the own type would win on another day: it counts as the winner. */
function winnerOf(matches: readonly { type: TaughtPrototypes; score: number }[], ownId: string): string | undefined {
  const [best] = matches;
  if (best?.type.id !== ownId) return best?.type.id;
  return matches.find(({ type, score }) => type.id !== ownId && score > best.score - sureLead)?.type.id ?? ownId;
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

type ReportInput = {
  own: Taught;
  others: readonly Taught[];
  pages: readonly KnownPage[];
  version: string;
  recognition: TaughtRecognition;
};

export function reportOn({ own, others, pages, version, recognition }: ReportInput): TaughtReport {
  const rivals = others.map((other) => prototypesOf(other, version, recognition));
  const outcomes = own.samples.map((sample) => {
    const candidates = [prototypesOf(withoutSample(own, sample), version, recognition), ...rivals];
    return winnerOf(recognition.match(sample.classification, sample.lines, candidates), own.type.id) ?? sample.classification.documentType;
  });
  const mistaken = outcomes.filter((id) => id !== own.type.id && !unclaimed.has(id));
  const recall = outcomes.filter((id) => id === own.type.id).length / Math.max(1, outcomes.length);
  const prototypes = prototypesOf(own, version, recognition);
  const foreign = pages.filter(({ classification }) => classification.documentType !== own.type.id);
  const taken = foreign.filter(
    ({ classification, lines }) => recognition.match(classification, lines, [prototypes, ...rivals])[0]?.type.id === own.type.id,
  );
  const report = {
    samples: own.samples.length,
    recall,
    mistakenFor: mistakenRows(own, others, mistaken, version, recognition),
    takes: [...countBy(taken.map(({ classification }) => classification.documentType))]
      .map(([documentType, count]) => ({ documentType, pages: count }))
      .toSorted((a, b) => b.pages - a.pages),
    pagesLookedAt: foreign.length,
  };
  return { ...report, obstacles: obstaclesOf(report, prototypes, mistaken.length) };
}

function mistakenRows(
  own: Taught,
  others: readonly Taught[],
  mistaken: readonly string[],
  version: string,
  { nearestLook }: TaughtRecognition,
) {
  const counts = countBy(mistaken);
  const mine = embeddingsOf(own.samples, version);
  const alike = new Map(others.map((other) => [other.type.id, nearestLook(mine, embeddingsOf(other.samples, version))]));
  const named = new Set([...counts.keys(), ...alike.keys()]);
  return [...named]
    .map((documentType) => ({ documentType, samples: counts.get(documentType) ?? 0, similarity: alike.get(documentType) ?? null }))
    .toSorted((a, b) => b.samples - a.samples || (b.similarity ?? 0) - (a.similarity ?? 0));
}

function obstaclesOf(
  { samples, recall, takes, pagesLookedAt }: Pick<TaughtReport, 'samples' | 'recall' | 'takes' | 'pagesLookedAt'>,
  { titles, words, embeddings }: TaughtPrototypes,
  mistaken: number,
): TaughtReport['obstacles'] {
  const taken = takes.filter(({ documentType }) => !unclaimed.has(documentType)).reduce((sum, { pages }) => sum + pages, 0);
  const found: TaughtReport['obstacles'] = [];
  if (samples < minSamples) found.push('too-few-samples');
  if (titles.length === 0 && words.length === 0 && embeddings.length === 0) found.push('no-signs');
  if (samples >= minSamples && mistaken > maxMistaken * samples) found.push('too-similar');
  else if (samples >= minSamples && recall < minRecall) found.push('low-recall');
  if (taken > maxTaken * Math.max(1, pagesLookedAt)) found.push('takes-others');
  return found;
}
