/** The two sides of an ID card that lie on separate pages find each other. */
import type { GroupingReason } from '#shared/grouping-reason.ts';
import { checkIdValidity } from '#shared/validators/id-validity.ts';
import type { Draft } from './drafts.ts';

/** Sides of one card are at most this many sheets apart: front, (back of its sheet,) other side. */
const maxDistance = 2;
/** The only two sides of a stack belong together over more sheets, unless something speaks against it. */
const onlyPairDistance = 8;
/** A period that cannot be the holder's outweighs everything; another size of paper makes doubtful. */
const cost = { problem: 3, otherSize: 2, emblemFirst: 0.5 } as const;

type Pair = { portrait: Draft; emblem: Draft; misfit: number; reason: GroupingReason['code'] };

const sideOf = ({ pages }: Draft): string | null => (pages.length === 1 ? (pages[0]?.page.classification?.side ?? null) : null);
const indexOf = ({ pages }: Draft): number => pages[0]?.page.index ?? 0;
const valueOf = ({ pages }: Draft, key: string): string =>
  pages.flatMap(({ fields }) => fields).find((field) => field.key === key)?.value ?? '';

function shapeOf({ pages }: Draft): number {
  const { preparation, widthPx = 1, heightPx = 1 } = pages[0]?.page ?? {};
  return (preparation?.widthPx ?? widthPx) / Math.max(1, preparation?.heightPx ?? heightPx);
}

function pairOf(portrait: Draft, emblem: Draft): Pair {
  const distance = Math.abs(indexOf(portrait) - indexOf(emblem));
  const [from, to, birth] = [valueOf(emblem, 'validFrom'), valueOf(emblem, 'validTo'), valueOf(portrait, 'birthDate')];
  const problems = from && birth ? checkIdValidity(from, to, birth, from).length : 0;
  const sameSize = Math.abs(Math.log(shapeOf(portrait) / shapeOf(emblem))) < 0.12;
  // The portrait side is usually laid first.
  const order = indexOf(portrait) < indexOf(emblem) ? 0 : cost.emblemFirst;
  const misfit = distance + order + cost.problem * problems + (sameSize ? 0 : cost.otherSize);
  const reason =
    distance <= maxDistance ? 'card-sides-adjacent' : from && birth && problems === 0 ? 'card-sides-validity' : 'card-sides-size';
  return { portrait, emblem, misfit, reason };
}

export function pairCardSides(drafts: readonly Draft[]): Draft[] {
  const cards = drafts.filter(({ documentType }) => documentType === 'id-card');
  const portraits = cards.filter((draft) => sideOf(draft) === 'portrait');
  const emblems = cards.filter((draft) => sideOf(draft) === 'emblem');
  const limit = portraits.length === 1 && emblems.length === 1 ? onlyPairDistance : maxDistance;
  const pairs = emblems
    .flatMap((emblem) => portraits.map((portrait) => pairOf(portrait, emblem)))
    .filter(({ misfit }) => misfit <= limit + cost.emblemFirst)
    .toSorted((a, b) => a.misfit - b.misfit);
  const taken = new Set<Draft>();
  const joined = new Map<Draft, Draft>();
  for (const { portrait, emblem, reason } of pairs) {
    if (taken.has(portrait) || taken.has(emblem)) continue;
    taken.add(portrait).add(emblem);
    const reasons = [...portrait.reasons, ...emblem.reasons, { code: reason, pageId: null }];
    joined.set(portrait, { ...portrait, pages: [...portrait.pages, ...emblem.pages], reasons });
  }
  return drafts.filter((draft) => !taken.has(draft) || joined.has(draft)).map((draft) => joined.get(draft) ?? draft);
}
