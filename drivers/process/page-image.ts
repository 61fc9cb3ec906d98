/** One page of a scanner's file, as an image of its own. */
import type { PageResult } from '../driver.ts';

export type PageImage = {
  /** A complete image file with exactly one page. */
  bytes: Uint8Array;
  mimeType: PageResult['mimeType'];
  /** As stored; an EXIF orientation is not applied. */
  widthPx: number;
  heightPx: number;
  /** null when the file tells none that can be true. */
  dpi: number | null;
};
