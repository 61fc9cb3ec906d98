/** The interface of every OCR engine. */
import type { Box, TextLine } from '#shared/page.ts';
import type { PixelImage } from '../image/pixel-image.ts';

export type OcrOptions = {
  /** Read only these boxes (pixels of `image`), at full resolution; absent = the whole page. */
  regions?: readonly Box[];
  signal?: AbortSignal;
};

export interface OcrEngine {
  /** Name and version of engine and models, e.g. `pp-ocrv4`. */
  readonly version: string;
  /** Lines in reading order, coordinates in pixels of `image`. */
  read(image: PixelImage, options?: OcrOptions): Promise<TextLine[]>;
  close(): Promise<void>;
}
