/** Pages with known type for the classifier's benches: drawn as scanners and phones give them, prepared and read by the real engine, cached. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { prepare } from '../../electron/pipeline/prepare.ts';
import { readPage } from '../../electron/pipeline/read.ts';
import { pagePicture } from '../../models/classifier/page-picture.ts';
import type { PagePicture } from '../../models/classifier/page-picture.ts';
import type { PageNetwork } from '../../models/classifier/page-network.ts';
import { turnByLook } from '../../models/classifier/turn-by-look.ts';
import { decodeImage } from '../../models/image/decode.ts';
import { discardImage } from '../../models/image/pixel-image.ts';
import type { OcrEngine, TextFinder } from '../../models/ocr/engine.ts';
import { createPpOcrEngine } from '../../models/ocr/pp-ocr/pp-ocr-engine.ts';
import type { CaptureLook } from '../../models/synthesis/degrade/capture-look.ts';
import { drawThumbnail } from '../../models/synthesis/draw-thumbnail.ts';
import type { ThumbnailLabel, ThumbnailPrint } from '../../models/synthesis/draw-thumbnail.ts';
import { createRandom } from '../../models/synthesis/random.ts';
import { openSheetPrinter } from '../../models/synthesis/sheet-printer.ts';
import type { SheetPrinter } from '../../models/synthesis/sheet-printer.ts';
import type { Preparation, TextLine } from '#shared/page.ts';

export type PageLabel = Pick<
  ThumbnailLabel,
  'documentType' | 'side' | 'rotationCw' | 'continuation' | 'template' | 'capture' | 'grey' | 'quality'
>;

/** What the classifier is told about a page, with the truth beside it. */
export type ReadPage = {
  id: string;
  label: PageLabel;
  preparation: Preparation;
  lines: TextLine[];
  /** The prepared page as the network sees it. */
  picture: PagePicture;
  /** The page as it arrived, before it was turned upright. */
  arrived: PagePicture;
  file: string;
};

/** One page to draw: `print` is called only when the page is not in the cache. */
export type WantedPage = { id: string; print: (printer: SheetPrinter) => Promise<ThumbnailPrint> };

const cacheFolder = join(fileURLToPath(new URL('../../', import.meta.url)), '.cache/bench/classifier-pages');
/** A4 at about 155 dpi: what a phone or a quick scan gives; small print is hard to read. */
const pageSidePx = 1800;
const printSidePx = 2000;
/** Training pictures are blurred in proportion to this side; optics blur some pixels, however many there are. */
const blurSidePx = 448;
/** Changes when pages of an older recipe must not be served any more. */
const recipe = 'v2';

/** After `budgetMs` the rest is left out. */
export type ReadOptions = { progress: (text: string) => void; budgetMs?: number };

/** Pages from the cache; what is missing is drawn and read. */
export async function readPages(wanted: readonly WantedPage[], { progress, budgetMs = Infinity }: ReadOptions): Promise<ReadPage[]> {
  const started = performance.now();
  const pages: ReadPage[] = [];
  let printer: SheetPrinter | undefined;
  let engine: (OcrEngine & TextFinder) | undefined;
  try {
    for (const page of wanted) {
      const path = join(cacheFolder, `${page.id.replaceAll('/', '-')}-${recipe}`);
      if (!existsSync(`${path}.json`)) {
        if (performance.now() - started > budgetMs) continue;
        printer ??= await openSheetPrinter(printSidePx);
        engine ??= await createPpOcrEngine();
        try {
          await drawIntoCache(page, path, printer, engine);
          progress(`read ${page.id}`);
        } catch (error) {
          // A browser that was lost would lose all pages after this one too.
          await printer.close().catch(() => undefined);
          printer = undefined;
          progress(`left out, it could not be read: ${page.id} (${(error as Error).message})`);
          continue;
        }
      }
      pages.push(fromCache(page.id, path));
    }
  } finally {
    await printer?.close();
    await engine?.close();
  }
  return pages;
}

async function drawIntoCache(
  { id, print }: WantedPage,
  path: string,
  printer: SheetPrinter,
  engine: OcrEngine & TextFinder,
): Promise<void> {
  const { jpeg, label } = await drawThumbnail(await print(printer), pageSidePx, createRandom(`classifier bench/${id}`), withPlainOptics);
  const { lines, preparation, picture, arrived } = await readBytes(jpeg, engine, engine);
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(`${path}.jpg`, jpeg);
  writeFileSync(`${path}.pictures`, Buffer.concat([picture.data, arrived.data]));
  const shapes = [picture, arrived].map(({ turned, longToShort }) => ({ turned, longToShort }));
  writeFileSync(`${path}.part`, JSON.stringify({ label, preparation, lines, shapes }));
  renameSync(`${path}.part`, `${path}.json`);
}

function withPlainOptics(look: CaptureLook): CaptureLook {
  const share = blurSidePx / pageSidePx;
  const motion = look.motion && { dx: look.motion.dx * share, dy: look.motion.dy * share };
  return { ...look, blurPx: look.blurPx * share, motion, quality: look.quality.filter((flag) => flag !== 'blurred') };
}

/** The first steps of the pipeline on the bytes of one file. */
export async function readBytes(
  bytes: Uint8Array,
  engine: OcrEngine,
  finder: TextFinder,
): Promise<Omit<ReadPage, 'id' | 'label' | 'file'>> {
  const page = await prepare(bytes, { dpi: null, finder });
  const lines = await readPage(page, engine);
  const arrived = await pagePicture(await decodeImage(bytes));
  return { preparation: page.preparation, lines, picture: await pagePicture(page.image), arrived };
}

type CachedPage = Pick<ReadPage, 'label' | 'preparation' | 'lines'> & { shapes: Omit<PagePicture, 'data'>[] };

function fromCache(id: string, path: string): ReadPage {
  const { shapes, ...page } = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as CachedPage;
  const pictures = new Uint8Array(readFileSync(`${path}.pictures`));
  const half = pictures.length / 2;
  const [picture, arrived] = shapes.map((shape, index) => ({ ...shape, data: pictures.subarray(index * half, (index + 1) * half) }));
  return { id, ...page, picture: picture!, arrived: arrived!, file: `${path}.jpg` };
}

/**
 * The cache was filled by text alone, so that it outlives a model; pages that the product now turns or cuts otherwise, with the
 * network's help or by better rules, are read again as it does.
 */
export async function withLook(
  pages: readonly ReadPage[],
  network: PageNetwork,
  { progress, budgetMs = Infinity }: ReadOptions,
): Promise<ReadPage[]> {
  const started = performance.now();
  const engine = await createPpOcrEngine();
  const finder = turnByLook(engine, network);
  const done: ReadPage[] = [];
  for (const page of pages) {
    if (performance.now() - started > budgetMs) break;
    const bytes = readFileSync(page.file);
    const { preparation, image } = await prepare(bytes, { dpi: null, finder });
    discardImage(image);
    const again = !isDeepStrictEqual(geometryOf(preparation), geometryOf(page.preparation));
    if (again) progress(`again with the look: ${page.id}`);
    done.push(again ? { ...page, ...(await readBytes(bytes, engine, finder)) } : page);
  }
  await engine.close();
  return done;
}

const geometryOf = ({ outline, rotationCw, skewDegrees, crop }: Preparation) => ({ outline, rotationCw, skewDegrees, crop });
