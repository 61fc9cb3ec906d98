/** How the trained classifier sees a page: one small picture of fixed size, the long side upright. */
import type { PixelImage } from '../image/pixel-image.ts';
import { resizeImage } from '../image/resize.ts';
import { turnQuarters } from '../image/turn.ts';

export const pictureWidthPx = 240;
export const pictureHeightPx = 320;
/** Around pages of another shape; the network's zero. */
const surround = 128;

export type PagePicture = {
  /** RGB interleaved, `pictureWidthPx * pictureHeightPx * 3` bytes. */
  data: Uint8Array;
  /** A wide page was turned by 90° clockwise to fill the picture. */
  turned: boolean;
  /** Long side over short side of the page. */
  longToShort: number;
};

/** Training and recognition both go through here: what the network learnt on is what it is asked about. */
export async function pagePicture(page: PixelImage): Promise<PagePicture> {
  const turned = page.widthPx > page.heightPx;
  const scale = Math.min(pictureHeightPx / Math.max(page.widthPx, page.heightPx), pictureWidthPx / Math.min(page.widthPx, page.heightPx));
  const side = (lengthPx: number) => Math.max(1, Math.round(lengthPx * scale));
  const small = await resizeImage(page, side(page.widthPx), side(page.heightPx));
  const upright = turned ? await turnQuarters(small, 90) : small;
  const longToShort = Math.max(page.widthPx, page.heightPx) / Math.min(page.widthPx, page.heightPx);
  return { data: centred(upright), turned, longToShort };
}

function centred({ widthPx, heightPx, channels, data }: PixelImage): Uint8Array {
  const picture = new Uint8Array(pictureWidthPx * pictureHeightPx * 3).fill(surround);
  const left = (pictureWidthPx - widthPx) >> 1;
  const top = (pictureHeightPx - heightPx) >> 1;
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const to = ((top + y) * pictureWidthPx + left + x) * 3;
      const from = (y * widthPx + x) * channels;
      for (let channel = 0; channel < 3; channel++) picture[to + channel] = data[from + (channels === 3 ? channel : 0)] as number;
    }
  return picture;
}
