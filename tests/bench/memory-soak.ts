/** Reads hundreds of pages with one recognizer and compares its memory early and late. */
import { atMost } from './bars.ts';
import type { Bar } from './bars.ts';
import { openOurs } from './ocr-readers.ts';
import type { BenchPage } from './page-set.ts';

export type SoakResult = { bars: Bar[]; pages: number; rssBytesAfter: Record<number, number> };

const earlyPage = 50;
const reportEvery = 50;

/** The pages are read in turns until `count` are done; RSS after the last against RSS after page 50. */
export async function soakMemory(pages: readonly BenchPage[], count: number, progress: (text: string) => void): Promise<SoakResult> {
  const reader = await openOurs();
  const rssBytesAfter: Record<number, number> = {};
  try {
    for (let number = 1; number <= count; number++) {
      const { rssBytes } = await reader.read(pages[(number - 1) % pages.length]!.file);
      if (number % reportEvery && number !== count) continue;
      rssBytesAfter[number] = rssBytes;
      progress(`soak: ${number} pages, RSS ${(rssBytes / 1024 / 1024).toFixed(0)} MB`);
    }
  } finally {
    reader.close();
  }
  const bar = atMost(`RSS after ${count} pages ≤ 1.1 × after ${earlyPage}`, rssBytesAfter[count]! / rssBytesAfter[earlyPage]!, 1.1);
  return { bars: [bar], pages: count, rssBytesAfter };
}
