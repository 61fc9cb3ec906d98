/** The two JPEG pictures that people see of a page: the prepared page and its thumbnail. */
import type { PixelImage } from './pixel-image.ts';
import { toSharp } from './resize.ts';

const thumbnailSidePx = 320;

/** `prepared` has exactly the pixels that all boxes refer to. */
export async function renderPage(image: PixelImage): Promise<{ prepared: Uint8Array; thumbnail: Uint8Array }> {
  const thumbnail = await toSharp(image)
    .resize(thumbnailSidePx, thumbnailSidePx, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 75 })
    .toBuffer();
  const prepared = await toSharp(image).jpeg({ quality: 85, chromaSubsampling: '4:4:4' }).toBuffer();
  return { prepared: new Uint8Array(prepared), thumbnail: new Uint8Array(thumbnail) };
}
