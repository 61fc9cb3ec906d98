/** An open PDF file and its pages, drawn as a viewer draws them: with the values of form fields, annotations and seals. */
import { readFloats, withMemory, type PdfEngine, type Pointer } from './pdf-module.ts';

const ERROR_PASSWORD = 4;
/** `FPDFBitmap_BGRA`, whose bytes come in the order of RGBA with the flag below. */
const FORMAT_BGRA = 4;
const CHANNELS = 4;
const WHITE = 0xffffffff;
const DRAW_ANNOTATIONS = 0x01;
const DRAW_RGBA = 0x10;
/** FPDF_FORMFILLINFO has 140 bytes; all callbacks are left out, and no script runs. */
const FORM_INFO_BYTES = 256;
const FORM_INFO_VERSION = 2;
const OBJECT_IMAGE = 3;

export type Pixels = { /** RGBA */ data: Uint8Array; widthPx: number; heightPx: number };
/** In points, upwards from below, as PDF has it. */
export type Box = { left: number; bottom: number; right: number; top: number };

export class PasswordNeeded extends Error {}

export class PdfDocument {
  readonly #engine: PdfEngine;
  readonly #bytes: Pointer;
  readonly #formInfo: Pointer;
  readonly #document: Pointer;
  readonly #form: Pointer;

  /** @throws PasswordNeeded, Error */
  constructor(engine: PdfEngine, bytes: Uint8Array) {
    const { malloc, free } = engine.wasmExports;
    this.#engine = engine;
    this.#bytes = malloc(bytes.byteLength);
    engine.HEAPU8.set(bytes, this.#bytes);
    this.#document = engine._FPDF_LoadMemDocument(this.#bytes, bytes.byteLength, 0);
    if (this.#document === 0) {
      const reason = engine._FPDF_GetLastError();
      free(this.#bytes);
      throw reason === ERROR_PASSWORD ? new PasswordNeeded() : new Error(`the PDF cannot be opened (${String(reason)})`);
    }
    this.#formInfo = malloc(FORM_INFO_BYTES);
    engine.HEAPU8.fill(0, this.#formInfo, this.#formInfo + FORM_INFO_BYTES);
    engine.HEAP32[this.#formInfo / 4] = FORM_INFO_VERSION;
    this.#form = engine._FPDFDOC_InitFormFillEnvironment(this.#document, this.#formInfo);
  }

  get pageCount(): number {
    return this.#engine._FPDF_GetPageCount(this.#document);
  }

  openPage(index: number): PdfPage {
    const page = this.#engine._FPDF_LoadPage(this.#document, index);
    if (page === 0) throw new Error('the page cannot be opened');
    return new PdfPage(this.#engine, page, this.#form);
  }

  close(): void {
    const { free } = this.#engine.wasmExports;
    if (this.#form !== 0) this.#engine._FPDFDOC_ExitFormFillEnvironment(this.#form);
    this.#engine._FPDF_CloseDocument(this.#document);
    free(this.#formInfo);
    free(this.#bytes);
  }
}

export class PdfPage {
  readonly engine: PdfEngine;
  readonly handle: Pointer;
  readonly #form: Pointer;

  constructor(engine: PdfEngine, handle: Pointer, form: Pointer) {
    this.engine = engine;
    this.handle = handle;
    this.#form = form;
    if (form !== 0) engine._FORM_OnAfterLoadPage(handle, form);
  }

  close(): void {
    if (this.#form !== 0) this.engine._FORM_OnBeforeClosePage(this.handle, this.#form);
    this.engine._FPDF_ClosePage(this.handle);
  }

  /** As it is shown: after its turn. */
  get size(): { widthPoints: number; heightPoints: number } {
    return { widthPoints: this.engine._FPDF_GetPageWidth(this.handle), heightPoints: this.engine._FPDF_GetPageHeight(this.handle) };
  }

  /** What of the page is shown, before its turn. */
  get visibleBox(): Box {
    const found = readFloats(this.engine, 4, (at) => this.engine._FPDF_GetPageBoundingBox(this.handle, at));
    const [left = 0, top = 0, right = 0, bottom = 0] = found ?? [];
    return { left, bottom, right, top };
  }

  get isTurned(): boolean {
    return this.engine._FPDFPage_GetRotation(this.handle) !== 0;
  }

  get annotations(): number {
    return this.engine._FPDFPage_GetAnnotCount(this.handle);
  }

  get objects(): Pointer[] {
    return Array.from({ length: this.engine._FPDFPage_CountObjects(this.handle) }, (_, index) =>
      this.engine._FPDFPage_GetObject(this.handle, index),
    );
  }

  isImage(object: Pointer): boolean {
    return this.engine._FPDFPageObj_GetType(object) === OBJECT_IMAGE;
  }

  boundsOf(object: Pointer): Box {
    const found = readFloats(this.engine, 4, (at) => this.engine._FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12));
    const [left = 0, bottom = 0, right = 0, top = 0] = found ?? [];
    return { left, bottom, right, top };
  }

  draw(widthPx: number, heightPx: number): Pixels {
    const { engine } = this;
    const length = widthPx * heightPx * CHANNELS;
    return withMemory(engine, length, (pixels) => {
      const bitmap = engine._FPDFBitmap_CreateEx(widthPx, heightPx, FORMAT_BGRA, pixels, widthPx * CHANNELS);
      engine._FPDFBitmap_FillRect(bitmap, 0, 0, widthPx, heightPx, WHITE);
      engine._FPDF_RenderPageBitmap(bitmap, this.handle, 0, 0, widthPx, heightPx, 0, DRAW_ANNOTATIONS | DRAW_RGBA);
      // Form fields, with seals among them, are no annotations to the engine.
      if (this.#form !== 0) engine._FPDF_FFLDraw(this.#form, bitmap, this.handle, 0, 0, widthPx, heightPx, 0, DRAW_RGBA);
      engine._FPDFBitmap_Destroy(bitmap);
      return { data: engine.HEAPU8.slice(pixels, pixels + length), widthPx, heightPx };
    });
  }
}
