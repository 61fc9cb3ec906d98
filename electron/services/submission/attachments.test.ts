/** Files of a submission: one PDF per material or one image per page, the same bytes every time. */
import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Page } from '#shared/case.ts';
import type { Rendition } from '../../store/store.ts';
import { buildAttachments, fileName } from './attachments.ts';
import type { AttachmentPlan, AttachmentSources } from './attachments.ts';

type Held = { page: Page; files: Partial<Record<Rendition, Uint8Array>> };

async function picture(format: 'jpeg' | 'png', width: number, height: number, grey = 200): Promise<Uint8Array> {
  const image = sharp({ create: { width, height, channels: 3, background: { r: grey, g: grey, b: grey } } });
  return new Uint8Array(await image[format]().toBuffer());
}

function pageOf(mimeType: Page['mimeType'], dpi: number | null): Page {
  const size = { widthPx: 1, heightPx: 1, bytes: 1, sha256: '' };
  const source: Page['source'] = { kind: 'file', deviceName: null, jobId: null, side: 'front' };
  const rest = { state: 'recognized' as const, errorCode: null, preparation: null, classification: null };
  return { id: randomUUID(), index: 0, source, mimeType, dpi, receivedAt: '2026-03-02T00:30:00.000Z', ...size, ...rest };
}

function sourcesOf(held: Held[]): AttachmentSources {
  const find = (pageId: string) => held.find(({ page }) => page.id === pageId);
  return {
    pages: {
      get: (pageId) => Promise.resolve(find(pageId) && { caseId: 'c', page: find(pageId)!.page }),
      bytes: (pageId, rendition) => Promise.resolve(find(pageId)?.files[rendition]),
    },
  };
}

const planOf = (held: Held[], form: 'pdf' | 'images'): AttachmentPlan => ({
  materialCode: 'M2',
  materialName: '经营者身份证明',
  form,
  pageIds: held.map(({ page }) => page.id),
  sequence: 2,
});

test('one PDF of the prepared pages, in true size', async () => {
  const held: Held[] = [
    { page: pageOf('image/jpeg', 300), files: { original: await picture('jpeg', 10, 10), prepared: await picture('jpeg', 620, 877) } },
    { page: pageOf('image/png', null), files: { original: await picture('png', 420, 297) } },
  ];
  held[0]!.page.preparation = {
    widthPx: 620,
    heightPx: 877,
    dpi: 75,
    rotationCw: 0,
    skewDegrees: 0,
    blank: false,
    inkCoverage: 0.1,
    qualityProblems: [],
    seals: [],
  };
  const [file, ...others] = await buildAttachments([planOf(held, 'pdf')], sourcesOf(held));
  expect(others).toEqual([]);
  expect(file).toMatchObject({ materialCode: 'M2', fileName: '2-经营者身份证明-1至2.pdf', mimeType: 'application/pdf' });
  const bytes = await file!.read();
  expect(file!.bytes).toBe(bytes.length);
  expect(file!.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  const pages = (await PDFDocument.load(bytes)).getPages().map((page) => page.getSize());
  // 620 × 877 px at 75 dpi are A4; a page of unknown resolution is taken for A4 too, here lying.
  expect(pages[0]!.width).toBeCloseTo(595.2, 1);
  expect(pages[0]!.height).toBeCloseTo(841.9, 1);
  expect(pages[1]!.width).toBeCloseTo(841.9, 1);
});

test('a JPEG goes into the PDF as it is', async () => {
  const prepared = await picture('jpeg', 64, 64);
  const held: Held[] = [{ page: pageOf('image/jpeg', 200), files: { prepared } }];
  const [file] = await buildAttachments([planOf(held, 'pdf')], sourcesOf(held));
  expect(Buffer.from(await file!.read()).includes(Buffer.from(prepared))).toBe(true);
});

test('bytes that are a window into a larger buffer are read as they are', async () => {
  const prepared = await picture('jpeg', 64, 64);
  const pool = new Uint8Array(prepared.length + 200).fill(0x41);
  pool.set(prepared, 100);
  const held: Held[] = [{ page: pageOf('image/jpeg', 200), files: { prepared: Buffer.from(pool.buffer, 100, prepared.length) } }];
  const [file] = await buildAttachments([planOf(held, 'pdf')], sourcesOf(held));
  expect(Buffer.from(await file!.read()).includes(Buffer.from(prepared))).toBe(true);
});

test('the same pages give the same digest in every attempt', async () => {
  const held: Held[] = [{ page: pageOf('image/jpeg', 200), files: { prepared: await picture('jpeg', 64, 64) } }];
  const [first] = await buildAttachments([planOf(held, 'pdf')], sourcesOf(held));
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const [second] = await buildAttachments([planOf(held, 'pdf')], sourcesOf(held));
  expect(second!.sha256).toBe(first!.sha256);
  expect(second!.md5).toBe(first!.md5);
});

test('one image per page keeps the bytes', async () => {
  const held: Held[] = [
    { page: pageOf('image/jpeg', 200), files: { prepared: await picture('jpeg', 8, 8) } },
    { page: pageOf('image/png', 200), files: { original: await picture('png', 8, 8) } },
  ];
  const files = await buildAttachments([planOf(held, 'images')], sourcesOf(held));
  expect(files.map((file) => [file.fileName, file.mimeType])).toEqual([
    ['2-经营者身份证明-1.jpg', 'image/jpeg'],
    ['2-经营者身份证明-2.png', 'image/png'],
  ]);
  expect(await files[1]!.read()).toEqual(held[1]!.files.original);
});

test('other formats are converted, or refused by name when nobody can', async () => {
  const jpeg = await picture('jpeg', 8, 8);
  const held: Held[] = [{ page: pageOf('image/tiff', 200), files: { original: new Uint8Array([1]) } }];
  const sources = sourcesOf(held);
  await expect(buildAttachments([planOf(held, 'images')], sources)).rejects.toMatchObject({ code: 'file.unsupported' });
  const [file] = await buildAttachments([planOf(held, 'images')], { ...sources, toJpeg: () => Promise.resolve(jpeg) });
  expect(file).toMatchObject({ fileName: '2-经营者身份证明-1.jpg' });
  expect(await file!.read()).toEqual(jpeg);
});

test('a missing page is an error, never a shorter file', async () => {
  const held: Held[] = [{ page: pageOf('image/jpeg', 200), files: { prepared: await picture('jpeg', 8, 8) } }];
  const plan = { ...planOf(held, 'pdf'), pageIds: [held[0]!.page.id, randomUUID()] };
  await expect(buildAttachments([plan], sourcesOf(held))).rejects.toMatchObject({ code: 'not-found' });
});

test('file names are short and carry no forbidden character', () => {
  const character = fc.oneof(
    fc.integer({ min: 0, max: 0x2ff }),
    fc.integer({ min: 0x4e00, max: 0x9fff }),
    fc.integer({ min: 0x20000, max: 0x2a6df }),
  );
  const anyName = fc.array(character, { maxLength: 150 }).map((codes) => String.fromCodePoint(...codes));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), anyName, (sequence, name) => {
      const result = fileName(sequence, name, '1至12', 'pdf');
      expect([...result].filter((character) => '\\/:*?"<>|'.includes(character) || character < ' ')).toEqual([]);
      expect(result.length).toBeLessThanOrEqual(100);
      expect(result.isWellFormed()).toBe(true);
      expect(result.startsWith(`${sequence}-`) && result.endsWith('-1至12.pdf')).toBe(true);
    }),
  );
  expect(fileName(1, '个体工商户登记（备案）申请书', '1', 'pdf')).toBe('1-个体工商户登记（备案）申请书-1.pdf');
});
