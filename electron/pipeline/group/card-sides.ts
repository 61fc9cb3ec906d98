/** The two sides of a card that lie on separate pages find each other. */
import { documentTypes } from '#shared/document-types/index.ts';
import type { DocumentType } from '#shared/document-types/index.ts';
import type { GroupingReason } from '#shared/grouping-reason.ts';
import { checkIdValidity } from '#shared/validators/id-validity.ts';
import type { DocumentDraft } from './document-draft.ts';

/** Sides of one card are at most this many sheets apart: front, (back of its sheet,) other side. */
const maxDistance = 2;
/** The only two sides of a stack belong together over more sheets, unless something speaks against it. */
const onlyPairDistance = 8;
/** A period that cannot be the holder's outweighs everything; another size of paper makes doubtful. */
const cost = { problem: 3, otherSize: 2, backFirst: 0.5 } as const;

type Pair = { front: DocumentDraft; back: DocumentDraft; misfit: number; reason: GroupingReason['code'] };

const sideOf = ({ pages }: DocumentDraft): string | null => (pages.length === 1 ? (pages[0]?.page.classification?.side ?? null) : null);
const indexOf = ({ pages }: DocumentDraft): number => pages[0]?.page.index ?? 0;
const valueOf = ({ pages }: DocumentDraft, key: string): string =>
  pages.flatMap(({ fields }) => fields).find((field) => field.key === key)?.value ?? '';

function shapeOf({ pages }: DocumentDraft): number {
  const { preparation, widthPx = 1, heightPx = 1 } = pages[0]?.page ?? {};
  return (preparation?.widthPx ?? widthPx) / Math.max(1, preparation?.heightPx ?? heightPx);
}

function pairOf(front: DocumentDraft, back: DocumentDraft): Pair {
  const distance = Math.abs(indexOf(front) - indexOf(back));
  const [from, to, birth] = [valueOf(back, 'validFrom'), valueOf(back, 'validTo'), valueOf(front, 'birthDate')];
  const problems = from && birth ? checkIdValidity(from, to, birth, from).length : 0;
  const sameSize = Math.abs(Math.log(shapeOf(front) / shapeOf(back))) < 0.12;
  // The front is usually laid first.
  const order = indexOf(front) < indexOf(back) ? 0 : cost.backFirst;
  const misfit = distance + order + cost.problem * problems + (sameSize ? 0 : cost.otherSize);
  const reason =
    distance <= maxDistance ? 'card-sides-adjacent' : from && birth && problems === 0 ? 'card-sides-validity' : 'card-sides-size';
  return { front, back, misfit, reason };
}

export function pairCardSides(drafts: readonly DocumentDraft[]): DocumentDraft[] {
  return documentTypes.reduce<readonly DocumentDraft[]>(
    (paired, type) => (type.cardSides ? pairSidesOf(paired, type, type.cardSides) : paired),
    drafts,
  ) as DocumentDraft[];
}

function pairSidesOf(
  drafts: readonly DocumentDraft[],
  { id }: DocumentType,
  [frontSide, backSide]: NonNullable<DocumentType['cardSides']>,
): DocumentDraft[] {
  const cards = drafts.filter(({ documentType }) => documentType === id);
  const fronts = cards.filter((draft) => sideOf(draft) === frontSide);
  const backs = cards.filter((draft) => sideOf(draft) === backSide);
  const limit = fronts.length === 1 && backs.length === 1 ? onlyPairDistance : maxDistance;
  const pairs = backs
    .flatMap((back) => fronts.map((front) => pairOf(front, back)))
    .filter(({ misfit }) => misfit <= limit + cost.backFirst)
    .toSorted((a, b) => a.misfit - b.misfit);
  const taken = new Set<DocumentDraft>();
  const joined = new Map<DocumentDraft, DocumentDraft>();
  for (const { front, back, reason } of pairs) {
    if (taken.has(front) || taken.has(back)) continue;
    taken.add(front).add(back);
    const reasons = [...front.reasons, ...back.reasons, { code: reason, pageId: null }];
    joined.set(front, { ...front, pages: [...front.pages, ...back.pages], reasons });
  }
  return drafts.filter((draft) => !taken.has(draft) || joined.has(draft)).map((draft) => joined.get(draft) ?? draft);
}
