/** Images of an OFD file, as a PDF takes them: a JPEG as it is, everything else as rows of pixels. */
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { checkImageSize, maxImagePixels } from '#shared/image-limit.ts';
import { detectFormat } from '../../file-format.ts';
import { readJpeg, withTrueHeight } from '../../jpeg.ts';
import { decodeBitmap } from '../bitmap.ts';
import type { SheetImage } from './ofd-sheet.ts';

/** An A3 page at 600 dpi: finer images are reduced while they are read, as the page itself is drawn with 300. */
const MAX_SIDE_PX = 10_000;
const deflated = promisify(deflate);

/**
 * @returns null for a kind that cannot be decoded, JBIG2 (`GBIG2`) among them
 * @throws AppError `file.too-large`
 */
export async function sheetImage(bytes: Uint8Array, mask: Uint8Array | null): Promise<SheetImage | null> {
  const jpeg = mask ? null : plainJpeg(bytes);
  if (jpeg) return jpeg;
  const picture = await decoder(bytes);
  return picture && (await fromPixels(picture, mask));
}

function plainJpeg(bytes: Uint8Array): SheetImage | null {
  const jpeg = readJpeg(bytes);
  if (!jpeg?.complete || jpeg.components === 4 || jpeg.widthPx === 0 || jpeg.heightPx === 0) return null;
  checkImageSize(jpeg.widthPx, jpeg.heightPx);
  return {
    widthPx: jpeg.widthPx,
    heightPx: jpeg.heightPx,
    bytes: withTrueHeight(bytes),
    filter: 'DCTDecode',
    colourSpace: jpeg.components === 1 ? 'DeviceGray' : 'DeviceRGB',
  };
}

async function decoder(bytes: Uint8Array): Promise<Sharp | null> {
  const format = detectFormat(bytes);
  if (format === 'bmp') {
    const { widthPx, heightPx, rgb } = decodeBitmap(bytes);
    return sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } });
  }
  const isGif = Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'GIF8';
  if (!isGif && (format === null || format === 'pdf' || format === 'ofd')) return null;
  const picture = sharp(bytes, { limitInputPixels: maxImagePixels, failOn: 'error' });
  const size = await picture.metadata().catch(() => null);
  if (!size) return null;
  checkImageSize(size.width, size.height);
  return picture;
}

async function fromPixels(picture: Sharp, mask: Uint8Array | null): Promise<SheetImage | null> {
  try {
    const { data, info } = await picture
      .resize({ width: MAX_SIDE_PX, height: MAX_SIDE_PX, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const size = { width: info.width, height: info.height };
    const raw = { raw: { ...size, channels: 4 as const } };
    const rgb = await sharp(data, raw).removeAlpha().raw().toBuffer();
    // Where the mask is white, the image is seen; so it is in PDFs, from which such files are made.
    const alpha = mask
      ? await (
          await decoder(mask)
        )
          ?.resize({ ...size, fit: 'fill' })
          .toColourspace('b-w')
          .extractChannel(0)
          .raw()
          .toBuffer()
      : await sharp(data, raw).extractChannel(3).raw().toBuffer();
    if (!alpha) return null;
    const part = { widthPx: info.width, heightPx: info.height, filter: 'FlateDecode' as const };
    return {
      ...part,
      bytes: await deflated(rgb, { level: 1 }),
      colourSpace: 'DeviceRGB',
      ...(alpha.every((value) => value === 255)
        ? {}
        : { mask: { ...part, bytes: await deflated(alpha, { level: 1 }), colourSpace: 'DeviceGray' as const } }),
    };
  } catch {
    return null;
  }
}
