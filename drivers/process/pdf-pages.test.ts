/** PDFs become what a viewer shows, or an error that says so: typefaces, fields, seals, placed and masked scans, padded ends. */
import { degrees, PDFDocument, PDFHexString, PDFName, PDFString, type PDFRawStream, type PDFPage } from 'pdf-lib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { isAppError } from '#shared/errors.ts';
import type { PageImage } from './page-image.ts';
import { splitPages } from './split-pages.ts';

const [width, height] = [223, 316];
/** A dark bar at the upper left, a red one at the lower right: nothing in it looks the same from another side. */
const scan = async (): Promise<Buffer> =>
  sharp({ create: { width: 620, height: 877, channels: 3, background: '#f4f1ea' } })
    .composite([
      {
        input: Buffer.from('<svg width="620" height="877"><path d="M40 60h240v90H40z"/><path d="M400 700h150v60H400z" fill="#c00"/></svg>'),
      },
    ])
    .jpeg()
    .toBuffer();

async function pagesOf(bytes: Uint8Array): Promise<PageImage[] | string> {
  const pages: PageImage[] = [];
  try {
    for await (const page of splitPages(bytes)) pages.push(page);
    return pages;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.code;
  }
}

async function onlyPage(bytes: Uint8Array): Promise<PageImage> {
  const pages = await pagesOf(bytes);
  if (typeof pages === 'string') throw new Error(pages);
  expect(pages).toHaveLength(1);
  return pages[0]!;
}

/** Mean of red, green and blue in a part of the page, given in shares of its sides. */
async function colour({ bytes }: PageImage, x: number, y: number, size = 0.05): Promise<number[]> {
  const { width: pageWidth, height: pageHeight } = await sharp(bytes).metadata();
  const area = {
    left: Math.round(x * pageWidth),
    top: Math.round(y * pageHeight),
    width: Math.round(size * pageWidth),
    height: Math.round(size * pageHeight),
  };
  const { channels } = await sharp(await sharp(bytes).toColourspace('srgb').extract(area).png().toBuffer()).stats();
  return channels.slice(0, 3).map(({ mean }) => Math.round(mean));
}

type Placing = { operators: string; jpeg?: Buffer; image?: Record<string, unknown>; page?: (page: PDFPage) => void };

/** A scan on a page with these drawing operators; `I` is the scan. */
async function placed({ operators, jpeg, image = {}, page: change }: Placing): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([width, height]);
  const embedded = await document.embedJpg(new Uint8Array(jpeg ?? (await scan())));
  await embedded.embed();
  const stream = document.context.lookup(embedded.ref) as PDFRawStream;
  for (const [key, value] of Object.entries(image)) stream.dict.set(PDFName.of(key), document.context.obj(value as never));
  page.node.set(PDFName.of('Resources'), document.context.obj({ XObject: { I: embedded.ref }, ExtGState: { Faint: { ca: 0.3 } } }));
  page.node.set(PDFName.of('Contents'), document.context.register(document.context.stream(operators)));
  change?.(page);
  return document.save();
}
const edgeToEdge = `${width} 0 0 ${height} 0 0 cm /I Do`;

test('a scan from edge to edge comes out byte for byte', async () => {
  const jpeg = await scan();
  const page = await onlyPage(await placed({ operators: `q ${edgeToEdge} Q`, jpeg }));
  expect(Buffer.from(page.bytes).equals(jpeg)).toBe(true);
});

test.each<[string, Placing, { at: [number, number]; is: 'dark' | 'light' }]>([
  ['mirrored', { operators: `-${width} 0 0 ${height} ${width} 0 cm /I Do` }, { at: [0.75, 0.1], is: 'dark' }],
  ['upside down', { operators: `-${width} 0 0 -${height} ${width} ${height} cm /I Do` }, { at: [0.75, 0.85], is: 'dark' }],
  ['turned by its page', { operators: edgeToEdge, page: (page) => page.setRotation(degrees(180)) }, { at: [0.75, 0.85], is: 'dark' }],
  ['inverted', { operators: edgeToEdge, image: { Decode: [1, 0, 1, 0, 1, 0] } }, { at: [0.2, 0.1], is: 'light' }],
  ['clipped', { operators: `0 0 ${width} 158 re W n ${edgeToEdge}` }, { at: [0.2, 0.1], is: 'light' }],
  ['faded', { operators: `/Faint gs ${edgeToEdge}` }, { at: [0.2, 0.1], is: 'light' }],
  [
    'cropped to its own proportions',
    { operators: edgeToEdge, page: (page) => page.setCropBox(0, height / 2, width / 2, height / 2) },
    { at: [0.7, 0.25], is: 'dark' },
  ],
])('a scan that is %s is drawn so', async (_name, placing, { at, is }) => {
  const page = await onlyPage(await placed(placing));
  const [red, green, blue] = await colour(page, ...at);
  if (is === 'dark') expect(Math.max(red!, green!, blue!)).toBeLessThan(30);
  else expect(Math.min(red!, green!, blue!)).toBeGreaterThan(150);
});

test('a mask on a scan hides what it hides', async () => {
  const document = await PDFDocument.create();
  const page = document.addPage([width, height]);
  const embedded = await document.embedJpg(new Uint8Array(await scan()));
  await embedded.embed();
  const mask = { Type: 'XObject', Subtype: 'Image', Width: 1, Height: 2, ColorSpace: 'DeviceGray', BitsPerComponent: 8 };
  const stream = document.context.lookup(embedded.ref) as PDFRawStream;
  stream.dict.set(PDFName.of('SMask'), document.context.register(document.context.stream(new Uint8Array([0, 255]), mask)));
  page.drawImage(embedded, { x: 0, y: 0, width, height });
  expect(await colour(await onlyPage(await document.save()), 0.2, 0.1)).toEqual([255, 255, 255]);
});

test('an EXIF turn in a PDF means nothing, as in every viewer', async () => {
  const jpeg = await sharp(await scan())
    .withMetadata({ orientation: 3 })
    .jpeg()
    .toBuffer();
  const page = await onlyPage(await placed({ operators: edgeToEdge, jpeg }));
  expect((await sharp(page.bytes).metadata()).orientation ?? 1).toBe(1);
  expect(Math.max(...(await colour(page, 0.2, 0.1)))).toBeLessThan(30);
});

/** `Stamp`: put on by a viewer. `Widget`: the field of a signature with its seal. */
test.each(['Stamp', 'Widget'])('a seal on a scan (%s) is seen', async (subtype) => {
  const document = await PDFDocument.create();
  const page = document.addPage([width, height]);
  page.drawImage(await document.embedJpg(new Uint8Array(await scan())), { x: 0, y: 0, width, height });
  const seal = document.context.register(
    document.context.stream('1 0 0 rg 0 0 40 40 re f', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 40, 40] }),
  );
  const annotation = { Type: 'Annot', Subtype: subtype, Rect: [20, 40, 60, 80], F: 4, AP: { N: seal } };
  const field = subtype === 'Widget' ? { FT: 'Sig', T: PDFHexString.fromText('seal') } : {};
  const reference = document.context.register(document.context.obj({ ...annotation, ...field }));
  page.node.set(PDFName.of('Annots'), document.context.obj([reference]));
  if (subtype === 'Widget') document.catalog.set(PDFName.of('AcroForm'), document.context.obj({ Fields: [reference], SigFlags: 3 }));
  const [red, green, blue] = await colour(await onlyPage(await document.save()), 0.15, 0.8);
  expect([red! > 240, green! < 20, blue! < 20]).toEqual([true, true, true]);
});

test.each([true, false])('the values of a form are seen, with their appearance or without (%s)', async (updateFieldAppearances) => {
  const document = await PDFDocument.create();
  const page = document.addPage([width, height]);
  const field = document.getForm().createTextField('name');
  field.addToPage(page, { x: 20, y: 200, width: 180, height: 30, borderWidth: 0 });
  field.setText('450102198802034527');
  if (!updateFieldAppearances) {
    field.acroField.dict.set(PDFName.of('V'), PDFHexString.fromText('何文静租用新民路九号'));
    for (const widget of field.acroField.getWidgets()) widget.dict.delete(PDFName.of('AP'));
  }
  const drawn = await onlyPage(await document.save({ updateFieldAppearances }));
  for (const x of [0.15, 0.3, 0.45, 0.6]) expect((await colour(drawn, x, 0.27, 0.1))[0]).toBeLessThan(250);
});

type Typeface = { name: string; encoding: string; ordering: string; codes: (text: string) => Buffer; toUnicode?: string };

/** Text in a typeface that the file names and does not bring along. */
async function text(content: string, { name, encoding, ordering, codes, toUnicode }: Typeface): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([width, height]);
  const { context } = document;
  const descriptor = { Type: 'FontDescriptor', FontName: name, Flags: 6, FontBBox: [0, -200, 1000, 900], ItalicAngle: 0, Ascent: 859, Descent: -141, CapHeight: 683, StemV: 80 }; // prettier-ignore
  const system = { Registry: PDFString.of('Adobe'), Ordering: PDFString.of(ordering), Supplement: 2 };
  const descendant = { Type: 'Font', Subtype: 'CIDFontType2', BaseFont: name, CIDSystemInfo: system, DW: 1000, FontDescriptor: context.register(context.obj(descriptor)) }; // prettier-ignore
  const font = { Type: 'Font', Subtype: 'Type0', BaseFont: name, Encoding: encoding, DescendantFonts: [context.register(context.obj(descendant))], ...(toUnicode === undefined ? {} : { ToUnicode: context.register(context.stream(toUnicode)) }) }; // prettier-ignore
  page.node.set(PDFName.of('Resources'), context.obj({ Font: { F: context.register(context.obj(font)) } }));
  const operators = `BT /F 20 Tf 20 200 Td <${codes(content).toString('hex')}> Tj ET`;
  page.node.set(PDFName.of('Contents'), context.register(context.stream(operators)));
  return document.save();
}

const utf16 = (content: string) => Buffer.from(content, 'utf16le').swap16();
const numbered = (content: string) => utf16([...content].map((_, index) => String.fromCharCode(index + 3)).join(''));

test.each<[string, string, Typeface]>([
  ['GB 2312 codes', '住所证明', { name: 'SimSun', encoding: 'GBK-EUC-H', ordering: 'GB1', codes: () => Buffer.from('d7a1cbf9d6a4c3f7', 'hex') }], // prettier-ignore
  ['Unicode', '住所证明', { name: 'SimHei', encoding: 'UniGB-UCS2-H', ordering: 'GB1', codes: utf16 }],
  ['traditional Chinese', '住所證明', { name: 'MSung-Light', encoding: 'UniCNS-UCS2-H', ordering: 'CNS1', codes: utf16 }],
])('Chinese text without its typeface is drawn (%s)', async (_name, content, typeface) => {
  const page = await onlyPage(await text(content, typeface));
  // Each of the four letters has ink of its own.
  for (const index of [0, 1, 2, 3]) expect((await colour(page, 0.09 + index * 0.09, 0.3, 0.075))[0]).toBeLessThan(245);
});

const toUnicode = (content: string) =>
  `begincmap 1 begincodespacerange<0000><ffff>endcodespacerange ${content.length} beginbfchar\n${[...content]
    .map((letter, index) => `<${(index + 3).toString(16).padStart(4, '0')}><${letter.charCodeAt(0).toString(16).padStart(4, '0')}>`)
    .join('\n')}\nendbfchar endcmap`;

test.each<[string, string | undefined]>([
  ['whose letters are known and not drawn', toUnicode('住所证明租用房屋')],
  ['whose letters are nothing but numbers', undefined],
])('text without its typeface %s is an error and no page', async (_name, map) => {
  const typeface = { name: 'SimSun', encoding: 'Identity-H', ordering: 'Identity', codes: numbered };
  expect(await pagesOf(await text('住所证明租用房屋', map === undefined ? typeface : { ...typeface, toUnicode: map }))).toBe(
    'file.not-drawn',
  );
});

test('an image that cannot be decoded is an error and no blank page; one that is white is a page', async () => {
  const footer = `q ${edgeToEdge} Q 0 0 1 rg 20 10 30 4 re f`;
  const white = await sharp({ create: { width: 620, height: 877, channels: 3, background: '#fff' } }).jpeg().toBuffer(); // prettier-ignore
  expect(await pagesOf(await placed({ operators: footer, image: { Filter: 'JPXDecode' } }))).toBe('file.not-drawn');
  expect(await pagesOf(await placed({ operators: footer, jpeg: white }))).toHaveLength(1);
});

test('text that nobody is to see is not missed: under a scan, white on white, beside the page', async () => {
  const document = await PDFDocument.create();
  const page = document.addPage([width, height]);
  page.drawText('seen');
  const { context } = document;
  const words = '(a whole hidden sentence) Tj';
  const hidden = `BT /H 12 Tf 20 200 Td 3 Tr ${words} 0 Tr 1 g 0 -40 Td ${words} 0 g 900 0 Td ${words} ET`;
  page.node.normalizedEntries().Font.set(PDFName.of('H'), context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' }));
  page.node.addContentStream(context.register(context.stream(hidden)));
  expect(await pagesOf(await document.save())).toHaveLength(1);
});

test.each<[string, Buffer]>([
  ['zeros', Buffer.alloc(50_000)],
  ['a page of a web server', Buffer.from(`\r\n<!doctype html>${'<p>thank you</p>'.repeat(500)}`)],
])('a PDF with much behind its end is opened (%s)', async (_name, tail) => {
  const jpeg = await scan();
  const page = await onlyPage(Buffer.concat([await placed({ operators: edgeToEdge, jpeg }), tail]));
  expect(Buffer.from(page.bytes).equals(jpeg)).toBe(true);
});

test('a PDF that was cut off behind an earlier version of itself is not whole', async () => {
  const whole = Buffer.from(await placed({ operators: edgeToEdge }));
  const update = Buffer.from(`\n90 0 obj\n<</Length 5000>>\nstream\n${'x'.repeat(3000)}`);
  expect(await pagesOf(Buffer.concat([whole, update]))).toBe('file.unreadable');
});
