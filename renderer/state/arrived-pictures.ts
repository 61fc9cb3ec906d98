/** Thumbnails of pages that have just come, as their event brought them: on the screen without a request of their own. */

/** A feeder brings two sides a second; recognition, which makes them anew, is seldom more than this far behind. */
const mostKept = 40;
const pictures = new Map<string, string>();

/** @param base64 a JPEG */
export function keepArrivedPicture(pageId: string, base64: string): void {
  pictures.set(pageId, `data:image/jpeg;base64,${base64}`);
  for (const oldest of pictures.keys()) {
    if (pictures.size <= mostKept) return;
    pictures.delete(oldest);
  }
}

/** An address for an image, as long as it is kept. */
export const arrivedPicture = (pageId: string): string | undefined => pictures.get(pageId);

/** When a case leaves the screen nothing of it stays behind. */
export const forgetArrivedPictures = (): void => pictures.clear();
