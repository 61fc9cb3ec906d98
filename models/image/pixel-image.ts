/** An image in memory: 8-bit RGB or grey samples, row by row, top to bottom, no padding. */

export type PixelImage = {
  widthPx: number;
  heightPx: number;
  /** 3 = RGB interleaved, 1 = grey. */
  channels: 1 | 3;
  /** `widthPx * heightPx * channels` bytes. */
  data: Uint8Array;
};
