/** The first look at a page while its bytes are in memory: a thumbnail for the screen, and whether the paper is empty. */
import sharp from 'sharp';
import { maxImagePixels } from '#shared/image-limit.ts';

/** As large as the thumbnail that recognition makes later in its place. */
const THUMBNAIL_SIDE = 320;
const THUMBNAIL_QUALITY = 75;
/** Feeders leave shadows at the edges, and punched holes sit there too. */
const BORDER_SHARE = 0.06;
/** Grey levels below the paper that count as ink; bleed-through of the other side stays above after shrinking. */
const INK_CONTRAST = 28;
/** A page number alone is some 8 of 70,000 pixels; dust is one or two. */
const MOST_INKED_PIXELS = 3;

export type FirstLook = { /** JPEG */ thumbnail: Uint8Array | null; blank: boolean };

/** Never fails: a page that cannot be drawn is still a page. A JPEG is shrunk while it is decoded, about 25 ms for A4 at 300 dpi. */
export async function lookAtPage(bytes: Uint8Array): Promise<FirstLook> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: maxImagePixels, failOn: 'none' })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    const thumbnail = await sharp(data, { raw: { width, height, channels } }).jpeg({ quality: THUMBNAIL_QUALITY }).toBuffer();
    return { thumbnail, blank: isBlank(data, width, height, channels) };
  } catch {
    return { thumbnail: null, blank: false };
  }
}

/** Careful by design: a page with one short line of print is not blank. Only a flag; recognition decides on the full image. */
function isBlank(data: Buffer, width: number, height: number, channels: number): boolean {
  const left = Math.round(width * BORDER_SHARE);
  const top = Math.round(height * BORDER_SHARE);
  let total = 0;
  const counts = new Uint32Array(256);
  for (let y = top; y < height - top; y++) {
    for (let x = left; x < width - left; x++) {
      const at = (y * width + x) * channels;
      // The darkest channel: a red seal is as much ink as black print.
      const level = channels >= 3 ? Math.min(data[at]!, data[at + 1]!, data[at + 2]!) : data[at]!;
      counts[level]!++;
      total++;
    }
  }
  const inked = counts.subarray(0, Math.max(0, medianOf(counts, total) - INK_CONTRAST));
  return inked.reduce((sum, count) => sum + count, 0) <= MOST_INKED_PIXELS;
}

function medianOf(counts: Uint32Array, total: number): number {
  let seen = 0;
  for (let level = 0; level < counts.length; level++) {
    seen += counts[level]!;
    if (seen * 2 >= total) return level;
  }
  return 255;
}
