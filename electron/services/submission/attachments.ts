/** Makes the files of a submission from the pages of a case: one PDF per material, or one image per page. */
import { createHash } from 'node:crypto';
import { PDFDocument } from 'pdf-lib';
import type { PDFImage } from 'pdf-lib';
import { AppError } from '#shared/errors.ts';
import type { Page } from '#shared/case.ts';
import type { Attachment } from '../../connectors/connector.ts';
import type { OutboxRow, PageRepository } from '../../store/store.ts';
import { pagesInName } from './push-texts.ts';

export type AttachmentPlan = OutboxRow['attachments'][number] & {
  /** 1-based number of the material in the item's list. */
  sequence: number;
};

export type AttachmentSources = {
  pages: Pick<PageRepository, 'get' | 'bytes'>;
  /** Any other image format → JPEG; without it such pages cannot be sent. */
  toJpeg?: (bytes: Uint8Array) => Promise<Uint8Array>;
};

type Picture = { page: Page; bytes: Uint8Array; mimeType: 'image/jpeg' | 'image/png'; dpi: number | null };

/** What intake systems take (docs/architecture.md). */
const maxFileNameLength = 100;
/** PDF counts lengths in points. */
const pointsPerInch = 72;
/** A page of unknown resolution is taken to be A4 (210 × 297 mm), the paper of nearly every case. */
const a4LongSidePoints = (297 / 25.4) * pointsPerInch;

/** @throws AppError `not-found` (a page is gone), `store.corrupt`, `file.unsupported` */
export async function buildAttachments(plans: readonly AttachmentPlan[], sources: AttachmentSources): Promise<Attachment[]> {
  const attachments: Attachment[] = [];
  for (const plan of plans) attachments.push(...(await buildMaterial(plan, sources)));
  return attachments;
}

async function buildMaterial(plan: AttachmentPlan, sources: AttachmentSources): Promise<Attachment[]> {
  const pictures: Picture[] = [];
  for (const pageId of plan.pageIds) pictures.push(await readPicture(pageId, sources));
  if (pictures.length === 0) return [];
  if (plan.form === 'pdf') {
    return [
      describe(
        plan,
        fileName(plan.sequence, plan.materialName, pagesInName(pictures.length), 'pdf'),
        'application/pdf',
        await buildPdf(pictures),
      ),
    ];
  }
  return pictures.map(({ bytes, mimeType }, index) =>
    describe(
      plan,
      fileName(plan.sequence, plan.materialName, String(index + 1), mimeType === 'image/png' ? 'png' : 'jpg'),
      mimeType,
      bytes,
    ),
  );
}

/** The upright page that the reviewer saw; the original when there is none (a page that could not be read). */
async function readPicture(pageId: string, { pages, toJpeg }: AttachmentSources): Promise<Picture> {
  const found = await pages.get(pageId);
  if (!found) throw new AppError('not-found', { what: 'page' });
  const { page } = found;
  const prepared = await pages.bytes(pageId, 'prepared');
  if (prepared) return { page, bytes: prepared, mimeType: 'image/jpeg', dpi: page.preparation?.dpi ?? page.dpi };
  const original = await pages.bytes(pageId, 'original');
  if (!original) throw new AppError('not-found', { what: 'page-image' });
  if (page.mimeType === 'image/jpeg' || page.mimeType === 'image/png')
    return { page, bytes: original, mimeType: page.mimeType, dpi: page.dpi };
  if (!toJpeg) throw new AppError('file.unsupported', { mimeType: page.mimeType });
  return { page, bytes: await toJpeg(original), mimeType: 'image/jpeg', dpi: page.dpi };
}

/**
 * One PDF of these pages; a JPEG goes in as it is. The same pages always give the same bytes, because the approval
 * system knows a file that it already holds by its digest: so no clock, no random id, and the dates of the pages.
 */
async function buildPdf(pictures: readonly Picture[]): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const received = new Date(pictures[0]?.page.receivedAt ?? 0);
  document.setCreationDate(received);
  document.setModificationDate(received);
  document.setProducer('Intake Desk');
  for (const picture of pictures) {
    // A copy of its own: pdf-lib reads the whole ArrayBuffer of a view, also what lies before and after it.
    const own = new Uint8Array(picture.bytes);
    const image = picture.mimeType === 'image/png' ? await document.embedPng(own) : await document.embedJpg(own);
    const scale = pointsPerPixel(image, picture.dpi);
    const size = { width: image.width * scale, height: image.height * scale };
    document.addPage([size.width, size.height]).drawImage(image, { x: 0, y: 0, ...size });
  }
  return document.save();
}

function pointsPerPixel(image: PDFImage, dpi: number | null): number {
  return dpi === null ? a4LongSidePoints / Math.max(image.width, image.height) : pointsPerInch / dpi;
}

function describe(plan: AttachmentPlan, name: string, mimeType: Attachment['mimeType'], bytes: Uint8Array): Attachment {
  return {
    materialCode: plan.materialCode,
    materialName: plan.materialName,
    fileName: name,
    mimeType,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    // Asked for by intake APIs to find damage on the way, not to keep anything safe.
    md5: createHash('md5').update(bytes).digest('hex'),
    read: () => Promise.resolve(bytes),
  };
}

/** `{序号}-{材料名称}-{页}.{ext}`, at most 100 characters, without what Windows and intake systems refuse in names. */
export function fileName(sequence: number, materialName: string, part: string, extension: string): string {
  const head = `${sequence}-`;
  const tail = `-${part}.${extension}`;
  // oxlint-disable-next-line no-control-regex -- control characters are what must go
  const clean = materialName.replace(/[\\/:*?"<>|\u0000-\u001f\u007f]/g, '').replace(/^[.\s]+|[.\s]+$/g, '');
  return head + shorten(clean, maxFileNameLength - head.length - tail.length) + tail;
}

/** Cut to at most `length` UTF-16 units, never inside a character. */
function shorten(text: string, length: number): string {
  const cut = text.toWellFormed().slice(0, length);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
