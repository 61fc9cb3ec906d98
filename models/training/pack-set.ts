/** Command: packs drawn sets into flat arrays for training, through the same code that prepares a page for the shipped network. */
import { createReadStream, createWriteStream, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { documentTypes } from '#shared/document-types/index.ts';
import { labelsFor } from '../classifier/model-labels.ts';
import { pagePicture, pictureHeightPx, pictureWidthPx } from '../classifier/page-picture.ts';
import { bodyBuckets, textAmount, textBuckets, textTokens } from '../classifier/text-tokens.ts';
import type { PrintedText } from '../classifier/text-tokens.ts';
import { decodeImage } from '../image/decode.ts';
import type { ThumbnailLabel } from '../synthesis/draw-thumbnail.ts';
import { createRandom } from '../synthesis/random.ts';
import { layouts } from '../synthesis/templates/index.ts';
import { noisyLines } from './noisy-lines.ts';

/** Types that nobody draws yet cannot be learnt; they are told by their text alone. */
const drawn = new Set<string>(layouts.filter(({ split }) => split === 'train').map(({ documentType }) => documentType));
const labels = labelsFor(documentTypes.map(({ id }) => id).filter((id) => drawn.has(id)));

const usage = 'node models/training/pack-set.ts --set <folder of draw-set.ts> --out <prefix>';
/** Of each picture: its faultless text, then as often as this a reading with errors. */
const noisyReadings = 4;

type DrawnLabel = ThumbnailLabel & { file: string; lines: string[]; lineHeightsMm: number[] };
type PackedRow = {
  file: string;
  layout: string;
  type: number;
  side: number;
  /** Index into the rotations of the labels for the picture as packed; -1 where nothing tells top from bottom. */
  rotation: number;
  flags: number[];
  /** Logarithm of long side over short side. */
  shape: number;
  grey: boolean;
  /** Per reading: number of tokens and amount of text. */
  tokenCounts: number[];
  amounts: number[];
};

const { values: options } = parseArgs({ options: { set: { type: 'string' }, out: { type: 'string' } } });
if (!options.set || !options.out) {
  console.error(usage);
  process.exit(2);
}

function readingsOf(label: DrawnLabel): PrintedText[][] {
  const lines = label.lines.map((text, index) => ({ text, height: label.lineHeightsMm[index] ?? 1 }));
  const random = createRandom(`readings/${label.file}`);
  return [lines, ...Array.from({ length: noisyReadings }, (_, index) => noisyLines(lines, random.fork(String(index))))];
}

async function packOne(label: DrawnLabel, folder: string) {
  const image = await decodeImage(readFileSync(join(folder, label.file)));
  const { data, turned, longToShort } = await pagePicture(image);
  const readings = readingsOf(label);
  const tokens = readings.map((lines) => textTokens(lines));
  const rotation = label.rotationCw === null ? -1 : (label.rotationCw + (turned ? 270 : 0)) % 360;
  const row: PackedRow = {
    file: label.file,
    layout: label.template,
    type: labels.types.indexOf(label.documentType),
    side: labels.sides.indexOf(label.side),
    rotation: labels.rotations.findIndex((turn) => turn === rotation),
    flags: labels.flags.map((flag) => Number(flag === 'continuation' ? label.continuation : label.quality.includes(flag))),
    shape: Math.log(longToShort),
    grey: label.grey,
    tokenCounts: tokens.map(({ length }) => length),
    amounts: readings.map((lines) => textAmount(lines)),
  };
  return { row, data, tokens: Uint16Array.from(tokens.flat()) };
}

async function* labelsOf(folder: string): AsyncGenerator<DrawnLabel> {
  for (const name of readdirSync(folder)
    .filter((name) => /^labels-.*\.jsonl$/.test(name))
    .sort())
    for await (const line of createInterface({ input: createReadStream(join(folder, name)) })) yield JSON.parse(line) as DrawnLabel;
}

const { set, out } = options;
const pictures = createWriteStream(`${out}.pictures.u8`);
const tokenFile = createWriteStream(`${out}.tokens.u16`);
const rows: PackedRow[] = [];
for await (const label of labelsOf(set)) {
  const { row, data, tokens } = await packOne(label, set);
  rows.push(row);
  tokenFile.write(Buffer.from(tokens.buffer));
  if (!pictures.write(data)) await new Promise<void>((resolve) => pictures.once('drain', () => resolve()));
}
await Promise.all([pictures, tokenFile].map((stream) => new Promise<void>((resolve) => stream.end(() => resolve()))));
const shape = { pictureWidthPx, pictureHeightPx, bodyBuckets, textBuckets, labels };
writeFileSync(`${out}.json`, JSON.stringify({ ...shape, rows }));
console.log(`${rows.length} pictures of ${basename(set)} in ${out}.*`);
