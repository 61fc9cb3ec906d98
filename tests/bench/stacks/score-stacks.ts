/** How well documents were found in stacks: cuts between neighbours, whole documents, and pages in their right order. */
import type { Document } from '../../../electron/shared/case.ts';
import type { StackPage } from './compose-stacks.ts';

export type StackScore = {
  /** Cuts between neighbouring pages, empty sides left out. */
  rightCuts: number;
  wrongCuts: number;
  missedCuts: number;
  /** Documents of several pages in the stack, those found with exactly their pages, and of these those in the right order. */
  longDocuments: number;
  whole: number;
  inOrder: number;
  /** Of those that were scanned out of order. */
  disordered: number;
  restored: number;
};

const none: StackScore = { rightCuts: 0, wrongCuts: 0, missedCuts: 0, longDocuments: 0, whole: 0, inOrder: 0, disordered: 0, restored: 0 };

export function sumScores(scores: readonly StackScore[]): StackScore {
  const keys = Object.keys(none) as (keyof StackScore)[];
  return scores.reduce((sum, score) => Object.fromEntries(keys.map((key) => [key, sum[key] + score[key]])) as StackScore, none);
}

export function boundaryF1({ rightCuts, wrongCuts, missedCuts }: StackScore): number {
  const [precision, recall] = [rightCuts / Math.max(1, rightCuts + wrongCuts), rightCuts / Math.max(1, rightCuts + missedCuts)];
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

/**
 * @param pages of the stack in the order of scanning, with the id of each
 * @param documents as grouped
 */
export function scoreStack(pages: readonly (StackPage & { id: string })[], documents: readonly Document[]): StackScore {
  const owner = new Map(documents.flatMap(({ id, pageIds }) => pageIds.map((pageId) => [pageId, id] as const)));
  const papers = pages.filter(({ document }) => document !== null);
  const score = { ...none };
  papers.slice(1).forEach((page, index) => {
    const before = papers[index]!;
    const [isCut, cut] = [
      before.document !== page.document,
      owner.get(before.id) === undefined || owner.get(before.id) !== owner.get(page.id),
    ];
    if (isCut && cut) score.rightCuts++;
    else if (cut) score.wrongCuts++;
    else if (isCut) score.missedCuts++;
  });
  for (const [, own] of Map.groupBy(papers, ({ document }) => document)) scoreDocument(own, documents, score);
  return score;
}

function scoreDocument(own: readonly (StackPage & { id: string })[], documents: readonly Document[], score: StackScore): void {
  if (own.length < 2) return;
  const wanted = own.toSorted((a, b) => a.place - b.place).map(({ id }) => id);
  const disordered = own.some(({ place }, index) => index > 0 && own[index - 1]!.place > place);
  const found = documents.find(({ pageIds }) => pageIds.length === wanted.length && pageIds.every((id) => wanted.includes(id)));
  const inOrder = found !== undefined && found.pageIds.every((id, index) => id === wanted[index]);
  score.longDocuments++;
  if (found) score.whole++;
  if (inOrder) score.inOrder++;
  if (disordered) score.disordered++;
  if (disordered && inOrder) score.restored++;
}
