/** The trained network over one page: what it says about type, side, turn, quality and kind, by look, by text or by both. */
import type { Rotation, Side, TextLine } from '#shared/page.ts';
import { isRead } from '#shared/text-layout/is-read.ts';
import { createSession } from '../session.ts';
import { checkLabels } from './model-labels.ts';
import type { ModelFlag, ModelLabels } from './model-labels.ts';
import { pictureHeightPx, pictureWidthPx } from './page-picture.ts';
import type { PagePicture } from './page-picture.ts';
import { printedText, textAmount, textBuckets, textTokens, textVector } from './text-tokens.ts';

/** At least one of the two. */
type NetworkInput = { picture: PagePicture | null; lines: readonly TextLine[] | null };

export type NetworkOpinion = {
  /** Raw score of every type that the network was trained on, by id. */
  typeLogits: ReadonlyMap<string, number>;
  /** The same from the look alone, whatever the text says; meaningless without a picture. */
  lookLogits: ReadonlyMap<string, number>;
  sides: ReadonlyMap<Side | null, number>;
  /** Probability that this clockwise turn makes the page upright; meaningless without a picture. */
  rotations: ReadonlyMap<Rotation, number>;
  flags: ReadonlyMap<ModelFlag, number>;
  /** Of length 1. */
  embedding: number[];
};

export type PageNetwork = {
  judge(input: NetworkInput): Promise<NetworkOpinion>;
  warmUp(): Promise<void>;
  close(): Promise<void>;
};

/**
 * One thread: a page is judged in milliseconds, and another page is being read beside it. Loaded at first use.
 * @throws AppError at first use: `recognizer.labels-mismatch` when the labels are not as many as the outputs
 */
export function createPageNetwork(modelPath: string, labels: ModelLabels): PageNetwork {
  const session = createSession(modelPath, { threads: 1 });
  let checking: Promise<void> | undefined;
  const open = () => (checking ??= session.outputLengths().then((lengths) => checkLabels(labels, lengths)));
  return {
    async judge(input) {
      await open();
      const outputs = await session.runNamed(tensors(input));
      return opinion((name) => outputs[name]!.data, labels, input.picture?.turned ?? false);
    },
    warmUp: open,
    close: () => session.close(),
  };
}

function tensors({ picture, lines }: NetworkInput) {
  const printed = (lines ?? []).filter(isRead).map(printedText);
  const text = textVector(textTokens(printed));
  const shape = picture ? Math.log(picture.longToShort) : 0;
  return {
    picture: {
      dims: [1, pictureHeightPx, pictureWidthPx, 3],
      data: picture?.data ?? new Uint8Array(pictureHeightPx * pictureWidthPx * 3),
    },
    text: { dims: [1, textBuckets], data: text },
    facts: {
      dims: [1, 4],
      data: Float32Array.of(Number(picture !== null), Number(lines !== null), lines ? textAmount(printed) : 0, shape),
    },
  };
}

function opinion(output: (name: string) => Float32Array, labels: ModelLabels, turned: boolean): NetworkOpinion {
  const share = <T>(head: readonly T[], values: ArrayLike<number>) => new Map(head.map((entry, index) => [entry, values[index]!]));
  // The network sees wide pages turned clockwise by a quarter: what is still needed is a quarter more.
  const turns = labels.rotations.map((turn) => ((turn + (turned ? 90 : 0)) % 360) as Rotation);
  return {
    typeLogits: share(labels.types, output('type')),
    lookLogits: share(labels.types, output('look')),
    sides: share(labels.sides, softmax(output('side'))),
    rotations: share(turns, softmax(output('rotation'))),
    flags: share(
      labels.flags,
      Array.from(output('flags'), (value) => 1 / (1 + Math.exp(-value))),
    ),
    embedding: Array.from(output('embedding')),
  };
}

/** @param temperature above 1 makes the network less sure */
export function softmax(logits: ArrayLike<number>, temperature = 1): number[] {
  const scaled = Array.from(logits, (logit) => logit / temperature);
  const largest = Math.max(...scaled);
  const exponents = scaled.map((value) => Math.exp(value - largest));
  const sum = exponents.reduce((total, value) => total + value, 0);
  return exponents.map((value) => value / sum);
}

/** Probabilities by id. @param temperature above 1 makes the network less sure */
export function typeProbabilities(logits: ReadonlyMap<string, number>, temperature = 1): Map<string, number> {
  const probabilities = softmax([...logits.values()], temperature);
  return new Map([...logits.keys()].map((id, index) => [id, probabilities[index]!]));
}
