/**
 * Finds the characters that the shipped reader surely gives for other ones: draws every rare character of the general standard inside a
 * name, in several typefaces and sizes, reads it, and writes electron/shared/confidence/look-alikes.json. `node tests/bench/find-look-alikes.ts [share]`
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Quad } from '#shared/page.ts';
import { calibrateCharacter } from '../../models/ocr/character-calibration.ts';
import { createPpOcrEngine } from '../../models/ocr/pp-ocr/pp-ocr-engine.ts';
import { listTypefaces } from '../../models/synthesis/fontconfig.ts';
import { rareCharacters } from '../../models/synthesis/record/rare-characters.ts';

const families = ['Noto Serif CJK SC', 'Noto Sans CJK SC', 'AR PL UKai CN', 'LXGW WenKai'];
/** Heights of the characters in pixels: a name of 3.2 mm at 220 and at 300 dpi, as papers and cards are scanned. */
const sizesPx = [28, 38];
const rowsPerPage = 24;
/** A reading below this goes to a person anyway. */
const sure = 0.9;
const surname = '李';
const given = '明';

/** What was drawn is not all that is printed: of the doubt that the surest confusion left, only so much may remain. */
const remainingDoubt = 1 / 3;
const boundOf = (upTo: number) => Math.round(calibrateCharacter(1 - (1 - upTo) * remainingDoubt) * 1e5) / 1e5;

const share = Number(process.argv[2] ?? 1);
const there = new Set(listTypefaces());
const missing = families.filter((family) => !there.has(family));
if (missing.length > 0) throw new Error(`typefaces missing: ${missing.join(', ')}`);
const engine = await createPpOcrEngine({ threads: 2, calibrated: false });
/** Read → what was printed, and the greatest probability with which it was read so. */
const confused = new Map<string, { printed: Set<string>; upTo: number }>();
const counts = { read: 0, right: 0, confused: 0, sure: 0 };

const wanted = rareCharacters.filter((_, index) => index % Math.round(1 / share) === 0);
let onReading = (printed: string, read: string, said: number): void => {
  counts.read++;
  if (read === printed) {
    counts.right++;
    return;
  }
  counts.confused++;
  if (said < sure) return;
  counts.sure++;
  const { printed: others, upTo } = confused.get(read) ?? { printed: new Set<string>(), upTo: 0 };
  confused.set(read, { printed: others.add(printed), upTo: Math.max(upTo, said) });
};
await readAll(wanted);

async function readAll(all: readonly string[]): Promise<void> {
  for (const [kind, family] of families.entries())
    for (let start = 0; start < all.length; start += rowsPerPage) await readPage(all.slice(start, start + rowsPerPage), family, kind);
}

async function readPage(characters: readonly string[], family: string, kind: number): Promise<void> {
  const px = sizesPx[kind % sizesPx.length]!;
  const row = px * 2;
  const texts = characters.map((one, index) => `<text x="${px}" y="${row * index + px * 1.5}">${surname}${one}${given}</text>`);
  const [width, height] = [px * 6, row * characters.length];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/><g font-family="${family}" font-size="${px}" fill="#222">${texts.join('')}</g></svg>`; // prettier-ignore
  const { data, info } = await sharp(Buffer.from(svg)).removeAlpha().blur(0.6).raw().toBuffer({ resolveWithObject: true });
  const image = { widthPx: info.width, heightPx: info.height, channels: 3 as const, data };
  const quads = characters.map((_, index): Quad => {
    const [left, top, right, bottom] = [px * 0.8, row * index + px * 0.4, px * 4.2, row * index + px * 1.9];
    return [[left, top], [right, top], [right, bottom], [left, bottom]]; // prettier-ignore
  });
  for (const { text, quad, characterConfidences = [] } of await engine.read(image, { quads })) {
    const printed = characters[Math.round((quad[0][1] - px * 0.4) / row)]!;
    const [first, read, last, ...more] = [...text];
    if (first !== surname || last !== given || more.length > 0 || read === undefined) continue;
    onReading(printed, read, characterConfidences[1]!);
  }
}

const rightlyRead = await readTrue([...confused.keys()]);
await engine.close();

/** How the listed characters themselves are read: what the list costs. */
async function readTrue(characters: readonly string[]): Promise<{ read: number; doubted: number }> {
  const figures = { read: 0, doubted: 0 };
  onReading = (printed, read, said) => {
    if (read !== printed) return;
    figures.read++;
    if (calibrateCharacter(said) <= boundOf(confused.get(read)!.upTo)) figures.doubted++;
  };
  await readAll(characters);
  return figures;
}

const characters = Object.fromEntries(
  [...confused]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([read, { printed, upTo }]) => [read, { for: [...printed].join(''), believedAbove: boundOf(upTo) }]),
);
if (share === 1) {
  const note = `surely read for another character by engine ${engine.version}, and how surely; made by tests/bench/find-look-alikes.ts`;
  const path = fileURLToPath(new URL('../../electron/shared/confidence/look-alikes.json', import.meta.url));
  writeFileSync(path, `${JSON.stringify({ note, characters }, null, 1)}\n`);
}
process.stdout.write(`${JSON.stringify({ ...counts, listed: Object.keys(characters).length, listedThemselves: rightlyRead })}\n`);
