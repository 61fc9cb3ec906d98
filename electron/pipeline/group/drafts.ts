/** Pages to documents: pages without a title join the document before them, the two sides of a card find each other. */
import type { CaseField, Page } from '#shared/case.ts';
import type { Field } from '#shared/page.ts';
import { checkIdValidity } from '#shared/validators/id-validity.ts';

export type GroupPage = { page: Page; fields: readonly Field[]; lineTexts?: readonly string[] };
/** A document before it has an id and a place. */
export type Draft = { documentType: string; pages: GroupPage[] };

/** Papers of several pages; a page without a title may be taken for a relative of its document. */
const families: readonly (readonly string[])[] = [
  ['lease-contract', 'contract'],
  ['application-form'],
  ['power-of-attorney'],
  ['test-report'],
  ['commitment-letter'],
  ['household-register'],
  ['official-letter'],
];
const areRelated = (left: string, right: string): boolean =>
  left === right || families.some((family) => family.includes(left) && family.includes(right));

const typeOf = ({ page }: GroupPage): string => page.classification?.documentType ?? 'other';
const isBlank = ({ page }: GroupPage): boolean => page.preparation?.blank === true || typeOf({ page, fields: [] }) === 'blank';

/** Sides of one card are at most this many sheets apart: front, (back of its sheet,) other side. */
const maxDistance = 2;

/** A member's page belongs to the register whose first page or member it follows. */
const joinsRegister = (draft: Draft | undefined, page: GroupPage): boolean =>
  draft?.documentType === 'household-register' && typeOf(page) === 'household-register' && page.page.classification?.side === 'member';

function joinFollowing(pages: readonly GroupPage[]): Draft[] {
  const drafts: Draft[] = [];
  const waiting: GroupPage[] = [];
  for (const page of pages) {
    const last = drafts.at(-1);
    const follows = page.page.classification?.continuation === true;
    if (last && ((follows && areRelated(last.documentType, typeOf(page))) || joinsRegister(last, page))) last.pages.push(page);
    else if (follows) waiting.push(page);
    else drafts.push({ documentType: typeOf(page), pages: [page] });
  }
  // A stack laid in backwards brings the later page first; with nothing to join it stands alone.
  for (const page of waiting) {
    const index = page.page.index;
    const host = drafts
      .filter((draft) => areRelated(draft.documentType, typeOf(page)))
      .toSorted((a, b) => Math.abs((a.pages[0]?.page.index ?? 0) - index) - Math.abs((b.pages[0]?.page.index ?? 0) - index))[0];
    if (host) host.pages.push(page);
    else drafts.push({ documentType: typeOf(page), pages: [page] });
  }
  return drafts;
}

const sideOf = ({ pages }: Draft): string | null => (pages.length === 1 ? (pages[0]?.page.classification?.side ?? null) : null);
const valueOf = ({ pages }: Draft, key: string): string =>
  pages.flatMap(({ fields }) => fields).find((field) => field.key === key)?.value ?? '';

/** How badly an emblem side suits a portrait side: sheets between them, more when the period does not fit the age. */
function misfit(portrait: Draft, emblem: Draft): number {
  const distance = Math.abs((portrait.pages[0]?.page.index ?? 0) - (emblem.pages[0]?.page.index ?? 0));
  const [from, to, birth] = [valueOf(emblem, 'validFrom'), valueOf(emblem, 'validTo'), valueOf(portrait, 'birthDate')];
  const problems = from && birth ? checkIdValidity(from, to, birth, from).length : 0;
  // The portrait side is usually laid first.
  const order = (portrait.pages[0]?.page.index ?? 0) < (emblem.pages[0]?.page.index ?? 0) ? 0 : 0.5;
  return distance + order + 3 * problems;
}

function pairCardSides(drafts: readonly Draft[]): Draft[] {
  const cards = drafts.filter(({ documentType }) => documentType === 'id-card');
  const portraits = cards.filter((draft) => sideOf(draft) === 'portrait');
  const pairs = cards
    .filter((draft) => sideOf(draft) === 'emblem')
    .flatMap((emblem) => portraits.map((portrait) => ({ portrait, emblem, misfit: misfit(portrait, emblem) })))
    .filter((pair) => pair.misfit <= maxDistance + 0.5)
    .toSorted((a, b) => a.misfit - b.misfit);
  const taken = new Set<Draft>();
  const joined = new Map<Draft, Draft>();
  for (const { portrait, emblem } of pairs) {
    if (taken.has(portrait) || taken.has(emblem)) continue;
    taken.add(portrait).add(emblem);
    joined.set(portrait, { ...portrait, pages: [...portrait.pages, ...emblem.pages] });
  }
  return drafts.filter((draft) => !taken.has(draft) || joined.has(draft)).map((draft) => joined.get(draft) ?? draft);
}

/** Documents in the order of their first pages; blank pages form none. */
export function draftDocuments(pages: readonly GroupPage[]): Draft[] {
  const ordered = pages.filter((page) => !isBlank(page)).toSorted((a, b) => a.page.index - b.page.index);
  return pairCardSides(joinFollowing(ordered));
}

/** One field per key: the first that was found, in page order; what no page has stays listed once as empty. */
export function caseFields({ pages }: Draft): CaseField[] {
  const byKey = new Map<string, CaseField>();
  for (const { page, fields } of pages)
    for (const field of fields) {
      const known = byKey.get(field.key);
      if (known && (known.value !== '' || field.value === '')) continue;
      byKey.set(field.key, { ...field, pageId: page.id, machineValue: field.value, reviewedBy: null, reviewedAt: null });
    }
  return [...byKey.values()];
}
