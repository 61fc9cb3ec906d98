/** PDFium's interface as this program calls it. */

/** Handles and addresses; 0 is none. */
export type Pointer = number;

/** What is used of PDFium's interface (fpdfview.h, fpdf_edit.h, fpdf_text.h, fpdf_formfill.h), by its own names. */
export type PdfEngine = {
  /** Views of the engine's memory; another one after every call that may have needed more. */
  readonly HEAPU8: Uint8Array;
  readonly HEAP32: Int32Array;
  readonly HEAPF32: Float32Array;
  readonly wasmExports: { malloc(bytes: number): Pointer; free(address: Pointer): void };
  _FPDF_InitLibraryWithConfig(config: Pointer): void;
  _FPDF_GetLastError(): number;
  _FPDF_LoadMemDocument(bytes: Pointer, length: number, password: Pointer): Pointer;
  _FPDF_CloseDocument(document: Pointer): void;
  _FPDF_GetPageCount(document: Pointer): number;
  _FPDF_LoadPage(document: Pointer, index: number): Pointer;
  _FPDF_ClosePage(page: Pointer): void;
  _FPDF_GetPageWidth(page: Pointer): number;
  _FPDF_GetPageHeight(page: Pointer): number;
  _FPDF_GetPageBoundingBox(page: Pointer, rectangle: Pointer): number;
  _FPDF_PageToDevice(page: Pointer, x: number, y: number, width: number, height: number, turn: number, pageX: number, pageY: number, outX: Pointer, outY: Pointer): number; // prettier-ignore
  _FPDF_RenderPageBitmap(bitmap: Pointer, page: Pointer, x: number, y: number, width: number, height: number, turn: number, flags: number): void; // prettier-ignore
  _FPDF_FFLDraw(form: Pointer, bitmap: Pointer, page: Pointer, x: number, y: number, width: number, height: number, turn: number, flags: number): void; // prettier-ignore
  _FPDFBitmap_CreateEx(width: number, height: number, format: number, pixels: Pointer, stride: number): Pointer;
  _FPDFBitmap_FillRect(bitmap: Pointer, left: number, top: number, width: number, height: number, color: number): void;
  _FPDFBitmap_Destroy(bitmap: Pointer): void;
  _FPDFDOC_InitFormFillEnvironment(document: Pointer, info: Pointer): Pointer;
  _FPDFDOC_ExitFormFillEnvironment(form: Pointer): void;
  _FORM_OnAfterLoadPage(page: Pointer, form: Pointer): void;
  _FORM_OnBeforeClosePage(page: Pointer, form: Pointer): void;
  _FPDFPage_GetRotation(page: Pointer): number;
  _FPDFPage_GetAnnotCount(page: Pointer): number;
  _FPDFPage_CountObjects(page: Pointer): number;
  _FPDFPage_GetObject(page: Pointer, index: number): Pointer;
  _FPDFPageObj_GetType(object: Pointer): number;
  _FPDFPageObj_GetMatrix(object: Pointer, matrix: Pointer): number;
  _FPDFPageObj_GetBounds(object: Pointer, left: Pointer, bottom: Pointer, right: Pointer, top: Pointer): number;
  _FPDFImageObj_GetBitmap(object: Pointer): Pointer;
  _FPDFImageObj_GetImageDataRaw(object: Pointer, buffer: Pointer, length: number): number;
  _FPDFImageObj_GetImageFilterCount(object: Pointer): number;
  _FPDFImageObj_GetImageFilter(object: Pointer, index: number, buffer: Pointer, length: number): number;
  _FPDFText_LoadPage(page: Pointer): Pointer;
  _FPDFText_ClosePage(text: Pointer): void;
  _FPDFText_CountChars(text: Pointer): number;
  _FPDFText_GetUnicode(text: Pointer, index: number): number;
  _FPDFText_HasUnicodeMapError(text: Pointer, index: number): number;
  _FPDFText_GetLooseCharBox(text: Pointer, index: number, rectangle: Pointer): number;
  _FPDFText_GetTextObject(text: Pointer, index: number): Pointer;
  _FPDFText_GetFillColor(text: Pointer, index: number, red: Pointer, green: Pointer, blue: Pointer, alpha: Pointer): number;
  _FPDFTextObj_GetTextRenderMode(object: Pointer): number;
  _FPDFTextObj_GetFont(object: Pointer): Pointer;
  _FPDFFont_GetIsEmbedded(font: Pointer): number;
};

/** An aborted engine keeps its memory, and nothing of it may be called any more. */
export const isAbort = (error: unknown): boolean => error instanceof Error && (error.name === 'RuntimeError' || isAbort(error.cause));

/** Gives `work` so much of the engine's memory, and takes it back. */
export function withMemory<Result>({ wasmExports }: PdfEngine, bytes: number, work: (address: Pointer) => Result): Result {
  const address = wasmExports.malloc(bytes);
  if (address === 0) throw new RangeError('the PDF needs too much memory');
  let aborted = false;
  try {
    return work(address);
  } catch (error) {
    aborted = isAbort(error);
    throw error;
  } finally {
    if (!aborted) wasmExports.free(address);
  }
}

/** So many numbers that `fill` writes; null when it says that there are none. */
export function readFloats(engine: PdfEngine, count: number, fill: (address: Pointer) => number): number[] | null {
  return withMemory(engine, count * 4, (at) => (fill(at) === 0 ? null : [...engine.HEAPF32.subarray(at / 4, at / 4 + count)]));
}
