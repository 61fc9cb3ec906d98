/** What an OFD file says of itself (GB/T 33190): its documents, their pages, templates, annotations, seals and resources. */
import { AppError } from '#shared/errors.ts';
import { A4, boxOf, type OfdBox } from './ofd-geometry.ts';
import type { OfdPackage } from './ofd-package.ts';
import { booleanOf, child, children, textAt, type XmlElement } from './ofd-xml.ts';

export type OfdFont = { name: string; /** null when it is not embedded. */ part: string | null };
export type OfdMedia = { format: string; part: string | null };
/** By their numbers, which are unique in a document. */
export type OfdResources = {
  fonts: Map<string, OfdFont>;
  media: Map<string, OfdMedia>;
  drawParams: Map<string, XmlElement>;
  colourSpaces: Map<string, XmlElement>;
  composites: Map<string, XmlElement>;
};
type PageReference = { id: string; part: string | null };
type Template = { part: string | null; order: string };
export type OfdStamp = {
  pageId: string;
  box: OfdBox;
  /** Within the box; null for the whole picture. */ clip: OfdBox | null;
  parts: string[];
};

export type OfdDocument = {
  package: OfdPackage;
  folder: string;
  pageArea: OfdBox;
  pages: PageReference[];
  templates: Map<string, Template>;
  resources: OfdResources;
  /** Parts of annotations by page. */
  annotations: Map<string, string>;
  stamps: OfdStamp[];
  defaultColourSpace: string | null;
};

/** @throws AppError `file.unreadable`, `file.encrypted`, `file.too-large` */
export async function readOfd(file: OfdPackage): Promise<OfdDocument[]> {
  const entry = file.find('/OFD.xml', []);
  if (entry === null) throw new AppError('file.unreadable', { reason: 'no-entry' });
  const { root } = await file.readXml(entry);
  const documents: OfdDocument[] = [];
  for (const body of children(root, 'DocBody')) documents.push(await readDocument(file, body));
  return documents;
}

async function readDocument(file: OfdPackage, body: XmlElement): Promise<OfdDocument> {
  const part = file.find(textAt(body, 'DocRoot') ?? '', []);
  if (part === null) throw new AppError('file.unreadable', { reason: 'no-document' });
  const { root, folder } = await file.readXml(part);
  const common = child(root, 'CommonData');
  const find = (reference: string | null | undefined) => (reference ? file.find(reference, [folder]) : null);
  const resources = noResources();
  for (const kind of ['PublicRes', 'DocumentRes']) {
    for (const { text } of children(common, kind)) await addResources(file, find(text), [folder], resources);
  }
  return {
    package: file,
    folder,
    pageArea: areaOf(child(common, 'PageArea')) ?? A4,
    pages: children(child(root, 'Pages'), 'Page').map(({ attributes: { ID = '', BaseLoc } }) => ({ id: ID, part: find(BaseLoc) })),
    templates: new Map(
      children(common, 'TemplatePage').map(({ attributes: { ID = '', BaseLoc, ZOrder = 'Background' } }) => [
        ID,
        { part: find(BaseLoc), order: ZOrder },
      ]),
    ),
    resources,
    annotations: await readAnnotations(file, find(textAt(root, 'Annotations')), folder),
    stamps: await readStamps(file, find(textAt(body, 'Signatures')), folder),
    defaultColourSpace: textAt(common, 'DefaultCS'),
  };
}

/** What a viewer shows of a page; null where it says nothing of its own. */
export const areaOf = (area: XmlElement | null): OfdBox | null => {
  const box = boxOf(textAt(area, 'PhysicalBox') ?? textAt(area, 'ApplicationBox'));
  return box && box.width > 0 && box.height > 0 ? box : null;
};

export const noResources = (): OfdResources => ({
  fonts: new Map(),
  media: new Map(),
  drawParams: new Map(),
  colourSpaces: new Map(),
  composites: new Map(),
});

/** A list of resources that is missing is told by what refers to it. */
export async function addResources(file: OfdPackage, part: string | null, folders: string[], into: OfdResources): Promise<void> {
  if (part === null) return;
  const { root, folder } = await file.readXml(part);
  const base = root.attributes['BaseLoc']?.trim().replaceAll('\\', '/') ?? '';
  const places = [base.startsWith('/') ? base : `${folder}/${base}`, folder, ...folders.flatMap((one) => [`${one}/${base}`, one])];
  const find = (reference: string | null) => (reference === null ? null : file.find(reference, places));
  const each = (list: string, item: string, add: (id: string, element: XmlElement) => void) => {
    for (const group of children(root, list)) for (const element of children(group, item)) add(element.attributes['ID'] ?? '', element);
  };
  each('Fonts', 'Font', (id, font) => {
    into.fonts.set(id, { name: font.attributes['FontName'] ?? '', part: find(textAt(font, 'FontFile')) });
  });
  each('MultiMedias', 'MultiMedia', (id, media) => {
    into.media.set(id, { format: (media.attributes['Format'] ?? '').toUpperCase(), part: find(textAt(media, 'MediaFile')) });
  });
  each('DrawParams', 'DrawParam', (id, element) => into.drawParams.set(id, element));
  each('ColorSpaces', 'ColorSpace', (id, element) => into.colourSpaces.set(id, element));
  each('CompositeGraphicUnits', 'CompositeGraphicUnit', (id, element) => into.composites.set(id, element));
}

async function readAnnotations(file: OfdPackage, part: string | null, document: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  if (part === null) return found;
  const { root, folder } = await file.readXml(part);
  for (const page of children(root, 'Page')) {
    const annotations = file.find(textAt(page, 'FileLoc') ?? '', [folder, document]);
    if (annotations !== null) found.set(page.attributes['PageID'] ?? '', annotations);
  }
  return found;
}

/** Signatures without a picture (those of an archive, say) have no place on a page. */
async function readStamps(file: OfdPackage, part: string | null, document: string): Promise<OfdStamp[]> {
  const stamps: OfdStamp[] = [];
  if (part === null) return stamps;
  const { root, folder } = await file.readXml(part);
  for (const { attributes } of children(root, 'Signature')) {
    const signature = file.find(attributes['BaseLoc'] ?? '', [folder, document]);
    if (signature === null) throw new AppError('file.not-drawn', { reason: 'signature' });
    const { root: signed, folder: own } = await file.readXml(signature);
    const references = [textAt(signed, 'SignedInfo', 'Seal', 'BaseLoc'), textAt(signed, 'SignedValue'), 'Seal.esl', 'SignedValue.dat'];
    const parts = references.flatMap((reference) => (reference && file.find(reference, [own, document])) ?? []);
    for (const { attributes: place } of children(child(signed, 'SignedInfo'), 'StampAnnot')) {
      const box = boxOf(place['Boundary']);
      if (box) stamps.push({ pageId: place['PageRef'] ?? '', box, clip: boxOf(place['Clip']), parts: [...new Set(parts)] });
    }
  }
  return stamps;
}

/** Annotations are shown unless they say that they are hidden. */
export const isShown = ({ attributes }: XmlElement): boolean => booleanOf(attributes['Visible'], true);
