/** `npm run draw`: draws the demo's stack of paper, one consistent story, into drivers/simulator/demo-stack with its truth. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { PixelImage } from '../image/pixel-image.ts';
import { drawPage } from './draw-page.ts';
import type { DrawnPage } from './draw-page.ts';
import type { ScanLook } from './degrade/scan-look.ts';
import { createRandom } from './random.ts';
import { dottedDate } from './record/chinese-writing.ts';
import { drawStory } from './record/story.ts';
import type { Story } from './record/story.ts';
import { openRenderer } from './render.ts';
import type { Renderer } from './render.ts';
import { findTemplate } from './templates/index.ts';
import { drawingProblem } from './typefaces.ts';
import type { BlankBackValues } from './templates/blank-back.ts';
import type { IdCardCopyValues } from './templates/id-card-copy.ts';
import type { LeaseContractValues } from './templates/lease-contract.ts';

const stackSeed = 2037;
/** The papers are handed in on this day; they stay valid until the power of attorney ends, a year later. */
const today = '2026-11-20';

/** Which paper a sheet is for the clerk; null = belongs to no slot. */
export type SlotHint = 'application' | 'operator-id' | 'premises' | 'authorization' | null;

type StackSheet = {
  slug: string;
  template: string;
  slot: SlotHint;
  page?: number;
  values?: unknown;
  look?: Partial<ScanLook>;
  /** Its empty back is scanned too. */
  back?: BlankBackValues;
};

/** In feeding order: mixed, as it comes over the counter. */
function stackSheets(story: Story): StackSheet[] {
  const agentCard: IdCardCopyValues = {
    person: story.agent,
    bilingual: false,
    note: { text: '与原件一致', signer: story.agent.name, date: dottedDate(story.authorization.signedDate) },
  };
  const lease: LeaseContractValues = { ...story, punched: true };
  return [
    { slug: 'lease-contract-page-1', template: 'lease-contract', slot: 'premises', page: 1, values: lease },
    { slug: 'lease-contract-page-2', template: 'lease-contract', slot: 'premises', page: 2, values: lease, back: { punched: true } },
    { slug: 'id-card-operator', template: 'id-card-copy', slot: 'operator-id' },
    { slug: 'promotion-flyer', template: 'promotion-flyer', slot: null },
    { slug: 'power-of-attorney', template: 'power-of-attorney', slot: 'authorization', look: { turnCw: 180 } },
    { slug: 'application-form', template: 'individual-business-application', slot: 'application', back: { punched: false } },
    { slug: 'lessor-business-licence', template: 'business-licence', slot: null, look: { turnCw: 90 } },
    { slug: 'id-card-agent', template: 'id-card-copy', slot: 'authorization', values: agentCard },
  ];
}

type StackFile = { file: string; slot: SlotHint; drawn: DrawnPage };

async function drawSheet(sheet: StackSheet, number: string, renderer: Renderer): Promise<StackFile[]> {
  const story = drawStory(createRandom(stackSeed), today);
  const common = { renderer, today };
  const values = sheet.values ?? storyValues(sheet.template, story);
  const front = await drawPage(sheet.template, stackSeed + Number(number), {
    ...common,
    values,
    ...(sheet.page ? { page: sheet.page } : {}),
    ...(sheet.look ? { look: sheet.look } : {}),
  });
  const files: StackFile[] = [{ file: `${number}-${sheet.slug}.jpg`, slot: sheet.slot, drawn: front }];
  if (sheet.back) {
    const shining: PixelImage = front.print.image;
    // A back that shines through is what makes naive blank detection fail.
    const back = await drawPage('blank-back', stackSeed + Number(number), {
      ...common,
      values: sheet.back,
      back: shining,
      look: { bleed: 0.055 },
    });
    files.push({ file: `${number}-${sheet.slug}-back.jpg`, slot: null, drawn: back });
  }
  return files;
}

function storyValues(template: string, story: Story): unknown {
  return findTemplate(template).fromStory(story, createRandom(`${stackSeed}/${template}`));
}

/** One line of `truth.json`; keys as document-types gives them, values normalised. */
function truthOf({ file, slot, drawn }: StackFile) {
  const { truth } = drawn;
  return {
    file,
    documentType: truth.documentType,
    side: truth.side,
    continuation: truth.continuation,
    rotationCw: truth.rotationCw,
    skewDegrees: Number(truth.skewDegrees.toFixed(3)),
    widthPx: truth.widthPx,
    heightPx: truth.heightPx,
    dpi: truth.dpi,
    sealPresent: truth.sealPresent,
    signaturePresent: truth.signaturePresent,
    slot,
    fields: Object.fromEntries(truth.fields.map((field) => [field.key, field.value])),
    boxes: Object.fromEntries(truth.fields.map((field) => [field.key, field.box])),
  };
}

const problem = drawingProblem(['train']);
if (problem !== null) {
  console.error(problem);
  process.exit(2);
}
const { values: options } = parseArgs({ options: { out: { type: 'string' } } });
const folder = options.out ?? fileURLToPath(new URL('../../drivers/simulator/demo-stack/', import.meta.url));
const story = drawStory(createRandom(stackSeed), today);
mkdirSync(folder, { recursive: true });
const renderer = await openRenderer();
const files: StackFile[] = [];
try {
  for (const [index, sheet] of stackSheets(story).entries()) {
    files.push(...(await drawSheet(sheet, String(index + 1).padStart(2, '0'), renderer)));
  }
} finally {
  await renderer.close();
}
for (const old of readdirSync(folder)) if (old.endsWith('.jpg')) rmSync(join(folder, old));
for (const { file, drawn } of files) {
  writeFileSync(join(folder, file), drawn.jpeg);
  console.log(`${file}  ${drawn.truth.documentType}  ${Math.round(drawn.jpeg.length / 1024)} KB`);
}
writeFileSync(join(folder, 'truth.json'), `${JSON.stringify({ version: 1, today, pages: files.map(truthOf) }, null, 1)}\n`);
console.log(`${files.length} pages, ${Math.round(files.reduce((sum, { drawn }) => sum + drawn.jpeg.length, 0) / 1024)} KB in ${folder}`);
