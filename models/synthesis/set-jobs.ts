/** Which pages make up a set: every layout of a split, as often as asked for. */
import { createRandom } from './random.ts';
import type { Split } from './splits.ts';
import { layouts } from './templates/index.ts';
import type { Layout } from './templates/layout.ts';

/** One page to print. */
export type SetJob = { layout: Layout; seed: string; page: number };

/** Layouts of the split; a document type without a validation layout is validated on its training layouts, with other seeds. */
function layoutsOf(split: Split): readonly Layout[] {
  const own = layouts.filter((layout) => layout.split === split);
  if (split !== 'validation') return own;
  const covered = new Set(own.map(({ documentType, side: face }) => `${documentType}/${face}`));
  return [...own, ...layouts.filter((layout) => layout.split === 'train' && !covered.has(`${layout.documentType}/${layout.side}`))];
}

/** Of a long document each render gives the first page and one of the later ones. Renders follow one another. */
export function setJobs(split: Split, renders: number, seed: number | string): SetJob[] {
  return Array.from({ length: renders }, (_, render) =>
    layoutsOf(split).flatMap((layout): SetJob[] => {
      const own = `${seed}/${split}/${render}`;
      const first = { layout, seed: own, page: 1 };
      if (layout.pages === 1) return [first];
      return [first, { layout, seed: own, page: createRandom(`${layout.id}/${own}/page`).integer(2, layout.pages) }];
    }),
  ).flat();
}
