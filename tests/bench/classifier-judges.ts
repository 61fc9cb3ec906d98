/** Every way of classifying, asked about the same pages: fused, evidence alone, look alone, text alone. */
import { emptyPage } from '../../electron/pipeline/classify.ts';
import { createEvidence } from '../../models/classifier/evidence.ts';
import type { TextEvidence } from '../../models/classifier/evidence.ts';
import calibration from '../../models/classifier/calibration.json' with { type: 'json' };
import { fuse } from '../../models/classifier/fusion.ts';
import type { NetworkVoices } from '../../models/classifier/fusion.ts';
import { typeProbabilities } from '../../models/classifier/page-network.ts';
import type { NetworkOpinion, PageNetwork } from '../../models/classifier/page-network.ts';
import { likeliestTurn } from '../../models/classifier/turn-by-look.ts';
import type { Classification, Rotation, Side } from '#shared/page.ts';
import type { ReadPage } from './classifier-pages.ts';

export const judgeNames = ['fused', 'evidence only', 'visual only', 'text only'] as const;
export type JudgeName = (typeof judgeNames)[number];
export type Answer = { documentType: string; side: Side | null; confidence: number };

export type JudgedPage = {
  page: ReadPage;
  voices: NetworkVoices;
  evidence: TextEvidence;
  fused: Classification;
  answers: Record<JudgeName, Answer>;
  /** Clockwise turn for the page as it arrived, told by its look alone, and how sure. */
  lookTurn: { rotationCw: Rotation; confidence: number };
};

const evidenceOf = createEvidence();

function networkAnswer({ typeLogits, sides }: NetworkOpinion, temperature: number): Answer {
  const [documentType, confidence] = [...typeProbabilities(typeLogits, temperature)].toSorted((a, b) => b[1] - a[1])[0]!;
  const [side] = [...sides].toSorted((a, b) => b[1] - a[1])[0]!;
  return { documentType, side, confidence };
}

/** Empty pages never reach a classifier in the product; the bench lets each judge alone say what it makes of them. */
export async function judgePage(page: ReadPage, network: PageNetwork): Promise<JudgedPage> {
  const { picture, lines, preparation, arrived } = page;
  const evidence = evidenceOf(lines, preparation);
  const opinion = await network.judge({ picture, lines });
  const look = await network.judge({ picture, lines: null });
  const text = await network.judge({ picture: null, lines });
  const { rotations } = await network.judge({ picture: arrived, lines: null });
  const fused = emptyPage(preparation) ?? fuse({ both: opinion, text }, evidence);
  const { fused: together, look: alone } = calibration.temperature;
  const answers = {
    fused,
    'evidence only': evidence.classification,
    'visual only': networkAnswer(look, alone),
    'text only': networkAnswer(text, together),
  };
  return { page, voices: { both: opinion, text }, evidence, fused, answers, lookTurn: likeliestTurn(rotations) };
}

export async function judgePages(pages: readonly ReadPage[], network: PageNetwork): Promise<JudgedPage[]> {
  const judged: JudgedPage[] = [];
  for (const page of pages) judged.push(await judgePage(page, network));
  return judged;
}

/** Share of pages whose type is told right. */
export function typeAccuracy(judged: readonly JudgedPage[], judge: JudgeName): number {
  return share(judged, ({ page, answers }) => answers[judge].documentType === page.label.documentType);
}

export function share<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.length === 0 ? NaN : items.filter(test).length / items.length;
}
