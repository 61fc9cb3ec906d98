/** Tests of decoding: every kind of page file, and files that are broken, foreign, too small or too large. */
import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { AppError, isAppError } from '#shared/errors.ts';
import { decodeImage } from './decode.ts';
import { drawPageSvg } from './drawn-page.test-support.ts';

const page = () => sharp(drawPageSvg({ widthPx: 300, heightPx: 400, lines: ['12'] })).flatten();
/** Left half black, right half white. */
const halves = (width = 64, height = 32) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/><rect width="${width / 2}" height="100%" fill="#000"/></svg>`,
    ),
  ).flatten();

async function codeOf(bytes: Uint8Array): Promise<string> {
  try {
    await decodeImage(bytes);
    return 'none';
  } catch (error) {
    return isAppError(error) ? error.code : `not an AppError: ${String(error)}`;
  }
}

test.each([
  ['jpeg', () => page().jpeg().toBuffer(), 'jpeg'],
  ['png', () => page().png().toBuffer(), 'png'],
  ['webp', () => page().webp({ lossless: true }).toBuffer(), 'webp'],
  ['tiff', () => page().tiff({ compression: 'lzw' }).toBuffer(), 'tiff'],
  ['1-bit tiff', () => page().toColourspace('b-w').tiff({ bitdepth: 1, compression: 'ccittfax4' }).toBuffer(), 'tiff'],
  ['16-bit png', () => page().toColourspace('rgb16').png().toBuffer(), 'png'],
  ['cmyk jpeg', () => page().toColourspace('cmyk').jpeg().toBuffer(), 'jpeg'],
  ['16-bit grey tiff', () => page().toColourspace('grey16').tiff({ compression: 'deflate' }).toBuffer(), 'tiff'],
  ['cmyk tiff', () => page().toColourspace('cmyk').tiff({ compression: 'lzw' }).toBuffer(), 'tiff'],
  ['palette png', () => page().png({ palette: true, colours: 4 }).toBuffer(), 'png'],
] as const)('reads %s as 8 bit on white', async (_, bytes, format) => {
  const image = await decodeImage(await bytes());
  expect(image).toMatchObject({ format, widthPx: 300, heightPx: 400, pages: 1 });
  expect(image.data).toHaveLength(300 * 400 * image.channels);
  expect(image.data[0]).toBeGreaterThan(235);
});

test('grey stays grey, transparency becomes paper', async () => {
  const grey = await decodeImage(await halves().toColourspace('b-w').png().toBuffer());
  expect(grey.channels).toBe(1);
  expect([grey.data[5], grey.data[60]]).toEqual([0, 255]);
  const clear = await decodeImage(
    await sharp({ create: { width: 40, height: 40, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer(),
  );
  expect([...clear.data.subarray(0, 3)]).toEqual([255, 255, 255]);
});

test('honours EXIF orientation and tells the resolution', async () => {
  const bytes = await halves().withMetadata({ orientation: 6, density: 300 }).jpeg({ quality: 100 }).toBuffer();
  const image = await decodeImage(bytes);
  expect(image).toMatchObject({ widthPx: 32, heightPx: 64, dpi: 300 });
  expect(image.data[0]).toBeLessThan(20);
  expect(image.data.at(-1)).toBeGreaterThan(235);
  expect((await decodeImage(await halves().withMetadata({ density: 72 }).jpeg().toBuffer())).dpi).toBeNull();
});

test('gives the first page of a multi-page TIFF and says how many there are', async () => {
  const frames = await sharp([await halves().png().toBuffer(), await halves().negate().png().toBuffer()], { join: { animated: true } })
    .tiff()
    .toBuffer();
  const image = await decodeImage(frames);
  expect(image).toMatchObject({ heightPx: 32, pages: 2 });
  expect(image.data[0]).toBe(0);
});

/** An uncompressed bitmap, rows bottom up. */
function bitmap(width: number, height: number, bits: 1 | 8 | 24 | 32, claimedHeight = height): Buffer {
  const colours = bits <= 8 ? 1 << bits : 0;
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  const offset = 54 + colours * 4;
  const bytes = Buffer.alloc(offset + rowBytes * height);
  bytes.write('BM');
  bytes.writeUInt32LE(offset, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(claimedHeight, 22);
  bytes.writeUInt16LE(bits, 28);
  bytes.writeInt32LE(11811, 38);
  for (let colour = 0; colour < colours; colour++) bytes.fill((colour * 255) / (colours - 1), 54 + colour * 4, 57 + colour * 4);
  // The last row in the file is the top one: make it white.
  bytes.fill(0xff, offset + rowBytes * (height - 1));
  return bytes;
}

test.each([1, 8, 24, 32] as const)('reads %i-bit bitmaps, bottom up', async (bits) => {
  const image = await decodeImage(bitmap(40, 20, bits));
  expect(image).toMatchObject({ widthPx: 40, heightPx: 20, format: 'bmp', dpi: 300 });
  expect([image.data[0], image.data[3 * 40]]).toEqual([255, 0]);
});

const zip = Buffer.from('PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'latin1');
const text = (value: string) => Buffer.from(value);
const solid = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#fff' } });
const part = async (bytes: Promise<Buffer>, share: number) => bytes.then((whole) => whole.subarray(0, Math.floor(whole.length * share)));
/** A PNG header that claims a size which its few bytes cannot hold. */
async function claimedPng(width: number, height: number): Promise<Buffer> {
  const { crc32 } = await import('node:zlib');
  const bytes = Buffer.from(await solid(32, 32).png().toBuffer());
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

test.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
  ['no bytes', () => new Uint8Array(0), 'file.empty'],
  ['one byte', () => Buffer.from([0xff]), 'file.unsupported'],
  ['zeros', () => Buffer.alloc(5000), 'file.unsupported'],
  ['plain text', () => text('not an image at all'), 'file.unsupported'],
  ['HTML', () => text('<!doctype html><html><body>404</body></html>'), 'file.unsupported'],
  ['SVG with script', () => text('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), 'file.unsupported'],
  ['SVG behind an XML head', () => text('<?xml version="1.0"?><svg width="9" height="9"/>'), 'file.unsupported'],
  ['PDF', () => text('%PDF-1.7\n1 0 obj<<>>endobj'), 'file.unsupported'],
  ['zip', () => zip, 'file.unsupported'],
  ['GIF', () => halves().gif().toBuffer(), 'file.unsupported'],
  ['HEIF', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'file.unsupported'],
  ['EXE', () => Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), 'file.unsupported'],
  ['JPEG start only', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'file.unreadable'],
  ['JPEG of garbage', () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(900, 0x41)]), 'file.unreadable'],
  ['JPEG cut in half', () => part(page().jpeg().toBuffer(), 0.5), 'file.unreadable'],
  ['JPEG cut near its end', () => part(page().jpeg().toBuffer(), 0.9), 'file.unreadable'],
  ['PNG cut in half', () => part(page().png().toBuffer(), 0.5), 'file.unreadable'],
  [
    'PNG signature only',
    () =>
      page()
        .png()
        .toBuffer()
        .then((bytes) => bytes.subarray(0, 8)),
    'file.unreadable',
  ],
  ['PNG with broken data', async () => Buffer.from(await page().png().toBuffer()).fill(0x55, 60, 400), 'file.unreadable'],
  ['TIFF cut in half', () => part(page().tiff({ compression: 'lzw' }).toBuffer(), 0.5), 'file.unreadable'],
  ['TIFF header only', () => Buffer.from('II*\0\x08\0\0\0', 'latin1'), 'file.unreadable'],
  ['WebP cut', () => part(page().webp().toBuffer(), 0.4), 'file.unreadable'],
  ['BMP cut', () => bitmap(40, 20, 24).subarray(0, 500), 'file.unreadable'],
  ['BMP header cut', () => bitmap(40, 20, 24).subarray(0, 30), 'file.unreadable'],
  ['BMP that claims more rows', () => bitmap(40, 20, 24, 2000), 'file.unreadable'],
  ['BMP bomb', () => bitmap(40, 20, 24, 2_000_000_000), 'file.too-large'],
  ['PNG bomb', () => claimedPng(60_000, 60_000), 'file.too-large'],
  // As large as phones make them: it is for its data to say what is wrong with it.
  ['PNG that claims 108 megapixels', () => claimedPng(12_000, 9_000), 'file.unreadable'],
  ['PNG that claims 225 megapixels', () => claimedPng(15_000, 15_000), 'file.too-large'],
  ['PNG that claims rows', () => claimedPng(32, 9_000), 'file.unreadable'],
  ['strip of 70000 pixels', () => solid(70_000, 20).png().toBuffer(), 'file.too-large'],
  ['1×1', () => solid(1, 1).png().toBuffer(), 'file.unsupported'],
  ['30000×10', () => solid(30_000, 10).png().toBuffer(), 'file.unsupported'],
  ['15×4000', () => solid(15, 4000).jpeg().toBuffer(), 'file.unsupported'],
])('refuses %s with a code', async (_, bytes, code) => {
  expect(await codeOf(await bytes())).toBe(code);
});

test('no bytes bring anything but an image or an AppError', async () => {
  const seeds = [await halves().jpeg().toBuffer(), await halves().png().toBuffer(), await halves().tiff().toBuffer(), bitmap(40, 20, 8)];
  const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 12 }), fc.nat(), async (seed, changes, cut) => {
      const bytes = Buffer.from(seed);
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      const result = await decodeImage(bytes.subarray(0, bytes.length - (cut % 3 === 0 ? cut % bytes.length : 0))).catch(
        (error: unknown) => error,
      );
      if (result instanceof Error) expect(result).toBeInstanceOf(AppError);
    }),
    { numRuns: 150 },
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      expect(await codeOf(bytes)).toMatch(/^file\./);
    }),
  );
}, 60_000);

test('reduces a page of 40 million pixels to what recognition needs', async () => {
  const image = await decodeImage(
    await sharp({ create: { width: 8000, height: 5000, channels: 3, background: '#fff' } })
      .jpeg()
      .withMetadata({ density: 600 })
      .toBuffer(),
  );
  expect(image.widthPx * image.heightPx).toBeLessThanOrEqual(36_100_000);
  expect(image.dpi).toBeLessThan(600);
  expect(image.dpi).toBeGreaterThan(500);
}, 30_000);
