/** Files of every kind, whole and broken, become single page images or a file error. */
import fc from 'fast-check';
import { PDFDocument, rgb } from 'pdf-lib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { isAppError } from '#shared/errors.ts';
import { readJpeg, withJpegDensity } from '../jpeg.ts';
import { drawSide, readSideNumber } from '../simulator/numbered-sheets.ts';
import { withHeightInDnl } from '../simulator/send-page.ts';
import type { PageImage } from './page-image.ts';
import { splitPages } from './split-pages.ts';

async function split(bytes: Uint8Array): Promise<{ pages: PageImage[]; code: string | null }> {
  const pages: PageImage[] = [];
  try {
    for await (const page of splitPages(bytes)) pages.push(page);
    return { pages, code: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { pages, code: error.code };
  }
}

const jpeg = async (number: number): Promise<Buffer> =>
  withJpegDensity(
    await sharp(await drawSide(number).toBuffer())
      .jpeg()
      .toBuffer(),
    200,
  );

test.each(['jpeg', 'png', 'tiff', 'webp'] as const)('a single %s goes through byte for byte', async (format) => {
  const bytes = await drawSide(7).toFormat(format).toBuffer();
  const { pages } = await split(bytes);
  expect(pages).toHaveLength(1);
  expect(pages[0]).toMatchObject({ mimeType: `image/${format}`, widthPx: 620, heightPx: 877 });
  expect(Buffer.from(pages[0]?.bytes ?? []).equals(bytes)).toBe(true);
});

test('resolution comes from the file, but 72 means nothing', async () => {
  expect((await split(await jpeg(1))).pages[0]?.dpi).toBe(200);
  expect(
    (
      await split(
        await sharp(await drawSide(1).toBuffer())
          .withMetadata({ density: 72 })
          .jpeg()
          .toBuffer(),
      )
    ).pages[0]?.dpi,
  ).toBeNull();
  expect((await split(await drawSide(1).withMetadata({ density: 300 }).tiff().toBuffer())).pages[0]?.dpi).toBe(300);
});

/** Joins one-page TIFFs by hand: sharp writes none with several pages of different content. */
async function multiPageTiff(numbers: number[]): Promise<Buffer> {
  const frames = await Promise.all(numbers.map((number) => drawSide(number).greyscale().raw().toBuffer()));
  return sharp(Buffer.concat(frames), { raw: { width: 620, height: 877 * numbers.length, channels: 1, pageHeight: 877 } })
    .tiff({ compression: 'deflate' })
    .toBuffer();
}

test('a TIFF with several pages becomes one image per page', async () => {
  const { pages, code } = await split(await multiPageTiff([3, 5, 9]));
  expect(code).toBeNull();
  expect(await Promise.all(pages.map(({ bytes }) => readSideNumber(bytes)))).toEqual([3, 5, 9]);
  expect(pages[2]).toMatchObject({ mimeType: 'image/png', widthPx: 620, heightPx: 877 });
});

/** NewSubfileType, which sharp writes as 2 (a page of several), in the order of the images. */
async function tiffOfKinds(kinds: number[]): Promise<Buffer> {
  const tiff = await multiPageTiff(kinds.map((_, index) => index + 1));
  let at = 0;
  for (const kind of kinds) {
    at = tiff.indexOf(Buffer.from('fe0004000100000002000000', 'hex'), at) + 8;
    expect(at).toBeGreaterThan(8);
    tiff.writeUInt32LE(kind, at);
  }
  return tiff;
}

test.each<[string, number[], number[]]>([
  ['reduced copies behind their page', [0, 1, 1], [1]],
  ['a thumbnail before its page', [1, 2, 2], [2, 3]],
  ['masks', [2, 4, 2, 6], [1, 3]],
  ['nothing but copies, which are then something else', [1, 1], [1, 2]],
])('images of a TIFF that are no pages are none: %s', async (_name, kinds, pages) => {
  const result = await split(await tiffOfKinds(kinds));
  expect(await Promise.all(result.pages.map(({ bytes }) => readSideNumber(bytes)))).toEqual(pages);
});

test('a PDF page that is one scan is taken out as it is', async () => {
  const scan = await jpeg(11);
  const document = await PDFDocument.create();
  document.addPage([223.2, 315.7]).drawImage(await document.embedJpg(new Uint8Array(scan)), { x: 0, y: 0, width: 223.2, height: 315.7 });
  const { pages } = await split(await document.save());
  expect(pages).toHaveLength(1);
  expect(pages[0]?.dpi).toBe(200);
  expect(Buffer.from(pages[0]?.bytes ?? []).equals(scan)).toBe(true);
});

test('other PDF pages are rendered at 300 dpi in true colours', async () => {
  const document = await PDFDocument.create();
  document.addPage([144, 72]).drawRectangle({ x: 0, y: 0, width: 72, height: 72, color: rgb(1, 0, 0) });
  document.addPage([72, 72]).drawText('A');
  const { pages } = await split(await document.save());
  expect(pages.map(({ widthPx, heightPx, dpi, mimeType }) => [widthPx, heightPx, dpi, mimeType])).toEqual([
    [600, 300, 300, 'image/jpeg'],
    [300, 300, 300, 'image/jpeg'],
  ]);
  const { data } = await sharp(pages[0]?.bytes).raw().toBuffer({ resolveWithObject: true });
  const pixel = (x: number, y: number): number[] => [...data.subarray((y * 600 + x) * 3, (y * 600 + x) * 3 + 3)];
  expect(pixel(100, 150)[0]).toBeGreaterThan(240);
  expect(pixel(100, 150)[2]).toBeLessThan(20);
  expect(Math.min(...pixel(500, 150))).toBeGreaterThan(240);
  expect(readJpeg(pages[0]?.bytes ?? new Uint8Array())?.dpi).toBe(300);
});

test('a turned PDF page is rendered, so that it stands upright', async () => {
  const document = await PDFDocument.create();
  const page = document.addPage([223.2, 315.7]);
  page.drawImage(await document.embedJpg(new Uint8Array(await jpeg(11))), { x: 0, y: 0, width: 223.2, height: 315.7 });
  page.setRotation({ type: 'degrees', angle: 90 } as Parameters<typeof page.setRotation>[0]);
  const { pages } = await split(await document.save());
  expect(pages[0]?.widthPx).toBeGreaterThan(pages[0]?.heightPx ?? 0);
});

/** 24-bit bottom-up bitmap of 3 × 2 pixels: red, green, blue over white, black, grey. */
function bitmap(changes: { compression?: number; height?: number } = {}): Buffer {
  const header = Buffer.alloc(54);
  header.write('BM');
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(3, 18);
  header.writeInt32LE(changes.height ?? 2, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  header.writeUInt32LE(changes.compression ?? 0, 30);
  header.writeInt32LE(7874, 38);
  const bottom = [255, 255, 255, 0, 0, 0, 128, 128, 128, 0, 0, 0];
  const top = [0, 0, 255, 0, 255, 0, 255, 0, 0, 0, 0, 0];
  return Buffer.concat([header, Buffer.from([...bottom, ...top])]);
}

test('a bitmap becomes a PNG with the same pixels', async () => {
  const { pages } = await split(bitmap());
  expect(pages[0]).toMatchObject({ mimeType: 'image/png', widthPx: 3, heightPx: 2, dpi: 200 });
  const raw = await sharp(pages[0]?.bytes).raw().toBuffer();
  expect([...raw]).toEqual([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 128, 128, 128]);
});

test.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
  ['nothing', () => new Uint8Array(), 'file.empty'],
  ['text', () => Buffer.from('姓名,地址\n'), 'file.unsupported'],
  ['a program', () => Buffer.from('MZ\x90\0\x03'), 'file.unsupported'],
  ['a strip that no decoder takes', () => sharp({ create: { width: 70_000, height: 20, channels: 3, background: '#fff' } }).png().toBuffer(), 'file.too-large'], // prettier-ignore
  ['a photo as HEIC', () => Buffer.from('\0\0\0\x1cftypheic\0\0\0\0mif1heicmiaf\0\0\x01\0meta', 'latin1'), 'file.heic'],
  ['a picture as AVIF', () => Buffer.from('\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf\0\0\x01\0meta', 'latin1'), 'file.unsupported'],
  ['an archive that only names an OFD entry', () => Buffer.from('PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x07\0\0\0OFD.xml', 'latin1'), 'file.unreadable'], // prettier-ignore
  ['another archive', () => Buffer.from('PK\x03\x04\x14\0\0\0word/document.xml', 'latin1'), 'file.unsupported'],
  ['half a JPEG', async () => (await jpeg(1)).subarray(0, 3000), 'file.unreadable'],
  ['a JPEG without its end marker', async () => (await jpeg(1)).subarray(0, -2), 'file.unreadable'],
  ['half a PNG', async () => (await drawSide(1).toBuffer()).subarray(0, 900), 'file.unreadable'],
  ['half a TIFF', async () => (await drawSide(1).tiff().toBuffer()).subarray(0, 900), 'file.unreadable'],
  ['half a WebP', async () => (await drawSide(1).webp().toBuffer()).subarray(0, 900), 'file.unreadable'],
  ['half a PDF', () => Buffer.from('%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\n'), 'file.unreadable'],
  ['a PDF of nonsense', () => Buffer.from('%PDF-1.7\nnonsense\n%%EOF'), 'file.unreadable'],
  ['a run-length bitmap', () => bitmap({ compression: 1 }), 'file.unsupported'],
  ['a bitmap cut short', () => bitmap({ height: 9 }), 'file.unreadable'],
  ['a bitmap larger than memory', () => bitmap({ height: 900_000_000 }), 'file.too-large'],
  ['only a JPEG start', () => Buffer.from('ffd8ffd9', 'hex'), 'file.unreadable'],
])('%s is refused', async (_name, make, code) => {
  expect(await split(await make())).toEqual({ pages: [], code });
});

test('an encrypted PDF asks for what it needs', async () => {
  expect((await split(Buffer.from(encryptedPdf, 'base64'))).code).toBe('file.encrypted');
});

/** A PDF with RC4 security handler and a user password that is not empty (made-up keys, so no password opens it). */
const encryptedPdf = Buffer.from(
  [
    '%PDF-1.4',
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj',
    `4 0 obj<</Filter/Standard/V 1/R 2/Length 40/P -4/O<${'ab'.repeat(32)}>/U<${'cd'.repeat(32)}>>>endobj`,
    `trailer<</Root 1 0 R/Encrypt 4 0 R/Size 5/ID[<${'00'.repeat(16)}><${'00'.repeat(16)}>]>>`,
    '%%EOF',
  ].join('\n'),
).toString('base64');

test('no damage makes it fail with anything but a file error', async () => {
  const whole = await Promise.all([
    jpeg(3),
    drawSide(3).resize(60).tiff().toBuffer(),
    drawSide(3).resize(60).png().toBuffer(),
    Promise.resolve(bitmap()),
  ]);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...whole),
      fc.nat(),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
      async (file, cut, changes) => {
        const damaged = Buffer.from(file.subarray(0, Math.max(1, file.length - (cut % file.length))));
        for (const [at, value] of changes) damaged[at % damaged.length] = value;
        const { code } = await split(damaged);
        expect(code === null || code.startsWith('file.')).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});

test('the end of a JPEG is found past padding and in spite of a thumbnail', async () => {
  const bytes = await jpeg(2);
  expect(readJpeg(Buffer.concat([bytes, Buffer.alloc(512)]))?.complete).toBe(true);
  // An APP1 segment with a whole JPEG in it, then the picture cut off.
  const thumbnail = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 0]), Buffer.from('ffd8ffd9', 'hex')]);
  thumbnail.writeUInt16BE(thumbnail.length - 2, 2);
  const cut = Buffer.concat([bytes.subarray(0, 2), thumbnail, bytes.subarray(2, -200)]);
  expect(readJpeg(cut)?.complete).toBe(false);
  expect(readJpeg(cut)).toMatchObject({ widthPx: 620, heightPx: 877, components: 3 });
});

test.each([0, 65_535])('a JPEG with height %i and the true one in a DNL segment is mended without touching the picture', async (height) => {
  const whole = await drawSide(7).jpeg().toBuffer();
  const dnl = withHeightInDnl(whole, height);
  const [page] = (await split(dnl)).pages;
  expect(page).toMatchObject({ widthPx: 620, heightPx: 877, mimeType: 'image/jpeg' });
  const differs = [...(page?.bytes ?? [])].filter((byte, index) => byte !== dnl[index]);
  expect(page?.bytes.byteLength).toBe(dnl.byteLength);
  expect(differs.length).toBeLessThanOrEqual(2);
  expect(await sharp(page?.bytes).raw().toBuffer()).toEqual(await sharp(whole).raw().toBuffer());
});
