/** OFD files become what a viewer shows, or an error that says so. Each case is a habit of some writer, or a fault that users of viewers report. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { IA5String, Integer, OctetString, Sequence } from 'asn1js';
import { create, type Font } from 'fontkit';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { isAppError } from '#shared/errors.ts';
import {
  box,
  documentPart,
  entry,
  image,
  media,
  ofd,
  page,
  resources,
  text,
  xml,
  zip,
  type OfdOptions,
  type Parts,
} from '../../../tests/fixtures/ofd/build-ofd.ts';
import type { PageImage } from '../page-image.ts';
import { splitPages } from '../split-pages.ts';

async function split(bytes: Uint8Array): Promise<{ pages: PageImage[]; code: string | null; details: unknown }> {
  const pages: PageImage[] = [];
  try {
    for await (const one of splitPages(bytes)) pages.push(one);
    return { pages, code: null, details: {} };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { pages, code: error.code, details: error.details };
  }
}

async function onlyPage(bytes: Uint8Array): Promise<PageImage> {
  const { pages, code, details } = await split(bytes);
  expect({ code, details, pages: pages.length }).toEqual({ code: null, details: {}, pages: 1 });
  return pages[0]!;
}
const drawn = (options: OfdOptions): Promise<PageImage> => onlyPage(ofd(options));

/** Mean colour of a part of the page, in millimetres of a page of 100 × 140. */
async function colour(
  { bytes }: PageImage,
  [x, y, width, height]: readonly [number, number, number, number],
  pageWidth = 100,
): Promise<number[]> {
  const scale = (await sharp(bytes).metadata()).width / pageWidth;
  const [left, top] = [Math.round(x * scale), Math.round(y * scale)];
  const part = sharp(bytes)
    .toColourspace('srgb')
    .extract({ left, top, width: Math.round(width * scale), height: Math.round(height * scale) });
  const { channels } = await sharp(await part.png().toBuffer()).stats();
  return channels.slice(0, 3).map(({ mean }) => Math.round(mean));
}
type Area = readonly [number, number, number, number];
const isRed = async (page: PageImage, area: Area) =>
  expect(await colour(page, area)).toSatisfy(([r = 0, g = 0]: number[]) => r > 150 && g < 60);
const isWhite = async (page: PageImage, area: Area) => expect(Math.min(...(await colour(page, area)))).toBeGreaterThan(250);
const hasInk = async (page: PageImage, area: Area) => expect(Math.min(...(await colour(page, area)))).toBeLessThan(245);

const square = (format: 'png' | 'jpeg' = 'png', background = '#c80000') =>
  sharp({ create: { width: 40, height: 40, channels: 3, background } })
    .toFormat(format)
    .toBuffer();

test('text, lines and images stand where the page puts them', async () => {
  const line =
    '<ofd:PathObject ID="5" Boundary="10 60 80 0" LineWidth="1"><ofd:AbbreviatedData>M 0 0 L 80 0</ofd:AbbreviatedData></ofd:PathObject>';
  const page = await drawn({
    objects: text('住所证明', [20, 30]) + line + image([50, 80, 20, 20]),
    resource: media('Res/i.png'),
    parts: { 'Doc_0/Res/i.png': await square() },
  });
  expect(page).toMatchObject({ dpi: 300, mimeType: 'image/jpeg' });
  for (const letter of [0, 1, 2, 3]) await hasInk(page, [20 + 10 * letter, 21, 10, 10]);
  await isWhite(page, [20, 35, 60, 20]);
  expect(Math.max(...(await colour(page, [20, 59.8, 60, 0.4])))).toBeLessThan(40);
  await isRed(page, [52, 82, 16, 16]);
});

const turned = (parts: Parts): Parts =>
  Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, typeof content === 'string' ? content.replaceAll('ofd:', '').replace('xmlns:', 'xmlns=').replace(/xmlns="?ofd"?=/, 'xmlns=') : content])); // prettier-ignore

const plainParts: Parts = {
  'OFD.xml': entry(),
  'Doc_0/Document.xml': documentPart({ common: '<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>' }),
  'Doc_0/DocumentRes.xml': resources('<ofd:Fonts><ofd:Font ID="3" FontName="宋体"/></ofd:Fonts>'),
  'Doc_0/Pages/Page_0/Content.xml': page(box([10, 10, 30, 30])),
};
const withPart = (name: string, content: string, others: Parts = plainParts): Parts => ({ ...others, [name]: content });
test.each<[string, () => Parts]>([
  ['paths that begin at the document', () => plainParts],
  ['paths from the root', () => withPart('Doc_0/Document.xml', documentPart({ pages: ['/Doc_0/Pages/Page_0/Content.xml'] }))],
  [
    'paths from the root without a stroke',
    () => withPart('Doc_0/Document.xml', documentPart({ pages: ['Doc_0/Pages/Page_0/Content.xml'] })),
  ],
  ['paths in other capitals', () => withPart('Doc_0/Document.xml', documentPart({ pages: ['PAGES/page_0/content.XML'] }))],
  ['paths of Windows', () => withPart('Doc_0/Document.xml', documentPart({ pages: ['Pages\\Page_0\\Content.xml'] }))],
  ['parts whose names begin with a point', () => Object.fromEntries(Object.entries(plainParts).map(([name, part]) => [`./${name}`, part]))],
  ['names without a prefix', () => turned(plainParts)],
  ['another prefix', () => Object.fromEntries(Object.entries(plainParts).map(([name, part]) => [name, String(part).replaceAll('ofd:', 'x:').replaceAll(':ofd', ':x')]))], // prettier-ignore
  ['a mark of the encoding', () => withPart('OFD.xml', `\ufeff${entry()}`)],
  [
    'line breaks in paths',
    () => withPart('OFD.xml', entry('<ofd:DocBody><ofd:DocRoot>\n  Doc_0/Document.xml\n</ofd:DocRoot></ofd:DocBody>')),
  ],
])('%s are understood', async (_name, parts) => {
  await isRed(await onlyPage(zip(parts())), [12, 12, 26, 26]);
});

test.each<[string, string, Area[], Area[]]>([
  ['runs of steps', '<ofd:TextCode X="0" Y="10" DeltaX="30 g 2 15">一一一一</ofd:TextCode>', [[10, 10, 10, 10], [40, 10, 10, 10], [55, 10, 10, 10], [70, 10, 10, 10]], [[21, 10, 18, 10]]], // prettier-ignore
  ['steps that are too few', '<ofd:TextCode X="0" Y="10" DeltaX="20">一一一</ofd:TextCode>', [[10, 10, 10, 10], [30, 10, 10, 10], [50, 10, 10, 10]], []], // prettier-ignore
  ['no steps at all', '<ofd:TextCode X="0" Y="10">一一一</ofd:TextCode>', [[10, 10, 10, 10], [20, 10, 10, 10], [30, 10, 10, 10]], [[41, 10, 20, 10]]], // prettier-ignore
  ['steps downwards', '<ofd:TextCode X="0" Y="10" DeltaY="g 1 20">一一</ofd:TextCode>', [[10, 10, 10, 10], [10, 30, 10, 10]], [[21, 10, 20, 40]]], // prettier-ignore
  ['two lines', '<ofd:TextCode X="0" Y="10">一</ofd:TextCode><ofd:TextCode X="40" Y="30">一</ofd:TextCode>', [[10, 10, 10, 10], [50, 30, 10, 10]], [[10, 30, 30, 10]]], // prettier-ignore
  ['line breaks around the text', '<ofd:TextCode X="0" Y="10" DeltaX="g 1 20">\n      一一\n    </ofd:TextCode>', [[10, 10, 10, 10], [30, 10, 10, 10]], [[50, 10, 40, 10]]], // prettier-ignore
])('text is placed by %s', async (_name, codes, inked, white) => {
  const page = await drawn({ objects: `<ofd:TextObject ID="60" Boundary="10 10 10 10" Font="3" Size="10">${codes}</ofd:TextObject>` });
  for (const area of inked) await hasInk(page, area);
  for (const area of white) await isWhite(page, area);
});

test('a matrix stretches letters and their steps alike', async () => {
  const object = '<ofd:TextObject ID="60" Boundary="10 10 80 30" Font="3" Size="1" CTM="10 0 0 10 0 0"><ofd:TextCode X="0" Y="1" DeltaX="2">口口</ofd:TextCode></ofd:TextObject>'; // prettier-ignore
  const page = await drawn({ objects: object });
  await hasInk(page, [10, 11, 10, 9]);
  await isWhite(page, [21, 10, 8.5, 12]);
  await hasInk(page, [30, 11, 10, 9]);
});

const path = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
/** A typeface with these letters as glyphs 1, 2, … and without a table of letters, as converters embed it. */
async function subset(letters: string): Promise<Buffer> {
  const font = create(await readFile(path)) as Font;
  const made = font.createSubset();
  for (const letter of letters) made.includeGlyph(font.glyphForCodePoint(letter.codePointAt(0)!));
  return Buffer.from(made.encode());
}
const fonts = '<ofd:Fonts><ofd:Font ID="7" FontName="ABCDEF+SimSun"><ofd:FontFile>f.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>';
const mapped = (code: string, glyphs: string) =>
  `<ofd:TextObject ID="60" Boundary="10 10 40 12" Font="7" Size="10">${glyphs}<ofd:TextCode X="0" Y="10" DeltaX="g 3 10">${code}</ofd:TextCode></ofd:TextObject>`;
const transform = (position: number, count: number, glyphs: string) =>
  `<ofd:CGTransform CodePosition="${position}" CodeCount="${count}" GlyphCount="${glyphs.split(' ').length}"><ofd:Glyphs>${glyphs}</ofd:Glyphs></ofd:CGTransform>`;

test('glyphs named by number come from the embedded typeface, whatever the text says', async () => {
  const parts = { 'Doc_0/f.ttf': await subset('一口') };
  const page = await drawn({ objects: mapped('国国国国', transform(0, 2, '1 2') + transform(2, 2, '1 2')), resource: fonts, parts });
  // A dash has nothing above and below, a frame has.
  for (const x of [10, 30]) await isWhite(page, [x, 18, 9, 2]);
  for (const x of [20, 40]) await hasInk(page, [x, 16, 10, 4]);
});

test('letters that the embedded typeface lacks are drawn with the other one', async () => {
  const parts = { 'Doc_0/f.ttf': await subset('一') };
  for (const glyphs of ['', transform(0, 4, '900 900 900 900')]) {
    const page = await drawn({ objects: mapped('国国国国', glyphs), resource: fonts, parts });
    for (const x of [10, 20, 30, 40]) await hasInk(page, [x, 16, 10, 4]);
  }
});

test('a damaged typeface gives way to the other one', async () => {
  const page = await drawn({ objects: mapped('国国国国', ''), resource: fonts, parts: { 'Doc_0/f.ttf': Buffer.from('no typeface') } });
  await hasInk(page, [10, 10, 40, 10]);
});

test('what stands out of its boundary is cut off, letters are not', async () => {
  const wide = '<ofd:PathObject ID="5" Boundary="10 10 20 20" Fill="true" Stroke="false"><ofd:FillColor Value="200 0 0"/><ofd:AbbreviatedData>S 0 0 L 80 0 L 80 80 L 0 80 C</ofd:AbbreviatedData></ofd:PathObject>'; // prettier-ignore
  const page = await drawn({ objects: `${wide}<ofd:TextObject ID="60" Boundary="10 60 1 1" Font="3" Size="10"><ofd:TextCode X="0" Y="10">国</ofd:TextCode></ofd:TextObject>` }); // prettier-ignore
  await isRed(page, [12, 12, 16, 16]);
  await isWhite(page, [32, 10, 40, 40]);
  await hasInk(page, [14, 64, 6, 6]);
});

test('a sign in a circle is no black dot', async () => {
  const circle = '<ofd:PathObject ID="5" Boundary="10 10 40 40" Fill="true" Stroke="false" Rule="Even-Odd"><ofd:FillColor Value="200 0 0"/><ofd:AbbreviatedData>M 0 20 A 20 20 0 1 1 40 20 A 20 20 0 1 1 0 20 C M 5 20 A 15 15 0 1 1 35 20 A 15 15 0 1 1 5 20 C</ofd:AbbreviatedData></ofd:PathObject>'; // prettier-ignore
  const page = await drawn({ objects: circle });
  await isWhite(page, [22, 22, 16, 16]);
  await isRed(page, [11, 29, 3, 2]);
  await isWhite(page, [10, 10, 4, 4]);
});

test('a path is stroked in black and filled with nothing unless it says so', async () => {
  const frame = (attributes: string) => `<ofd:PathObject ID="5" Boundary="10 10 40 40" LineWidth="2" ${attributes}><ofd:AbbreviatedData>M 1 1 L 39 1 L 39 39 L 1 39 C</ofd:AbbreviatedData></ofd:PathObject>`; // prettier-ignore
  for (const attributes of ['', 'Fill="true"']) {
    const page = await drawn({ objects: frame(attributes) });
    await isWhite(page, [15, 15, 30, 30]);
    expect(Math.max(...(await colour(page, [20, 10.5, 20, 1])))).toBeLessThan(40);
  }
});

test.each<[string, string, string]>([
  ['a drawing parameter that goes back to another', 'DrawParam="12"', ''],
  ['a palette', '', '<ofd:FillColor ColorSpace="13" Index="1"/>'],
  ['inks of print', '', '<ofd:FillColor ColorSpace="14" Value="0 255 255 50"/>'],
  ['hexadecimal digits', '', '<ofd:FillColor Value="#C8 #00 #00"/>'],
  ['a shading', '', '<ofd:FillColor><ofd:AxialShd StartPoint="0 0" EndPoint="40 0"><ofd:Segment Position="0"><ofd:Color Value="200 0 0"/></ofd:Segment><ofd:Segment Position="1"><ofd:Color Value="210 0 0"/></ofd:Segment></ofd:AxialShd></ofd:FillColor>'], // prettier-ignore
  ['a pattern', '', `<ofd:FillColor><ofd:Pattern Width="5" Height="5"><ofd:CellContent>${box([0, 0, 5, 5])}</ofd:CellContent></ofd:Pattern></ofd:FillColor>`], // prettier-ignore
  ['an element for the value', '', '<ofd:FillColor><Value>200 0 0</Value></ofd:FillColor>'],
])('colours come from %s', async (_name, attributes, paint) => {
  const resource =
    '<ofd:DrawParams><ofd:DrawParam ID="12" Relative="11"/><ofd:DrawParam ID="11"><ofd:FillColor Value="200 0 0"/></ofd:DrawParam></ofd:DrawParams>' +
    '<ofd:ColorSpaces><ofd:ColorSpace ID="13" Type="RGB"><ofd:Palette><ofd:CV>0 0 0</ofd:CV><ofd:CV>200 0 0</ofd:CV></ofd:Palette></ofd:ColorSpace><ofd:ColorSpace ID="14" Type="CMYK"/></ofd:ColorSpaces>';
  const object = `<ofd:PathObject ID="5" Boundary="10 10 40 40" Fill="true" Stroke="false" ${attributes}>${paint}<ofd:AbbreviatedData>M 0 0 L 40 0 L 40 40 L 0 40 C</ofd:AbbreviatedData></ofd:PathObject>`;
  const page = await drawn({ objects: object, resource });
  await isRed(page, [12, 12, 36, 36]);
  await isWhite(page, [52, 12, 36, 36]);
});

test('a composite is drawn where it is used', async () => {
  const resource = `<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="20" Width="10" Height="10"><ofd:Content>${box([0, 0, 10, 10])}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>`;
  const page = await drawn({ objects: '<ofd:CompositeObject ID="6" Boundary="30 40 20 20" CTM="2 0 0 2 0 0" ResourceID="20"/>', resource });
  await isRed(page, [31, 41, 18, 18]);
  await isWhite(page, [10, 10, 18, 28]);
});

test('hidden objects and letters without colour are not drawn and not missed', async () => {
  const unseen = text('\ue000\ue001\ue002', [10, 80], 10).replace('<ofd:TextCode', '<ofd:FillColor Value="0 0 0" Alpha="0"/><ofd:TextCode');
  const page = await drawn({
    objects: `${box([10, 10, 20, 20]).replace('<ofd:PathObject', '<ofd:PathObject Visible="false"')}${unseen}${box([50, 50, 20, 20])}`,
  });
  await isWhite(page, [10, 10, 20, 20]);
  await isRed(page, [52, 52, 16, 16]);
});

test('images: transparent ones are not black, masks are kept, bitmaps and GIFs are read', async () => {
  const clear = await sharp({ create: { width: 40, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).png().toBuffer(); // prettier-ignore
  const half = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#000' } }).composite([{ input: await square('png', '#fff'), left: -20, top: 0 }].map((one) => ({ ...one, left: 0, input: Buffer.from('<svg width="20" height="40"><path fill="#fff" d="M0 0h20v40H0z"/></svg>') }))).png().toBuffer(); // prettier-ignore
  const bitmap = Buffer.from('424d3a000000000000003600000028000000010000000100000001001800000000000400000000000000000000000000000000000000' + '0000c800', 'hex'); // prettier-ignore
  const files: [string, Buffer][] = [['clear.png', clear], ['red.png', await square()], ['half.png', half], ['red.bmp', bitmap], ['red.gif', await sharp(await square()).gif().toBuffer()]]; // prettier-ignore
  const page = await drawn({
    objects:
      image([10, 10, 20, 20], '30') +
      image([40, 10, 20, 20], '31', 'ImageMask="32"') +
      image([10, 50, 20, 20], '33') +
      image([40, 50, 20, 20], '34'),
    resource: files.map(([name], index) => media(name, String(30 + index))).join(''),
    parts: Object.fromEntries(files.map(([name, bytes]) => [`Doc_0/${name}`, bytes])),
  });
  await isWhite(page, [10, 10, 20, 20]);
  await isRed(page, [41, 11, 8, 18]);
  await isWhite(page, [51, 11, 8, 18]);
  await isRed(page, [12, 52, 16, 16]);
  await isRed(page, [42, 52, 16, 16]);
});

test('a scan from edge to edge comes out byte for byte, and a blank one is a page', async () => {
  for (const background of ['#884422', '#ffffff']) {
    const scan = await sharp({ create: { width: 600, height: 840, channels: 3, background } })
      .jpeg()
      .toBuffer();
    const page = await drawn({ objects: image([0, 0, 100, 140]), resource: media('s.jpg', '9', 'JPEG'), parts: { 'Doc_0/s.jpg': scan } });
    expect(Buffer.from(page.bytes).equals(scan)).toBe(true);
    expect(page).toMatchObject({ widthPx: 600, heightPx: 840, dpi: 152 });
  }
});

test('a page has its own size, from its own corner', async () => {
  const page = await drawn({ objects: box([60, 20, 20, 20]), head: '<ofd:Area><ofd:PhysicalBox>50 10 50 60</ofd:PhysicalBox></ofd:Area>' });
  expect([page.widthPx, page.heightPx]).toEqual([590, 708]);
  expect((await colour(page, [12, 12, 16, 16], 50))[0]).toBeGreaterThan(150);
});

test('all documents of a file give their pages, in order', async () => {
  const body = (folder: string) => `<ofd:DocBody><ofd:DocRoot>${folder}/Document.xml</ofd:DocRoot></ofd:DocBody>`;
  const pages = ['Pages/Page_0/Content.xml', 'Pages/Page_1/Content.xml'];
  const { pages: found, code } = await split(
    zip({
      'OFD.xml': entry(body('Doc_0') + body('Doc_1')),
      'Doc_0/Document.xml': documentPart({ pages }),
      'Doc_0/Pages/Page_0/Content.xml': page(box([0, 0, 10, 10])),
      'Doc_0/Pages/Page_1/Content.xml': page(box([20, 0, 10, 10])),
      'Doc_1/Document.xml': documentPart(),
      'Doc_1/Pages/Page_0/Content.xml': page(box([40, 0, 10, 10])),
    }),
  );
  expect(code).toBeNull();
  expect(found).toHaveLength(3);
  for (const [index, one] of found.entries()) await isRed(one, [20 * index + 1, 1, 8, 8]);
});

test('templates lie below the page, or above it', async () => {
  const template = (order: string) => `<ofd:TemplatePage ID="70" BaseLoc="TPLS/Tpl_0/Content.xml" ZOrder="${order}"/>`;
  const options = (order: string, own = ''): OfdOptions => ({
    objects: box([20, 20, 40, 40], '255 255 255'),
    head: `<ofd:Template TemplateID="70" ${own}/>`,
    document: { common: template(order) },
    parts: { 'Doc_0/Tpls/Tpl_0/Content.xml': page(box([10, 10, 60, 60])) },
  });
  const below = await drawn(options('Background'));
  await isRed(below, [12, 12, 6, 6]);
  await isWhite(below, [22, 22, 36, 36]);
  await isRed(await drawn(options('Foreground')), [22, 22, 36, 36]);
  await isRed(await drawn(options('Background', 'ZOrder="Foreground"')), [22, 22, 36, 36]);
  expect((await split(ofd({ ...options('Background'), parts: {} }))).code).toBe('file.not-drawn');
});

test('annotations are drawn, hidden ones are not', async () => {
  const annotation = (attributes: string, area: Area) =>
    `<ofd:Annot ID="80" Type="Stamp" ${attributes}><ofd:Appearance Boundary="${area.join(' ')}">${box([0, 0, area[2], area[3]])}</ofd:Appearance></ofd:Annot>`;
  const page = await drawn({
    document: { more: '<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>' },
    parts: {
      'Doc_0/Annots/Annotations.xml': xml(
        'Annotations',
        '<ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page>',
      ),
      'Doc_0/Annots/Page_0/Annotation.xml': xml(
        'PageAnnot',
        annotation('', [10, 10, 20, 20]) + annotation('Visible="false"', [50, 50, 20, 20]),
      ),
    },
  });
  await isRed(page, [12, 12, 16, 16]);
  await isWhite(page, [50, 50, 20, 20]);
});

/** As in GB/T 38540: the picture lies deep inside. */
function seal(kind: string, picture: Uint8Array, wrapped = false): Buffer {
  const info = new Sequence({
    value: [
      new IA5String({ value: kind }),
      new OctetString({ valueHex: new Uint8Array(picture).buffer }),
      new Integer({ value: 40 }),
      new Integer({ value: 40 }),
    ],
  });
  const whole = new Sequence({
    value: [new Sequence({ value: [new Integer({ value: 4 }), new Sequence({ value: [info] })] }), new IA5String({ value: 'x' })],
  });
  const bytes = whole.toBER();
  return Buffer.from(wrapped ? new Sequence({ value: [new OctetString({ valueHex: bytes })] }).toBER() : bytes);
}
type Signed = { stamps?: string; seal?: string; parts: Parts };
const signed = ({ stamps = '<ofd:StampAnnot ID="1" PageRef="1" Boundary="20 20 40 40"/>', seal: part = '', parts }: Signed): Buffer =>
  zip({
    'OFD.xml': entry(
      '<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>',
    ),
    'Doc_0/Document.xml': documentPart(),
    'Doc_0/Pages/Page_0/Content.xml': page(text('章', [35, 45], 10)),
    'Doc_0/Signs/Signatures.xml': xml('Signatures', '<ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/>'),
    'Doc_0/Signs/Sign_0/Signature.xml': xml(
      'Signature',
      `<ofd:SignedInfo>${stamps}${part}</ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue>`,
    ),
    ...parts,
  });

test.each<[string, () => Promise<Buffer>]>([
  ['a picture beside the signature', async () => signed({ seal: '<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>', parts: { 'Doc_0/Signs/Sign_0/Seal.esl': seal('png', await square()) } })], // prettier-ignore
  [
    'a picture in the signature alone',
    async () => signed({ parts: { 'Doc_0/Signs/Sign_0/SignedValue.dat': seal('PNG', await square()) } }),
  ],
  [
    'a signature in an envelope',
    async () => signed({ parts: { 'Doc_0/Signs/Sign_0/SignedValue.dat': seal('jpg', await square('jpeg'), true) } }),
  ],
  ['an OFD file in the seal', async () => signed({ parts: { 'Doc_0/Signs/Sign_0/SignedValue.dat': seal('ofd', ofd({ objects: box([0, 0, 100, 140]) })) } })], // prettier-ignore
])('a seal is drawn over its place: %s', async (_name, make) => {
  const page = await onlyPage(await make());
  await isRed(page, [22, 22, 10, 10]);
  await isWhite(page, [62, 20, 30, 40]);
  // The letter below is still seen.
  expect((await colour(page, [36, 36, 9, 9]))[0]).toBeLessThan(190);
});

test('a seam seal shows its part of the picture', async () => {
  const halves = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#c80000' } }).composite([{ input: Buffer.from('<svg width="20" height="40"><path fill="#00c" d="M0 0h20v40H0z"/></svg>'), left: 20, top: 0 }]).png().toBuffer(); // prettier-ignore
  const page = await onlyPage(signed({ stamps: '<ofd:StampAnnot ID="1" PageRef="1" Boundary="80 20 40 40" Clip="0 0 20 40"/>', parts: { 'Doc_0/Signs/Sign_0/SignedValue.dat': seal('png', halves) } })); // prettier-ignore
  await isRed(page, [82, 22, 16, 36]);
});

test('a signature without a place on the page is no seal', async () => {
  await onlyPage(signed({ stamps: '', parts: { 'Doc_0/Signs/Sign_0/SignedValue.dat': Buffer.from('a signature') } }));
});

test.each<[string, () => Buffer | Promise<Buffer>, string]>([
  ['a seal without a picture', () => signed({ parts: { 'Doc_0/Signs/Sign_0/SignedValue.dat': Buffer.from('no seal') } }), 'file.not-drawn'],
  ['a seal that is not there', () => signed({ parts: {} }), 'file.not-drawn'],
  ['a signature that is not there', () => { const parts: Parts = { 'Doc_0/Signs/Signatures.xml': xml('Signatures', '<ofd:Signature ID="1" BaseLoc="Sign_9/Signature.xml"/>') }; return signed({ parts }); }, 'file.not-drawn'], // prettier-ignore
  ['an image that nobody here decodes', () => ofd({ objects: image([10, 10, 9, 9]), resource: media('i.jb2', '9', 'GBIG2'), parts: { 'Doc_0/i.jb2': Buffer.from('\x97JB2\r\n\x1a\n', 'latin1') } }), 'file.not-drawn'], // prettier-ignore
  ['an image that is not there', () => ofd({ objects: image([10, 10, 9, 9]), resource: media('gone.png') }), 'file.not-drawn'],
  ['an image that no list has', () => ofd({ objects: image([10, 10, 9, 9]) }), 'file.not-drawn'],
  ['half an image', async () => ofd({ objects: image([10, 10, 9, 9]), resource: media('i.png'), parts: { 'Doc_0/i.png': (await square()).subarray(0, 90) } }), 'file.not-drawn'], // prettier-ignore
  [
    'a composite that is not there',
    () => ofd({ objects: '<ofd:CompositeObject ID="6" Boundary="0 0 9 9" ResourceID="99"/>' }),
    'file.not-drawn',
  ],
  ['letters that no typeface has', () => ofd({ objects: text('住\ue000\ue001', [10, 30]) }), 'file.not-drawn'],
  ['letters without a size', () => ofd({ objects: text('住所', [10, 30]).replace('Size="10"', '') }), 'file.not-drawn'],
  ['text under a white sheet', () => ofd({ objects: text('住所', [10, 30]) + box([0, 0, 100, 140], '255 255 255') }), 'file.not-drawn'],
  ['a paint that nobody knows', () => ofd({ objects: box([10, 10, 9, 9]).replace('<ofd:FillColor Value="200 0 0"/>', '<ofd:FillColor><ofd:GouraudShd/></ofd:FillColor>') }), 'file.not-drawn'], // prettier-ignore
  ['a page that is not there', () => ofd({ document: { pages: ['Pages/Page_7/Content.xml'] } }), 'file.unreadable'],
  [
    'half a page',
    () => ofd({ parts: { 'Doc_0/Pages/Page_0/Content.xml': page(text('住所', [10, 30])).slice(0, -60) } }),
    'file.unreadable',
  ],
  ['no pages', () => ofd({ document: { pages: [] } }), 'file.empty'],
  ['no document', () => zip({ 'OFD.xml': entry() }), 'file.unreadable'],
  ['half a file', () => { const whole = ofd(); return whole.subarray(0, whole.length - 40); }, 'file.unreadable'], // prettier-ignore
  ['an encrypted document', () => zip({ ...plainParts, 'Encryptions.xml': xml('Encryptions', '') }), 'file.encrypted'],
  ['an encrypted archive', () => zip(plainParts, { flags: 1 }), 'file.encrypted'],
  ['a document type', () => zip(withPart('OFD.xml', entry().replace('?>', '?><!DOCTYPE a [<!ENTITY b "c">]>'))), 'file.unreadable'],
  ['parts that claim less than they are', () => zip(plainParts, { claimed: 10 }), 'file.unreadable'],
  ['parts that claim more than fits', () => zip(plainParts, { claimed: 0x7fff_ffff }), 'file.too-large'],
  ['more parts than a book has', () => zip(Object.fromEntries([...Object.entries(plainParts), ...Array.from({ length: 20_001 }, (_, index) => [`x${index}`, '']) as [string, string][]])), 'file.too-large'], // prettier-ignore
  ['groups in groups', () => ofd({ objects: '<ofd:PageBlock>'.repeat(90) + '</ofd:PageBlock>'.repeat(90) }), 'file.unreadable'],
  ['a page of 200 metres', () => ofd({ document: { area: '0 0 200000 10' } }), 'file.too-large'],
  ['composites that draw one another', () => { const unit = (id: number, inner: string) => `<ofd:CompositeGraphicUnit ID="${id}" Width="9" Height="9"><ofd:Content>${inner}</ofd:Content></ofd:CompositeGraphicUnit>`; const use = (id: number) => `<ofd:CompositeObject ID="6" Boundary="0 0 9 9" ResourceID="${id}"/>`.repeat(10); return ofd({ objects: use(20), resource: `<ofd:CompositeGraphicUnits>${[20, 21, 22, 23, 24, 25].map((id) => unit(id, use(id + 1))).join('')}${unit(26, use(20))}</ofd:CompositeGraphicUnits>` }); }, 'file.too-large'], // prettier-ignore
  ['a seal in a seal in a seal', () => { let inner: Uint8Array = Buffer.from('x'); for (let depth = 0; depth < 4; depth++) inner = signed({ parts: { 'Doc_0/Signs/Sign_0/SignedValue.dat': seal('ofd', inner) } }); return Buffer.from(inner); }, 'file.too-large'], // prettier-ignore
])('%s ends with a code and no page', async (_name, make, code) => {
  expect(await split(await make())).toMatchObject({ pages: [], code });
});

test('pages before a damaged one are given, and the error says which it is', async () => {
  const { pages, code, details } = await split(
    ofd({ objects: box([0, 0, 10, 10]), document: { pages: ['Pages/Page_0/Content.xml', 'Pages/Page_1/Content.xml'] } }),
  );
  expect({ pages: pages.length, code, details }).toMatchObject({ pages: 1, code: 'file.unreadable', details: { page: 2 } });
});
