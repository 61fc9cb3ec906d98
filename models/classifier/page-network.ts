/** The trained network over one page: what it says about type, side, turn, quality and kind, by look, by text or by both. */
import type { DocumentTypeId, Rotation, Side, TextLine } from '#shared/page.ts';
import { isRead } from '#shared/text-layout/is-read.ts';
import { createSession } from '../session.ts';
import { flagHead, rotationHead, sideHead, typeHead } from './model-heads.ts';
import { pictureHeightPx, pictureWidthPx } from './page-picture.ts';
import type { PagePicture } from './page-picture.ts';
import { printedText, textAmount, textBuckets, textTokens, textVector } from './text-tokens.ts';

/** At least one of the two. */
export type NetworkInput = { picture: PagePicture | null; lines: readonly TextLine[] | null };

export type NetworkOpinion = {
  /** Raw score per type, in the order of `typeHead`. */
  typeLogits: Float32Array;
  /** The same from the look alone, whatever the text says; meaningless without a picture. */
  lookLogits: Float32Array;
  sides: ReadonlyMap<Side | null, number>;
  /** Probability that this clockwise turn makes the page upright; meaningless without a picture. */
  rotations: ReadonlyMap<Rotation, number>;
  flags: ReadonlyMap<(typeof flagHead)[number], number>;
  /** Of length 1. */
  embedding: number[];
};

export type PageNetwork = {
  judge(input: NetworkInput): Promise<NetworkOpinion>;
  warmUp(): Promise<void>;
  close(): Promise<void>;
};

/** One thread: a page is judged in milliseconds, and another page is being read beside it. Loaded at first use. */
export function createPageNetwork(modelPath: string): PageNetwork {
  const session = createSession(modelPath, { threads: 1 });
  return {
    async judge(input) {
      const outputs = await session.runNamed(tensors(input));
      return opinion((name) => outputs[name]!.data, input.picture?.turned ?? false);
    },
    warmUp: () => session.warmUp(),
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

function opinion(output: (name: string) => Float32Array, turned: boolean): NetworkOpinion {
  const share = <T>(head: readonly T[], values: ArrayLike<number>) => new Map(head.map((entry, index) => [entry, values[index]!]));
  // The network sees wide pages turned clockwise by a quarter: what is still needed is a quarter more.
  const turns = rotationHead.map((turn) => ((turn + (turned ? 90 : 0)) % 360) as Rotation);
  return {
    typeLogits: output('type'),
    lookLogits: output('look'),
    sides: share(sideHead, softmax(output('side'))),
    rotations: share(turns, softmax(output('rotation'))),
    flags: share(
      flagHead,
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

export const typeIndex = (documentType: string): number => typeHead.indexOf(documentType as DocumentTypeId);
