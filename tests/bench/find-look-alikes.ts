/**
 * Finds the characters that the shipped reader surely gives for other ones: draws every rare character of the general standard inside a
 * name, in several typefaces and sizes, reads it, and writes models/ocr/look-alikes.json. `node tests/bench/find-look-alikes.ts [share]`
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Quad } from '#shared/page.ts';
import { createPpOcrEngine } from '../../models/ocr/pp-ocr/pp-ocr-engine.ts';
import { listTypefaces } from '../../models/synthesis/fontconfig.ts';
import { rareCharacters } from '../../models/synthesis/record/rare-characters.ts';

const families = ['Noto Serif CJK SC', 'Noto Sans CJK SC', 'AR PL UKai CN', 'LXGW WenKai'];
/** Heights of the characters in pixels: an ID card at 150 and at 300 dpi. */
const sizesPx = [20, 40];
const rowsPerPage = 24;
/** A reading below this goes to a person anyway. */
const sure = 0.9;
const surname = '李';
const given = '明';

const share = Number(process.argv[2] ?? 1);
const there = new Set(listTypefaces());
const missing = families.filter((family) => !there.has(family));
if (missing.length > 0) throw new Error(`typefaces missing: ${missing.join(', ')}`);
const engine = await createPpOcrEngine({ threads: 2, calibrated: false });
const confused = new Map<string, Set<string>>();
const counts = { read: 0, right: 0, confused: 0, sure: 0 };

const wanted = rareCharacters.filter((_, index) => index % Math.round(1 / share) === 0);
for (const [kind, family] of families.entries())
  for (let start = 0; start < wanted.length; start += rowsPerPage) await readPage(wanted.slice(start, start + rowsPerPage), family, kind);
await engine.close();

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
    counts.read++;
    if (read === printed) {
      counts.right++;
      continue;
    }
    counts.confused++;
    if (characterConfidences[1]! < sure) continue;
    counts.sure++;
    confused.set(read, (confused.get(read) ?? new Set()).add(printed));
  }
}

const pairs = Object.fromEntries([...confused].sort(([a], [b]) => a.localeCompare(b)).map(([read, printed]) => [read, [...printed].join('')]));
if (share === 1) {
  const note = `surely read for another character by engine ${engine.version}: read → printed; made by tests/bench/find-look-alikes.ts`;
  const path = fileURLToPath(new URL('../../models/ocr/look-alikes.json', import.meta.url));
  writeFileSync(path, `${JSON.stringify({ note, pairs }, null, 1)}\n`);
}
process.stdout.write(`${JSON.stringify({ ...counts, characters: Object.keys(pairs).length })}\n`);
