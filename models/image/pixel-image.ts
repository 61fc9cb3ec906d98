/** An image in memory: 8-bit RGB or grey samples, row by row, top to bottom, no padding. */

export type PixelImage = {
  widthPx: number;
  heightPx: number;
  /** 3 = RGB interleaved, 1 = grey. */
  channels: 1 | 3;
  /** `widthPx * heightPx * channels` bytes. */
  data: Uint8Array;
};

/** Gives the memory of an image back that nobody looks at any more: a page has 26 MB, and the garbage collector waits for several. */
export function discardImage({ data }: PixelImage): void {
  // Small buffers share one memory with others.
  if (data.byteLength === data.buffer.byteLength) (data.buffer as ArrayBuffer).transfer(0);
}
