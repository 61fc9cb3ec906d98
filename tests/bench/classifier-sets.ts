/** Which drawn pages judge the classifier: hold-out layouts and typefaces, and papers that no training set contains. */
import { printForThumbnails } from '../../models/synthesis/draw-thumbnail.ts';
import { createRandom } from '../../models/synthesis/random.ts';
import { drawStory } from '../../models/synthesis/record/story.ts';
import { setJobs } from '../../models/synthesis/set-jobs.ts';
import type { Split } from '../../models/synthesis/splits.ts';
import { disabilityCard, nameApproval } from '../../models/synthesis/templates/layouts/taught-layouts.ts';
import type { Layout } from '../../models/synthesis/templates/layout.ts';
import { staffRoster } from '../../models/synthesis/templates/staff-roster.ts';
import type { Template } from '../../models/synthesis/templates/template.ts';
import type { WantedPage } from './classifier-pages.ts';

/** Seeds of the benches; training sets are drawn with others. */
const benchSeed = 'bench';

/** @param renders pages per layout */
export function splitPages(split: Split, renders: number): WantedPage[] {
  return setJobs(split, renders, benchSeed).map(({ layout, seed, page }) => layoutPage(layout, seed, page, split));
}

const layoutPage = (layout: Layout, seed: string, page: number, split: Split): WantedPage => ({
  id: `${layout.id}-${seed}-${page}`,
  print: (printer) => printForThumbnails(printer, layout, seed, page, split),
});

export type TaughtPaper = { name: string; pages: WantedPage[] };

/** Pages of kinds of paper that the shipped classifier does not know, for teaching it: no set contains them, nor anything of their layout. */
export function taughtPapers(count: number): TaughtPaper[] {
  const seeds = Array.from({ length: count }, (_, index) => `${benchSeed}/taught/${index}`);
  const ofLayout = (layout: Layout) => seeds.map((seed) => layoutPage(layout, seed, 1, 'holdout'));
  return [
    { name: '员工花名册', pages: seeds.map((seed) => storyPage(staffRoster as Template<unknown>, seed)) },
    { name: '残疾人证', pages: ofLayout(disabilityCard) },
    { name: '企业名称预先核准通知书', pages: ofLayout(nameApproval) },
  ];
}

function storyPage(template: Template<unknown>, seed: string): WantedPage {
  const random = createRandom(`${template.id}/${seed}`);
  const draw = () => {
    const values = template.fromStory(drawStory(random.fork('story'), '2026-11-20'), random.fork('values'));
    return template.sheet(values, 1, random.fork('sheet 1'));
  };
  return {
    id: `${template.id}-${seed}-1`,
    async print(printer) {
      const sheet = draw();
      const { documentType, side } = sheet;
      const layout: Layout = { ...template, documentType, side, split: 'holdout' } as Layout;
      return { layout, page: 1, sheet, print: await printer.print(sheet, template.paper), families: [], levels: new Map() };
    },
  };
}
