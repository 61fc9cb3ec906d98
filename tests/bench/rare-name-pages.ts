/** Papers of people whose names hold rare characters, for the bench of hard papers. */
import { findDocumentType } from '#shared/document-types/index.ts';
import { createRandom } from '../../models/synthesis/random.ts';
import { drawRareName } from '../../models/synthesis/record/rare-characters.ts';
import type { LayoutValues } from '../../models/synthesis/templates/layout.ts';
import { layouts } from '../../models/synthesis/templates/index.ts';
import type { FieldOutcome } from './field-figures.ts';
import type { WantedFieldPage } from './field-pages.ts';

const types = ['id-card', 'lease-contract', 'power-of-attorney', 'business-licence'] as const;
/** Apart from the seeds of every other set. */
const firstSeed = 9000;

/** Everybody of the paper gets such a name, wherever it stands. */
function withRareNames(values: LayoutValues): LayoutValues {
  const random = createRandom(`rare names/${values.key}`);
  const { holder, partner, agent, child } = values.facts;
  const text = [holder, partner, agent, child].reduce(
    (all, { name }) => all.replaceAll(name, drawRareName(random)),
    JSON.stringify(values.facts),
  );
  return { ...values, facts: JSON.parse(text) as LayoutValues['facts'] };
}

/** Type by type in turn, so that any first part is a fair mixture. */
export function rareNamePages(count: number): WantedFieldPage[] {
  return Array.from({ length: count }, (_, index) => {
    const type = types[index % types.length]!;
    const round = Math.floor(index / types.length);
    const own = layouts.filter(({ documentType, side }) => documentType === type && side !== 'emblem');
    const layout = own[round % own.length]!;
    return { layout, split: layout.split, seed: firstSeed + round, page: 1, change: withRareNames };
  });
}

export const isPersonName = ({ documentType, key }: FieldOutcome): boolean =>
  findDocumentType(documentType)?.fields.some((field) => field.key === key && field.validators.includes('person-name')) ?? false;
