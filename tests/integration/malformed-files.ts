/** Files as they should not be: damaged, mislabelled, empty, gigantic, hostile. Built here, byte by byte; none is kept. */
import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { box, entry, ofd, page, text as ofdText, zip } from '../fixtures/ofd/build-ofd.ts';

export type MalformedFile = {
  name: string;
  bytes: () => Promise<Uint8Array> | Uint8Array;
  /** What may come out: `pages`, or codes. Two entries where both are a right answer. */
  outcome: readonly ('pages' | `file.${string}`)[];
};

const picture = (width = 400, height = 300) =>
  sharp({ create: { width, height, channels: 3, background: '#f4f1ea' } }).composite([
    { input: Buffer.from(`<svg width="${width}" height="${height}"><path d="M20 20h120v9H20zM20 60h180v9H20z"/></svg>`) },
  ]);
const jpeg = () => picture().jpeg().toBuffer();
const png = () => picture().png().toBuffer();
const tiff = () => picture().tiff({ compression: 'lzw' }).toBuffer();
const webp = () => picture().webp().toBuffer();
const cut = async (whole: Promise<Buffer>, share: number) => {
  const bytes = await whole;
  return bytes.subarray(0, Math.floor(bytes.length * share));
};
const text = (content: string) => new TextEncoder().encode(content);
const pixel = { width: 1, height: 1, channels: 3 as const, background: '#fff' };

/** PNG (ISO/IEC 15948): a chunk with its length and checksum. */
function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A 1-bit grey PNG of any size, all white; `inflated` bytes of image data, however many the size would need. */
function plainPng(width: number, height: number, inflated: number, extra: Buffer[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...extra,
    chunk('IDAT', deflateSync(Buffer.alloc(inflated))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
const rowBytes = (width: number) => 1 + Math.ceil(width / 8);

function damagedPngHeader(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[18]! ^= 0xff;
  return copy;
}

/** JPEG: height and width stand behind the frame marker (ISO/IEC 10918-1, B.2.2). */
async function jpegThatClaims(width: number, height: number): Promise<Buffer> {
  const bytes = Buffer.from(await jpeg());
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

async function jpegWithoutMiddle(): Promise<Buffer> {
  const bytes = await jpeg();
  return Buffer.concat([bytes.subarray(0, Math.floor(bytes.length * 0.6)), Buffer.from([0xff, 0xd9])]);
}

/** TIFF 6.0, little-endian, one directory with these entries (tag, type, count, value). */
function tiffOf(entries: readonly (readonly [number, number, number, number])[], next = 0, directory = 8): Buffer {
  const bytes = Buffer.alloc(Math.max(8, directory) + 2 + entries.length * 12 + 4);
  bytes.write('II*\0', 'latin1');
  bytes.writeUInt32LE(directory, 4);
  bytes.writeUInt16LE(entries.length, directory);
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const at = directory + 2 + index * 12;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(count, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  }
  bytes.writeUInt32LE(next, directory + 2 + entries.length * 12);
  return bytes;
}

/** Fax group 4, all white: each row is like the one above, which is the code V0 (ITU-T T.6), which is a single 1 bit. */
function faxTiff(): Buffer {
  const rows = 64;
  const strip = Buffer.concat([Buffer.alloc(rows / 8, 0xff), Buffer.from([0x00, 0x10, 0x01])]);
  const directory = 8 + strip.length + (strip.length % 2);
  const entries = [[256, 4, 1, 1728], [257, 4, 1, rows], [258, 3, 1, 1], [259, 3, 1, 4], [262, 3, 1, 0], [273, 4, 1, 8], [277, 3, 1, 1], [278, 4, 1, rows], [279, 4, 1, strip.length]] as const; // prettier-ignore
  const bytes = tiffOf(entries, 0, directory);
  strip.copy(bytes, 8);
  return bytes;
}

function bmp(width: number, height: number, compression: number, pixelBytes: number): Buffer {
  const bytes = Buffer.alloc(54 + pixelBytes, 0x7f);
  bytes.fill(0, 0, 54);
  bytes.write('BM', 'latin1');
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  bytes.writeUInt32LE(compression, 30);
  return bytes;
}

/** A PDF of these objects, numbered from 1, the first one being the catalogue; the cross-reference table is left to recovery. */
function pdf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const parts = objects.flatMap((object, index) => [Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]);
  const end = `trailer\n<</Root 1 0 R/Size ${objects.length + 1}${trailer}>>\nstartxref\n0\n%%EOF\n`;
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), ...parts, Buffer.from(end)]);
}
const catalogue = '<</Type/Catalog/Pages 2 0 R>>';
const onePage = '<</Type/Pages/Count 1/Kids[3 0 R]>>';
const stream = (dictionary: string, content: Uint8Array) =>
  Buffer.concat([Buffer.from(`<<${dictionary}/Length ${content.length}>>\nstream\n`), content, Buffer.from('\nendstream')]);

/** Forms that each draw the next one ten times: 10 to the power of `levels` strokes from a few hundred bytes. */
function pdfOfNestedForms(levels: number): Buffer {
  const forms = Array.from({ length: levels }, (_, level) => {
    const content = level === levels - 1 ? '0 0 m 9 9 l S' : '/F Do '.repeat(10);
    return stream(
      `/Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</XObject<</F ${level === levels - 1 ? 4 : 6 + level} 0 R>>>>`,
      text(content),
    );
  });
  const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>';
  return pdf([catalogue, onePage, page, stream('', text('/F Do')), ...forms]);
}

/** An image of 20 000 × 20 000 pixels that deflates to half a megabyte. */
function pdfOfHugeImage(): Buffer {
  const image = '/Type/XObject/Subtype/Image/Width 20000/Height 20000/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode';
  const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>';
  return pdf([
    catalogue,
    onePage,
    page,
    stream('', text('595 0 0 842 0 0 cm /I Do')),
    stream(image, deflateSync(Buffer.alloc(400_000_000))),
  ]);
}

async function pdfOfPages(count: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (let page = 0; page < count; page++) document.addPage([200, 200]);
  return document.save({ objectsPerTick: Infinity });
}

const encryption = `/Encrypt 4 0 R/ID[<${'00'.repeat(16)}><${'00'.repeat(16)}>]`;
const encryptedPdf = () =>
  pdf(
    [
      catalogue,
      onePage,
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>',
      `<</Filter/Standard/V 2/R 3/Length 128/P -44/O<${'11'.repeat(32)}>/U<${'22'.repeat(32)}>>>`,
    ],
    encryption,
  );

const scriptedSvg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><script>while(true){}</script><image href="file:///etc/passwd"/></svg>`;
const entityBomb = `<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&c;&c;</text></svg>`;
const rasterFrames = (format: 'gif' | 'webp') =>
  sharp(Buffer.alloc(64 * 64 * 3 * 4, 0x80), { raw: { width: 64, height: 256, channels: 3, pageHeight: 64 } })
    .toFormat(format, { loop: 0, delay: [50, 50, 50, 50] })
    .toBuffer();

export const malformedFiles: readonly MalformedFile[] = [
  { name: 'no bytes', bytes: () => new Uint8Array(), outcome: ['file.empty'] },
  { name: 'one byte', bytes: () => Uint8Array.of(0xff), outcome: ['file.unsupported'] },
  { name: 'a megabyte of 0xff', bytes: () => new Uint8Array(1 << 20).fill(0xff), outcome: ['file.unsupported', 'file.unreadable'] },
  { name: 'plain text named .jpg', bytes: () => text('扫描件见附件。'), outcome: ['file.unsupported'] },
  { name: 'a web page named .pdf', bytes: () => text('<!doctype html><title>404</title>'), outcome: ['file.unsupported'] },
  { name: 'a zip named .png', bytes: () => text('PK\x03\x04\x14\0\0\0\0\0'), outcome: ['file.unsupported'] },
  { name: 'HEIC from a phone', bytes: () => text('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), outcome: ['file.heic'] },
  { name: 'PNG named .jpg', bytes: png, outcome: ['pages'] },

  { name: 'JPEG cut in half', bytes: () => cut(jpeg(), 0.5), outcome: ['file.unreadable'] },
  { name: 'JPEG of twenty bytes', bytes: async () => (await jpeg()).subarray(0, 20), outcome: ['file.unreadable'] },
  { name: 'JPEG that lost its middle but kept its end', bytes: jpegWithoutMiddle, outcome: ['file.unreadable', 'pages'] },
  { name: 'JPEG that claims 65 500 × 65 500', bytes: () => jpegThatClaims(65_500, 65_500), outcome: ['file.too-large'] },
  { name: 'JPEG that claims no height', bytes: () => jpegThatClaims(400, 0), outcome: ['file.unreadable', 'file.unsupported'] },
  { name: 'JPEG of one pixel', bytes: () => sharp({ create: pixel }).jpeg().toBuffer(), outcome: ['file.unsupported'] },

  { name: 'PNG cut in half', bytes: () => cut(png(), 0.5), outcome: ['file.unreadable'] },
  { name: 'PNG with a damaged header', bytes: async () => damagedPngHeader(await png()), outcome: ['file.unreadable', 'file.too-large'] },
  { name: 'PNG without image data', bytes: () => plainPng(400, 300, 0), outcome: ['file.unreadable'] },
  { name: 'PNG with half of its rows', bytes: () => plainPng(400, 300, 150 * rowBytes(400)), outcome: ['file.unreadable'] },
  { name: 'PNG bomb: 60 000 × 60 000 claimed', bytes: () => plainPng(60_000, 60_000, 9), outcome: ['file.too-large'] },
  {
    name: 'PNG bomb: 20 000 × 20 000 in 49 KB, every row there',
    bytes: () => plainPng(20_000, 20_000, 20_000 * rowBytes(20_000)),
    outcome: ['file.too-large'],
  },
  {
    name: 'PNG with a text chunk that inflates to 200 MB',
    bytes: () => {
      const packed = Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), deflateSync(Buffer.alloc(200_000_000, 0x41))]);
      return plainPng(400, 300, 300 * rowBytes(400), [chunk('zTXt', packed)]);
    },
    outcome: ['pages', 'file.unreadable'],
  },
  { name: 'PNG of one pixel', bytes: () => sharp({ create: pixel }).png().toBuffer(), outcome: ['file.unsupported'] },
  { name: 'PNG of 30 000 × 10', bytes: () => plainPng(30_000, 10, 10 * rowBytes(30_000)), outcome: ['file.unsupported'] },
  { name: 'PNG of 30 000 × 20, a strip but an image', bytes: () => plainPng(30_000, 20, 20 * rowBytes(30_000)), outcome: ['pages'] },
  {
    name: 'PNG that is transparent all over',
    bytes: () => sharp({ create: { ...pixel, width: 60, height: 60, channels: 4, background: '#0000' } }).png().toBuffer(), // prettier-ignore
    outcome: ['pages'],
  },

  { name: 'TIFF of 1 bit, deflated', bytes: () => picture().threshold().tiff({ compression: 'deflate', bitdepth: 1 }).toBuffer(), outcome: ['pages'] }, // prettier-ignore
  { name: 'TIFF of 1 bit, fax group 4', bytes: () => faxTiff(), outcome: ['pages'] },
  { name: 'TIFF cut in half', bytes: () => cut(tiff(), 0.5), outcome: ['file.unreadable'] },
  { name: 'TIFF whose directory is its own successor', bytes: () => tiffOf([[256, 4, 1, 9]], 8), outcome: ['file.unreadable'] },
  { name: 'TIFF with an empty directory', bytes: () => tiffOf([]), outcome: ['file.unreadable'] },
  {
    name: 'TIFF that claims 100 000 × 100 000',
    bytes: () => tiffOf([[256, 4, 1, 100_000], [257, 4, 1, 100_000], [258, 3, 1, 8], [259, 3, 1, 1], [262, 3, 1, 1], [273, 4, 1, 8], [278, 4, 1, 100_000], [279, 4, 1, 8]]), // prettier-ignore
    outcome: ['file.too-large', 'file.unreadable'],
  },
  { name: 'TIFF with four billion strips', bytes: () => tiffOf([[256, 4, 1, 400], [257, 4, 1, 300], [273, 4, 0xffff_ffff, 8]]), outcome: ['file.unreadable'] }, // prettier-ignore
  { name: 'BigTIFF of eight bytes', bytes: () => text('II+\0\b\0\0\0'), outcome: ['file.unreadable'] },

  { name: 'animated GIF', bytes: () => rasterFrames('gif'), outcome: ['file.unsupported'] },
  { name: 'WebP cut in half', bytes: () => cut(webp(), 0.5), outcome: ['file.unreadable'] },
  { name: 'animated WebP', bytes: () => rasterFrames('webp'), outcome: ['pages', 'file.unsupported'] },
  { name: 'WebP with nothing in it', bytes: () => text('RIFF\x04\0\0\0WEBP'), outcome: ['file.unreadable'] },
  {
    name: 'BMP that claims two billion rows',
    bytes: () => bmp(40, 2_000_000_000, 0, 4800),
    outcome: ['file.too-large', 'file.unreadable'],
  },
  { name: 'BMP without its last rows', bytes: () => bmp(40, 40, 0, 4000), outcome: ['file.unreadable'] },
  { name: 'BMP packed by run lengths', bytes: () => bmp(40, 40, 1, 4800), outcome: ['file.unsupported', 'file.unreadable'] },

  { name: 'PDF of its header alone', bytes: () => text('%PDF-1.7\n%%EOF\n'), outcome: ['file.unreadable'] },
  { name: 'PDF cut in half', bytes: async () => (await pdfOfPages(3)).subarray(0, 400), outcome: ['file.unreadable'] },
  {
    name: 'PDF with no pages',
    bytes: () => pdf([catalogue, '<</Type/Pages/Count 0/Kids[]>>']),
    outcome: ['file.empty', 'file.unreadable'],
  },
  { name: 'PDF whose page tree is its own child', bytes: () => pdf([catalogue, '<</Type/Pages/Count 1/Kids[2 0 R]>>']), outcome: ['file.empty', 'file.unreadable'] }, // prettier-ignore
  { name: 'PDF locked by a password', bytes: encryptedPdf, outcome: ['file.encrypted'] },
  { name: 'PDF of 1001 pages', bytes: () => pdfOfPages(1001), outcome: ['file.too-large'] },
  {
    name: 'PDF page of 300 kilometres',
    bytes: () => pdf([catalogue, onePage, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 900000000 900000000]>>']),
    outcome: ['pages', 'file.unreadable', 'file.too-large'],
  },
  { name: 'PDF page without area', bytes: () => pdf([catalogue, onePage, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 0 0]>>']), outcome: ['pages', 'file.unreadable'] }, // prettier-ignore
  { name: 'PDF bomb: an image of 400 million pixels', bytes: pdfOfHugeImage, outcome: ['pages', 'file.unreadable', 'file.too-large'] },
  {
    name: 'PDF bomb: forms in forms, a billion strokes',
    bytes: () => pdfOfNestedForms(9),
    outcome: ['pages', 'file.unreadable', 'file.too-large'],
  },

  {
    name: 'OFD with letters and a box',
    bytes: () => ofd({ objects: ofdText('住所', [10, 30]) + box([10, 50, 20, 20]) }),
    outcome: ['pages'],
  },
  { name: 'OFD cut in half', bytes: () => ofd().subarray(0, 700), outcome: ['file.unreadable'] },
  { name: 'OFD without its document', bytes: () => zip({ 'OFD.xml': entry() }), outcome: ['file.unreadable'] },
  { name: 'OFD bomb: 300 MB of one letter', bytes: () => ofd({ parts: { 'Doc_0/Pages/Page_0/Content.xml': page(' '.repeat(300 * 1024 * 1024)) } }), outcome: ['file.too-large'] }, // prettier-ignore
  { name: 'OFD whose parts claim four billion bytes', bytes: () => zip({ 'OFD.xml': entry() }, { claimed: 0xffff_fff0 }), outcome: ['file.too-large', 'file.unreadable'] }, // prettier-ignore
  { name: 'OFD page with a million letters', bytes: () => ofd({ objects: ofdText('一'.repeat(1_000_000), [0, 10], 0.1) }), outcome: ['pages', 'file.too-large'] }, // prettier-ignore
  {
    name: 'OFD page without area',
    bytes: () => ofd({ document: { area: '0 0 0 0' }, objects: box([10, 10, 20, 20]) }),
    outcome: ['pages'],
  },
  { name: 'OFD with numbers that are none', bytes: () => ofd({ objects: box([Number.NaN, Infinity, -1e300, 1e300]) }), outcome: ['pages', 'file.unreadable', 'file.not-drawn'] }, // prettier-ignore
  {
    name: 'OFD pattern of a billion cells',
    bytes: () =>
      ofd({
        objects: box([0, 0, 100, 140]).replace(
          '<ofd:FillColor Value="200 0 0"/>',
          `<ofd:FillColor><ofd:Pattern Width="0.001" Height="0.001"><ofd:CellContent>${box([0, 0, 1, 1])}</ofd:CellContent></ofd:Pattern></ofd:FillColor>`,
        ),
      }),
    outcome: ['file.too-large'],
  },
  { name: 'another ZIP archive', bytes: () => zip({ 'word/document.xml': '<a/>' }), outcome: ['file.unsupported'] },

  { name: 'SVG with a script', bytes: () => text(scriptedSvg), outcome: ['file.unsupported'] },
  { name: 'SVG whose entities multiply', bytes: () => text(entityBomb), outcome: ['file.unsupported'] },
];

/** Sound files whose bytes are then changed at random. */
export const soundFiles = {
  jpeg,
  png,
  tiff,
  webp,
  bmp: () => bmp(40, 40, 0, 4800),
  pdf: () => pdfOfPages(1),
  ofd: () => ofd({ objects: ofdText('住所', [10, 30]) }),
};
