/** Which drawn pages judge the classifier: hold-out layouts and typefaces, and papers that no training set contains. */
import { printForThumbnails } from '../../models/synthesis/draw-thumbnail.ts';
import { setJobs } from '../../models/synthesis/set-jobs.ts';
import type { Split } from '../../models/synthesis/splits.ts';
import type { WantedPage } from './classifier-pages.ts';

/** Seeds of the benches; training sets are drawn with others. */
const benchSeed = 'bench';

/** @param renders pages per layout */
export function splitPages(split: Split, renders: number): WantedPage[] {
  return setJobs(split, renders, benchSeed).map(({ layout, seed, page }) => ({
    id: `${layout.id}-${seed}-${page}`,
    print: (printer) => printForThumbnails(printer, layout, seed, page, split),
  }));
}
