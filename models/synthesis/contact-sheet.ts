/** Command: prints pages of the given layouts side by side into one picture, to be looked at beside the real papers. */
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import type { OverlayOptions, Sharp } from 'sharp';
import { drawThumbnail, printForThumbnails } from './draw-thumbnail.ts';
import { createRandom } from './random.ts';
import { openSheetPrinter } from './sheet-printer.ts';
import { isSplit } from './splits.ts';
import { layouts } from './templates/index.ts';
import { taughtLayouts } from './templates/layouts/taught-layouts.ts';

const usage = `node models/synthesis/contact-sheet.ts --out <file.jpg> [--match <part of a layout id or document type>] [--seeds 2] [--first 1] [--variants 0] [--side 320] [--columns 6] [--split <split>]
--variants 0 shows the clean print`;
const { values: options } = parseArgs({
  options: {
    out: { type: 'string' },
    match: { type: 'string', default: '' },
    seeds: { type: 'string', default: '2' },
    first: { type: 'string', default: '1' },
    variants: { type: 'string', default: '0' },
    side: { type: 'string', default: '320' },
    columns: { type: 'string', default: '6' },
    split: { type: 'string' },
  },
});
if (!options.out) {
  console.error(usage);
  process.exit(2);
}
const match = new RegExp(options.match);
const side = Number(options.side);
const split = options.split && isSplit(options.split) ? options.split : null;
const chosen = [...layouts, ...taughtLayouts].filter(
  (one) => (match.test(one.id) || match.test(one.documentType)) && (!split || one.split === split),
);
const printer = await openSheetPrinter(1000);
const tiles: Buffer[] = [];
const pad = async (image: Sharp) => tiles.push(await image.resize(side, side, { fit: 'contain', background: '#446' }).png().toBuffer());
const started = performance.now();
for (const one of chosen)
  for (let page = 1; page <= one.pages; page += 1)
    for (let seed = Number(options.first); seed < Number(options.first) + Number(options.seeds); seed += 1) {
      const print = await printForThumbnails(printer, one, seed, page, split ?? one.split);
      const { widthPx: width, heightPx: height, data } = print.print.image;
      const variants = Number(options.variants);
      if (variants === 0) await pad(sharp(data, { raw: { width, height, channels: 3 } }));
      for (let variant = 0; variant < variants; variant += 1)
        await pad(sharp((await drawThumbnail(print, side, createRandom(`${one.id}/${seed}/${page}/${variant}`))).jpeg));
    }
await printer.close();
const columns = Math.min(Number(options.columns), tiles.length);
const placed: OverlayOptions[] = tiles.map((input, index) => ({
  input,
  left: (index % columns) * (side + 4),
  top: Math.floor(index / columns) * (side + 4),
}));
await sharp({
  create: { width: columns * (side + 4), height: Math.ceil(tiles.length / columns) * (side + 4), channels: 3, background: '#223' },
})
  .composite(placed)
  .jpeg({ quality: 88 })
  .toFile(options.out);
console.log(`${tiles.length} pictures of ${chosen.length} layouts in ${((performance.now() - started) / 1000).toFixed(1)} s`);
