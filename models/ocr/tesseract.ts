/** The Tesseract engine (Chinese simplified and English) as second engine behind the same interface. */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createWorker, OEM, PSM } from 'tesseract.js';
import type { InitOptions, Line, Page, Worker } from 'tesseract.js';
import { AppError } from '#shared/errors.ts';
import type { Box, Quad, TextLine } from '#shared/page.ts';
import type { PixelImage } from '../image/pixel-image.ts';
import { cropImage } from '../image/crop.ts';
import { toSharp } from '../image/resize.ts';
import { modelPath } from '../manifest.ts';
import type { OcrEngine, OcrOptions } from './engine.ts';
import { sortInReadingOrder } from '#shared/text-layout/reading-order.ts';

/** One worker thread, started at the first page. */
export function createTesseractEngine(): OcrEngine {
  let starting: Promise<Worker> | undefined;
  return {
    version: 'tesseract-5-chi_sim+eng',
    async read(picture, options = {}) {
      const image = await picture;
      const worker = await (starting ??= startWorker());
      const parts = options.regions ?? [[0, 0, image.widthPx, image.heightPx] satisfies Box];
      const lines: TextLine[] = [];
      for (const box of parts) lines.push(...(await readBox(worker, image, box, options)));
      return sortInReadingOrder(lines);
    },
    async close() {
      const worker = await starting?.catch(() => undefined);
      starting = undefined;
      await worker?.terminate();
    },
  };
}

/** Reads pictures of single lines with the given characters only. */
export type LineReader = { read(png: Uint8Array): Promise<string>; close(): Promise<void> };

/** A worker thread that knows the English model; about 80 MB until it is closed. */
export async function openLineReader(characters: string): Promise<LineReader> {
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    langPath: dirname(modelPath('tesseract-eng')),
    cacheMethod: 'none',
    errorHandler: () => undefined,
  });
  await worker.setParameters({ tessedit_char_whitelist: characters, tessedit_pageseg_mode: PSM.SINGLE_LINE, user_defined_dpi: '300' });
  return {
    read: async (png) => (await worker.recognize(Buffer.from(png), {}, { text: true })).data.text,
    close: async () => void (await worker.terminate()),
  };
}

/**
 * Chinese is loaded from its package and English added beside it by hand, because the two lie in different packages
 * and the library knows one folder only. Nothing is downloaded and no cache is written.
 */
async function startWorker(): Promise<Worker> {
  const chineseFile = modelPath('tesseract-chi-sim');
  const english = gunzipSync(await readFile(modelPath('tesseract-eng')));
  const worker = await createWorker('chi_sim', OEM.LSTM_ONLY, {
    langPath: dirname(chineseFile),
    cacheMethod: 'none',
    errorHandler: () => undefined,
  });
  await worker.FS('writeFile', ['./eng.traineddata', new Uint8Array(english)]);
  await worker.reinitialize('chi_sim', OEM.LSTM_ONLY, { tessedit_load_sublangs: 'eng' } as Partial<InitOptions>);
  return worker;
}

async function readBox(worker: Worker, image: PixelImage, box: Box, { signal, regions }: OcrOptions): Promise<TextLine[]> {
  if (signal?.aborted) throw new AppError('cancelled');
  const [left, top, widthPx, heightPx] = box;
  const part = regions ? cropImage(image, box) : image;
  if (part.widthPx === 0 || part.heightPx === 0 || widthPx <= 0 || heightPx <= 0) return [];
  const png = await toSharp(part).png({ compressionLevel: 1 }).toBuffer();
  await worker.setParameters({ tessedit_pageseg_mode: regions ? PSM.SINGLE_BLOCK : PSM.AUTO, user_defined_dpi: '300' });
  const { data } = await worker.recognize(png, {}, { text: false, blocks: true });
  return pageLines(data).flatMap((line) => toTextLine(line, Math.max(0, left), Math.max(0, top)));
}

const pageLines = (page: Page): Line[] => (page.blocks ?? []).flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines));

/** Tesseract puts spaces between Chinese characters; those carry no meaning and go. */
function toTextLine(line: Line, left: number, top: number): TextLine[] {
  const symbols = line.words.flatMap((word, index) => [
    ...(index ? [{ text: ' ', confidence: word.confidence }] : []),
    ...word.symbols.map(({ text, confidence }) => ({ text, confidence })),
  ]);
  const kept = symbols.filter(({ text }, index) => text !== ' ' || !touchesChinese(symbols[index - 1]?.text, symbols[index + 1]?.text));
  const characters = kept.flatMap(({ text, confidence }) => [...text].map((character) => ({ character, confidence: confidence / 100 })));
  if (characters.length === 0) return [];
  const { x0, y0, x1, y1 } = line.bbox;
  const quad: Quad = [
    [left + x0, top + y0],
    [left + x1, top + y0],
    [left + x1, top + y1],
    [left + x0, top + y1],
  ];
  const characterConfidences = characters.map(({ confidence }) => Math.max(0, Math.min(1, confidence)));
  const confidence = characterConfidences.reduce((sum, value) => sum + value, 0) / characterConfidences.length;
  return [{ text: characters.map(({ character }) => character).join(''), confidence, quad, characterConfidences }];
}

const chinese = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
const touchesChinese = (before = '', after = '') => chinese.test(before) || chinese.test(after);
