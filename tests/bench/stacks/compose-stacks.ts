/** Mixed stacks as clerks get them: documents of the pool in a row, some out of order, with empty backs and pages scanned twice. */
import { createRandom } from '../../../models/synthesis/random.ts';
import type { Random } from '../../../models/synthesis/random.ts';
import { scannedAgain } from './stack-pool.ts';
import type { PoolDocument, PoolPage } from './stack-pool.ts';

/** A page of a stack with what is true of it. */
export type StackPage = {
  page: PoolPage;
  /** Pages of one document bear one name; null for an empty side. */
  document: string | null;
  /** Place in its document, from 0. */
  place: number;
};
export type Stack = { seed: number; pages: StackPage[] };
export type StackSize = { min: number; max: number };

/** How often what goes wrong goes wrong. */
const chances = {
  reversed: 0.1,
  swapped: 0.08,
  turnedCard: 0.15,
  sheetBetween: 0.15,
  blankBack: 0.06,
  repeatedPage: 0.07,
  repeatedPaper: 0.06,
} as const;

function shuffled<T>(values: readonly T[], random: Random): T[] {
  return values
    .map((value) => ({ value, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

/** Contracts come in rows: the hardest cuts are those between two of a kind. */
function chooseDocuments(pool: readonly PoolDocument[], random: Random, wanted: number): PoolDocument[] {
  const long = shuffled(
    pool.filter(({ pages }) => pages.length > 2 || pages[0]!.layout.startsWith('contract-')),
    random,
  );
  const rest = shuffled(
    pool.filter((document) => !long.includes(document)),
    random,
  );
  const chosen: PoolDocument[] = [];
  let count = 0;
  while (count < wanted && (long.length > 0 || rest.length > 0)) {
    const row = random.chance(0.3) ? long.splice(0, random.integer(1, 3)) : rest.splice(0, random.integer(1, 4));
    chosen.push(...row);
    count += row.reduce((sum, { pages }) => sum + pages.length, 0);
  }
  return chosen;
}

function inScanOrder(document: PoolDocument, random: Random): StackPage[] {
  const pages = document.pages.map((page, place): StackPage => ({ page, document: document.key, place }));
  if (document.documentType === 'id-card') return random.chance(chances.turnedCard) ? pages.toReversed() : pages;
  if (pages.length > 1 && document.documentType !== 'household-register') {
    if (random.chance(chances.reversed)) return pages.toReversed();
    if (pages.length > 2 && random.chance(chances.swapped)) {
      const at = random.integer(1, pages.length - 2);
      return [...pages.slice(0, at), pages[at + 1]!, pages[at]!, ...pages.slice(at + 2)];
    }
  }
  return pages;
}

/** Only some papers are ever scanned twice, so that fewer pages must be read. */
const isRepeated = ({ pages }: PoolDocument): boolean => pages[0]!.layout.length % 3 === 0;

/** @param pool every document is used at most once in a stack @param blanks empty sides to strew in */
export function composeStack(pool: readonly PoolDocument[], blanks: readonly PoolPage[], seed: number, size: StackSize): Stack {
  const random = createRandom(`stack ${seed}`);
  const wanted = random.integer(size.min, size.max);
  const out: StackPage[] = [];
  const blank = (): StackPage => ({ page: random.pick(blanks), document: null, place: 0 });
  for (const document of chooseDocuments(pool, random, wanted)) {
    if (out.length >= wanted) break;
    const pages = inScanOrder(document, random);
    for (const [index, each] of pages.entries()) {
      out.push(each);
      // The sheet of a card copy is often printed on one side only.
      if (document.documentType === 'id-card' && index === 0 && pages.length > 1 && random.chance(chances.sheetBetween)) out.push(blank());
      else if (random.chance(chances.blankBack)) out.push(blank());
      if (document.pages.length > 1 && isRepeated(document) && random.chance(2 * chances.repeatedPage))
        out.push({ page: scannedAgain(each.page), document: `${document.key} again ${each.place}`, place: 0 });
    }
    if (document.pages.length === 1 && isRepeated(document) && random.chance(2 * chances.repeatedPaper))
      out.push({ page: scannedAgain(document.pages[0]!), document: `${document.key} again`, place: 0 });
  }
  return { seed, pages: out.slice(0, size.max) };
}
