/** Draws or takes the pool, reads it, composes stacks and groups them: what `bench:stacks` and `bench:classifier` measure of splitting. */
import { randomUUID } from 'node:crypto';
import { groupPages } from '../../../electron/pipeline/group.ts';
import type { GroupPage } from '../../../electron/pipeline/group/group-page.ts';
import { serviceItems } from '../../../electron/shared/service-items/index.ts';
import { atLeast } from '../bars.ts';
import type { Bar } from '../bars.ts';
import { composeStack } from './compose-stacks.ts';
import type { Stack, StackSize } from './compose-stacks.ts';
import { readPool } from './read-pool.ts';
import type { ReadPage } from './read-pool.ts';
import { boundaryF1, scoreStack, sumScores } from './score-stacks.ts';
import type { StackScore } from './score-stacks.ts';
import { blankPages, drawPool, poolDocuments } from './stack-pool.ts';
import type { PoolPage } from './stack-pool.ts';

export type StacksPlan = {
  stacks: number;
  size: StackSize;
  /** The first stack's seed; other seeds for trying out, these for measuring. */
  firstSeed: number;
  /** Documents of the pool to draw from; all when absent. */
  poolSize?: number;
  /** Time for drawing and reading; stacks that then lack pages are composed of what is there. */
  budgetMs?: number;
};
export type StackFailure = { seed: number; page: string; expected: string; got: string };
export type StacksResult = {
  bars: Bar[];
  score: StackScore;
  pages: number;
  models: Record<string, string>;
  failures: StackFailure[];
  readMs: number[];
  groupMs: number;
};

export const fullPlan: StacksPlan = { stacks: 30, size: { min: 20, max: 60 }, firstSeed: 1 };
export const quickPlan: StacksPlan = { stacks: 4, size: { min: 8, max: 14 }, firstSeed: 1, poolSize: 9, budgetMs: 18_000 };

const boundaryBar = 0.97;
const orderBar = 0.97;

export async function measureStacks(plan: StacksPlan, progress: (text: string) => void): Promise<StacksResult> {
  const documents = poolDocuments();
  // Kinds take turns in a small pool.
  const step = plan.poolSize ? Math.max(1, Math.floor(documents.length / plan.poolSize)) : 1;
  const pool = plan.poolSize ? documents.filter((_, index) => index % step === 0).slice(0, plan.poolSize) : documents;
  const blanks = blankPages().slice(0, plan.poolSize ? 1 : undefined);
  const stacks = Array.from({ length: plan.stacks }, (_, index) => composeStack(pool, blanks, plan.firstSeed + index, plan.size));
  const wanted = new Map(stacks.flatMap(({ pages }) => pages.map(({ page }) => [page.key, page] as const)));
  const drawn = await drawPool([...wanted.values()], progress);
  const { pages, models, milliseconds, leftOut } = await readPool(drawn, progress, plan.budgetMs);
  if (leftOut > 0) progress(`${leftOut} page(s) left out for want of time`);
  const read = new Map(pages.map((page) => [page.key, page]));
  const started = performance.now();
  const outcomes = stacks.map((stack) => groupStack(stack, read));
  const groupMs = performance.now() - started;
  const score = sumScores(outcomes.map((outcome) => outcome.score));
  return {
    bars: [
      atLeast('stacks: document boundary F1', boundaryF1(score), boundaryBar),
      atLeast('stacks: page order of documents found whole', score.inOrder / Math.max(1, score.whole), orderBar),
    ],
    score,
    pages: outcomes.reduce((sum, { count }) => sum + count, 0),
    models,
    failures: outcomes.flatMap(({ failures }) => failures),
    readMs: milliseconds,
    groupMs: groupMs / Math.max(1, stacks.length),
  };
}

/** What a page of the pool is in a case: the recognition with a place in the stack. */
function groupPage(page: PoolPage & ReadPage, id: string, index: number): GroupPage {
  const { preparation, classification, fields, lines } = page.recognition;
  return {
    page: {
      id,
      index,
      source: { kind: 'scanner', deviceName: null, jobId: null, side: 'unknown' },
      sha256: page.sha256,
      bytes: 1,
      mimeType: 'image/jpeg',
      widthPx: preparation.widthPx,
      heightPx: preparation.heightPx,
      dpi: preparation.dpi,
      receivedAt: '2026-11-20T01:00:00.000Z',
      state: 'recognized',
      errorCode: null,
      preparation,
      classification,
    },
    fields,
    lines,
  };
}

function groupStack({ seed, pages }: Stack, read: ReadonlyMap<string, ReadPage>) {
  const present = pages.flatMap((stacked) => {
    const page = read.get(stacked.page.key);
    return page ? [{ ...stacked, id: randomUUID(), read: page }] : [];
  });
  const documents = groupPages({
    pages: present.map((each, index) => groupPage(each.read, each.id, index)),
    item: serviceItems[0]!,
    answers: {},
    previous: [],
    newId: () => randomUUID(),
  });
  const owner = new Map(documents.flatMap(({ id, pageIds }) => pageIds.map((pageId) => [pageId, id] as const)));
  const papers = present.filter(({ document }) => document !== null);
  const failures = papers.slice(1).flatMap((page, index): StackFailure[] => {
    const before = papers[index]!;
    const [isCut, cut] = [before.document !== page.document, owner.get(before.id) !== owner.get(page.id) || !owner.has(page.id)];
    return isCut === cut
      ? []
      : [{ seed, page: `${before.page.key} | ${page.page.key}`, expected: isCut ? 'cut' : 'joined', got: cut ? 'cut' : 'joined' }];
  });
  return { score: scoreStack(present, documents), failures, count: present.length };
}
