/** OFD → one image per page: each page is written as a PDF of one page, which is then drawn like any other. */
import sharp from 'sharp';
import { AppError, isAppError } from '#shared/errors.ts';
import { splitPdf } from '../pdf-pages.ts';
import type { PageImage } from '../page-image.ts';
import { addResources, areaOf, isShown, noResources, readOfd, type OfdDocument, type OfdStamp } from './ofd-document.ts';
import { boxOf, type OfdBox } from './ofd-geometry.ts';
import { OfdPackage } from './ofd-package.ts';
import { emptyTally, OfdPainter, type Tally } from './ofd-painter.ts';
import { sealPicture } from './ofd-seal.ts';
import { Sheet } from './ofd-sheet.ts';
import { substituteTypeface, type Typeface } from './ofd-typeface.ts';
import { child, children, type XmlElement } from './ofd-xml.ts';

/** As for PDFs. */
const MAX_PAGES = 1000;
/** A PDF page cannot be longer: 200 inches. */
const MAX_SIDE_MM = 5080;
/** A page without this share of its letters is not what was handed in. */
const LOST_SHARE = 0.05;
const LEAST_LOST = 2;
const LEAST_INK = 250;
/** A seal that is an OFD file may hold one more. */
const MAX_PACKAGES_DEEP = 2;
/** Templates lie below the page unless they say otherwise; a template with a template is unusual. */
const MAX_TEMPLATES_DEEP = 3;

/** @throws AppError `file.empty`, `file.encrypted`, `file.unreadable`, `file.too-large`, `file.not-drawn` */
export async function* splitOfd(bytes: Uint8Array): AsyncGenerator<PageImage> {
  const documents = await readOfd(await OfdPackage.open(bytes));
  const pages = documents.reduce((sum, document) => sum + document.pages.length, 0);
  if (pages === 0) throw new AppError('file.empty');
  if (pages > MAX_PAGES) throw new AppError('file.too-large', { pages, maxPages: MAX_PAGES });
  let number = 0;
  for (const document of documents) {
    const typefaces = new Map<string, Typeface | null>();
    for (const page of document.pages) {
      number++;
      try {
        yield await pageImage(document, page, typefaces);
      } catch (error) {
        const { code, details } = isAppError(error) ? error : new AppError('file.unreadable');
        throw new AppError(code, { ...details, page: number }, error);
      }
    }
  }
}

async function pageImage(document: OfdDocument, { id, part }: OfdDocument['pages'][number], typefaces: Typefaces): Promise<PageImage> {
  if (part === null) throw new AppError('file.unreadable', { reason: 'missing-page' });
  const tally = emptyTally();
  const pdf = await drawPage(document, id, part, { tally, typefaces });
  if (tally.lostParts > 0) throw new AppError('file.not-drawn', { parts: tally.lostParts });
  if (tally.lostLetters >= LEAST_LOST && tally.lostLetters >= LOST_SHARE * tally.letters)
    throw new AppError('file.not-drawn', { letters: tally.lostLetters });
  for await (const image of splitPdf(pdf)) {
    // A blank page of a scan is a page; one with letters is not blank.
    if (tally.inkedLetters > 0 && (await isWhite(image.bytes))) throw new AppError('file.not-drawn', { reason: 'white' });
    return image;
  }
  throw new AppError('file.unreadable');
}

async function isWhite(bytes: Uint8Array): Promise<boolean> {
  const { channels } = await sharp(bytes, { limitInputPixels: false }).toColourspace('srgb').stats();
  return channels.every(({ min }) => min >= LEAST_INK);
}

type Typefaces = Map<string, Typeface | null>;
type Work = { tally: Tally; typefaces: Typefaces };

async function drawPage(document: OfdDocument, id: string, part: string, work: Work): Promise<Uint8Array> {
  const { root } = await document.package.readXml(part);
  const box = areaOf(child(root, 'Area')) ?? document.pageArea;
  if (Math.max(box.width, box.height) > MAX_SIDE_MM) throw new AppError('file.too-large', { widthMm: box.width, heightMm: box.height });
  const sheet = await Sheet.create(box);
  await new OfdPage(sheet, document, work).draw(id, part);
  return sheet.toPdf();
}

class OfdPage {
  readonly #sheet: Sheet;
  readonly #document: OfdDocument;
  readonly #work: Work;
  readonly #packagesDeep: number;

  constructor(sheet: Sheet, document: OfdDocument, work: Work, packagesDeep = 1) {
    this.#sheet = sheet;
    this.#document = document;
    this.#work = work;
    this.#packagesDeep = packagesDeep;
  }

  async draw(id: string, part: string): Promise<void> {
    await this.#drawContent(part, 0);
    await this.#drawAnnotations(id);
    for (const stamp of this.#document.stamps) if (stamp.pageId === id) await this.#drawStamp(stamp);
  }

  async #drawContent(part: string, templatesDeep: number): Promise<void> {
    const { root, folder } = await this.#document.package.readXml(part);
    const painter = await this.#painter(root, folder);
    const templates = children(root, 'Template').map(({ attributes: { TemplateID = '', ZOrder } }) => {
      const template = this.#document.templates.get(TemplateID);
      return { part: template?.part ?? null, order: ZOrder ?? template?.order ?? 'Background' };
    });
    const isAbove = ({ order }: { order: string }) => order === 'Foreground';
    for (const template of templates.filter((one) => !isAbove(one))) await this.#drawTemplate(template.part, templatesDeep);
    const layers = children(child(root, 'Content'), 'Layer');
    for (const type of ['Background', 'Body', 'Foreground']) {
      for (const layer of layers) if (layerType(layer) === type) await painter.drawBlock(layer);
    }
    for (const template of templates.filter(isAbove)) await this.#drawTemplate(template.part, templatesDeep);
  }

  /** Ruled forms of invoices and licences stand there, so a page without its template is not what was handed in. */
  async #drawTemplate(part: string | null, templatesDeep: number): Promise<void> {
    if (part === null || templatesDeep >= MAX_TEMPLATES_DEEP) this.#work.tally.lostParts++;
    else await this.#drawContent(part, templatesDeep + 1);
  }

  async #painter(root: XmlElement | null, folder: string): Promise<OfdPainter> {
    const { package: file, resources, defaultColourSpace } = this.#document;
    const own = noResources();
    for (const { text } of children(root, 'PageRes')) {
      await addResources(file, file.find(text, [folder, this.#document.folder]), [folder, this.#document.folder], own);
    }
    const scope = { resources: [own, resources], defaultColourSpace };
    return new OfdPainter(this.#sheet, file, scope, { ...this.#work, substitute: await substituteTypeface() });
  }

  async #drawAnnotations(id: string): Promise<void> {
    const part = this.#document.annotations.get(id);
    if (part === undefined) return;
    const { root, folder } = await this.#document.package.readXml(part);
    const painter = await this.#painter(root, folder);
    for (const annotation of children(root, 'Annot').filter(isShown)) {
      for (const appearance of children(annotation, 'Appearance')) {
        const { x, y } = boxOf(appearance.attributes['Boundary']) ?? { x: 0, y: 0 };
        await this.#sheet.within(async () => {
          this.#sheet.transform([1, 0, 0, 1, x, y]);
          await painter.drawBlock(appearance);
        });
      }
    }
  }

  async #drawStamp({ box, clip, parts }: OfdStamp): Promise<void> {
    const seal = await this.#sealOf(parts);
    if (!seal) {
      this.#work.tally.lostParts++;
      return;
    }
    await this.#sheet.within(async () => {
      // A seam seal shows a part of itself on each page.
      if (clip) this.#sheet.clipToBox({ ...clip, x: box.x + clip.x, y: box.y + clip.y });
      if (seal.format === 'ofd') await this.#drawSealPackage(seal.bytes, box);
      else await (await this.#painter(null, '')).drawSeal(seal.bytes, box);
    });
  }

  async #sealOf(parts: readonly string[]) {
    for (const part of parts) {
      const seal = sealPicture(await this.#document.package.read(part));
      if (seal) return seal;
    }
    return null;
  }

  /** The first page of the seal's own file fills the box. */
  async #drawSealPackage(bytes: Uint8Array, box: OfdBox): Promise<void> {
    if (this.#packagesDeep > MAX_PACKAGES_DEEP) throw new AppError('file.too-large', { reason: 'nested-files' });
    const [document] = await readOfd(await OfdPackage.open(bytes, this.#document.package));
    const page = document?.pages[0];
    if (!document || !page || page.part === null) {
      this.#work.tally.lostParts++;
      return;
    }
    const { root } = await document.package.readXml(page.part);
    const area = areaOf(child(root, 'Area')) ?? document.pageArea;
    const [scaleX, scaleY] = [box.width / area.width, box.height / area.height];
    this.#sheet.multiply();
    this.#sheet.clipToBox(box);
    this.#sheet.transform([scaleX, 0, 0, scaleY, box.x - area.x * scaleX, box.y - area.y * scaleY]);
    const work = { ...this.#work, typefaces: new Map<string, Typeface | null>() };
    await new OfdPage(this.#sheet, document, work, this.#packagesDeep + 1).draw(page.id, page.part);
  }
}

const layerType = ({ attributes: { Type } }: XmlElement): string => (Type === 'Background' || Type === 'Foreground' ? Type : 'Body');
