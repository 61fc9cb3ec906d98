/** The bars of the classifier out of judged pages. */
import { applyTaughtTypes, lookLimit } from '../../models/classifier/prototypes.ts';
import { prototypesOf } from '../../electron/services/taught-types/taught-report.ts';
import { ownTitle, sharedWords } from '../../electron/services/taught-types/taught-signs.ts';
import type { TaughtPrototypes, TaughtSample, TaughtType } from '#shared/taught-type.ts';
import { atLeast, atLeastOfFew, atMost } from './bars.ts';
import type { Bar } from './bars.ts';
import { judgeNames, share, typeAccuracy } from './classifier-judges.ts';
import type { JudgedPage, JudgeName } from './classifier-judges.ts';

const refused = new Set(['not-a-document', 'other', 'blank']);

export type ClassifierRow = { judge: JudgeName; holdout: number; real: number; negativesRefused: number; side: number };

const isNegative = ({ page }: JudgedPage) => page.label.documentType === 'not-a-document';

export function rowsOf(holdout: readonly JudgedPage[], real: readonly JudgedPage[]): ClassifierRow[] {
  return judgeNames.map((judge) => ({
    judge,
    holdout: typeAccuracy(holdout, judge),
    real: typeAccuracy(
      real.filter((page) => !isNegative(page)),
      judge,
    ),
    negativesRefused: share(real.filter(isNegative), ({ answers }) => refused.has(answers[judge].documentType)),
    side: share(
      holdout.filter(({ page, answers }) => page.label.side !== null && answers[judge].documentType === page.label.documentType),
      ({ page, answers }) => answers[judge].side === page.label.side,
    ),
  }));
}

/** A real negative is right when it is refused in any way. */
export const isRight = (judged: JudgedPage): boolean =>
  judged.page.label.template === 'real' && isNegative(judged)
    ? refused.has(judged.fused.documentType)
    : judged.fused.documentType === judged.page.label.documentType;

/** Accepted = the product shows the type without a mark that it is unsure. */
export function acceptance(pages: readonly JudgedPage[]) {
  const accepted = pages.filter(({ fused }) => fused.unsure !== true);
  const wrong = accepted.filter((page) => !isRight(page));
  return {
    accepted: accepted.length,
    share: accepted.length / pages.length,
    wrong,
    wrongShare: wrong.length / Math.max(1, accepted.length),
  };
}

/** Turn that the product gave the page, and the one that the look alone tells of the page as it arrived. */
export function turns(pages: readonly JudgedPage[]) {
  const turned = pages.filter(({ page }) => page.label.rotationCw !== null && !page.preparation.blank);
  return {
    pages: turned.length,
    fused: share(turned, ({ page }) => page.preparation.rotationCw === page.label.rotationCw),
    look: share(turned, ({ page, lookTurn }) => lookTurn.rotationCw === page.label.rotationCw),
  };
}

export type TaughtPages = { name: string; pages: readonly JudgedPage[] };
const samplesShown = 5;
const taughtAt = '2026-11-20T08:00:00.000Z';
const classifierVersion = 'bench';

/** Papers are taught as IT staff does: the first five pages are samples, and with all of them live the rest must be recognised. */
export function teach(papers: readonly TaughtPages[], others: readonly JudgedPage[]) {
  const live = papers.map(({ pages }, index) => prototypesFrom(pages.slice(0, samplesShown).map(asSample), `taught-bench${index}`));
  const becomes = ({ fused, page }: JudgedPage) => applyTaughtTypes(fused, page.lines, live).documentType;
  const unseen = papers.map(({ pages }) => pages.slice(samplesShown).map(becomes));
  const kept = others.map(becomes);
  return papers.map(({ name }, index) => {
    const { id, titles, minLook } = live[index]!;
    const isOwn = (type: string) => type === id;
    return {
      name,
      titles,
      unseen: unseen[index]!.length,
      recall: share(unseen[index]!, isOwn),
      stolen: share([...kept, ...unseen.filter((_, other) => other !== index).flat()], isOwn),
      minLook,
    };
  });
}

/** As the admin face makes them when nobody writes a title. */
function prototypesFrom(samples: readonly TaughtSample[], id: string): TaughtPrototypes {
  const titles = ownTitle(samples);
  const words = sharedWords(samples, titles);
  const type: TaughtType = { id, name: id, titles, words, state: 'live', createdAt: taughtAt, createdBy: 'bench' };
  return prototypesOf({ type, samples }, classifierVersion, { lookLimit });
}

function asSample({ page, fused }: JudgedPage): TaughtSample {
  return {
    id: crypto.randomUUID(),
    typeId: 'taught-bench01',
    source: 'upload',
    addedAt: taughtAt,
    addedBy: 'bench',
    classifierVersion,
    classification: fused,
    lines: page.lines,
  };
}

export type Figures = {
  /** Of the hold-out. */
  pages: number;
  rows: readonly ClassifierRow[];
  accepted: ReturnType<typeof acceptance>;
  turns: ReturnType<typeof turns>;
  taught: ReturnType<typeof teach>;
  medianMs: number;
};

/** Bars whose pages are missing (no real samples, a quick run) are left out; a quick run has few pages of the others. */
export function barsOf({ pages, rows, accepted, turns: turned, taught, medianMs }: Figures, { quick }: { quick: boolean }): Bar[] {
  const shareBar = quick ? atLeastOfFew : atLeast;
  const fused = rows.find(({ judge }) => judge === 'fused')!;
  const bars = [
    shareBar('page type on drawn hold-out pages, top-1, share ≥', fused.holdout, 0.98, pages),
    atLeast('page type on real samples, share ≥', fused.real, 0.93),
    atLeast('real negatives refused, share ≥', fused.negativesRefused, 0.9),
    atMost('accepted pages that are wrong (hold-out and real), share ≤', accepted.wrongShare, 0.005),
    shareBar('orientation of hold-out pages, share ≥', turned.fused, 0.995, turned.pages),
    ...taught.flatMap(({ name, recall, stolen }) => [
      atLeast(`${name} taught with 5 samples: recall on unseen pages ≥`, recall, 0.95),
      atMost(`${name}: pages of other types stolen, share ≤`, stolen, 0.01),
    ]),
    atMost('visual only on one core, ms ≤', medianMs, 15),
  ];
  return bars.filter(({ value }) => !Number.isNaN(value));
}
