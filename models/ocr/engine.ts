/** The interfaces of every OCR engine: reading text, and finding it without reading. */
import type { Box, Quad, Rotation, TextLine } from '#shared/page.ts';
import type { PixelImage } from '../image/pixel-image.ts';

/** Ink on a page that was reduced by `scale` (page pixels per pixel of the mask): 1 = ink. */
export type InkMap = { mask: Uint8Array; widthPx: number; heightPx: number; scale: number };

export type OcrOptions = {
  /** Read only these boxes (pixels of `image`), at full resolution; absent = the whole page. */
  regions?: readonly Box[];
  /** Lines that a TextFinder found in this image already: the engine may skip its own search. Ignored with `regions`. */
  quads?: readonly Quad[];
  /** Where `quads` can be cut out before `image` is there. */
  cutFrom?: CutFrom;
  signal?: AbortSignal;
};

/** Another picture of the same page, as sharp, and where a quad of the page lies on it. */
export type CutFrom = { image: PixelImage; place: (quad: Quad) => Quad };

export interface OcrEngine {
  /** Name and version of engine and models, e.g. `pp-ocrv6-small`. */
  readonly version: string;
  /** Lines in reading order, coordinates in pixels of `image`, which may still be in the making. */
  read(image: PixelImage | Promise<PixelImage>, options?: OcrOptions): Promise<TextLine[]>;
  close(): Promise<void>;
}

/** How a page must be turned clockwise so that its lines read upright; `confidence` 0 = nothing speaks for any turn. */
export type ReadingTurn = { rotationCw: Rotation; confidence: number };

export type FindOptions = {
  /** Where the image carries ink, when that is known already. */
  ink?: InkMap | undefined;
  /** Called when only the model is waited for: other work of this thread would have delayed it until then. */
  onStarted?: () => void;
};

/** Finds text without reading it, so that a page can be turned upright before the one pass that reads it. */
export interface TextFinder {
  /** Boxes of text lines in pixels of `image`, in no particular order. */
  findLines(image: PixelImage, options?: FindOptions): Promise<Quad[]>;
  findReadingTurn(image: PixelImage, quads: readonly Quad[]): Promise<ReadingTurn>;
}

/** Asks a second reader about lines of which the engine is unsure; gives the same lines, disputed characters with less confidence. */
export type SecondOpinion = (lines: readonly TextLine[], image: PixelImage, signal?: AbortSignal) => Promise<TextLine[]>;
