/** A small grey copy of a camera picture: all that the search for the outline and the watch for stillness need. */

export type GreyFrame = { widthPx: number; heightPx: number; grey: Uint8Array };

/** At this size text is texture, the outline stands out, and a search takes a few milliseconds. */
const searchSidePx = 256;
/** Pixels averaged per row and column of one small pixel: enough against grain, and cheap at 50 megapixels. */
const samplesPerSide = 4;

/** Width and height of the small copy; never larger than the picture. */
export function smallSize(widthPx: number, heightPx: number): { widthPx: number; heightPx: number } {
  const factor = Math.min(1, searchSidePx / Math.max(widthPx, heightPx));
  return { widthPx: Math.max(8, Math.round(widthPx * factor)), heightPx: Math.max(8, Math.round(heightPx * factor)) };
}

/**
 * Shrinks one plane of brightness, e.g. the Y plane of a video frame.
 * @param rowBytes distance from one row to the next
 * @param pixelBytes distance from one pixel to the next (4 and `offset` 1 reads the green of RGBA)
 */
export function shrinkPlane(
  data: Uint8Array | Uint8ClampedArray,
  plane: { widthPx: number; heightPx: number; rowBytes: number; pixelBytes?: number; offset?: number },
): GreyFrame {
  const { widthPx, heightPx, rowBytes, pixelBytes = 1, offset = 0 } = plane;
  const small = smallSize(widthPx, heightPx);
  const columns = sampleAt(widthPx, small.widthPx).map((x) => x * pixelBytes);
  const rows = sampleAt(heightPx, small.heightPx);
  const grey = new Uint8Array(small.widthPx * small.heightPx);
  const count = samplesPerSide * samplesPerSide;
  for (let y = 0; y < small.heightPx; y++)
    for (let x = 0; x < small.widthPx; x++) {
      let sum = 0;
      for (let row = 0; row < samplesPerSide; row++) {
        const start = offset + rows[y * samplesPerSide + row]! * rowBytes;
        for (let column = 0; column < samplesPerSide; column++) sum += data[start + columns[x * samplesPerSide + column]!]!;
      }
      grey[y * small.widthPx + x] = sum / count;
    }
  return { ...small, grey };
}

/** For each small pixel, the places in the large picture that are averaged for it. */
function sampleAt(large: number, small: number): number[] {
  return Array.from({ length: small * samplesPerSide }, (_, index) =>
    Math.min(large - 1, Math.floor(((index + 0.5) * large) / (small * samplesPerSide))),
  );
}
