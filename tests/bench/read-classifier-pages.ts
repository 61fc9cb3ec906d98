/** Command: fills the cache of the classifier's benches: `node tests/bench/read-classifier-pages.ts holdout|validation|taught [pages per layout] [chunk 1/1]`. */
import { readPages } from './classifier-pages.ts';
import { splitPages, taughtPapers } from './classifier-sets.ts';
import { isSplit } from '../../models/synthesis/splits.ts';

const [split = 'holdout', renders = '4', chunk = '1/1'] = process.argv.slice(2);
if (!isSplit(split) && split !== 'taught') throw new Error('holdout, validation or taught');
const [part, parts] = chunk.split('/').map(Number) as [number, number];
const all = isSplit(split) ? splitPages(split, Number(renders)) : taughtPapers(Number(renders)).flatMap(({ pages }) => pages);
const wanted = all.filter((_, index) => index % parts === part - 1);
let done = 0;
const pages = await readPages(wanted, { progress: (text) => console.error(`${++done}/${wanted.length} ${text}`) });
console.log(`${pages.length} pages of ${split}`);
