/** How well handwriting is told on whole pages that the real chain has read: alarms on printed values, hits on written ones, time. */
import { existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { markHandwriting } from '../../electron/pipeline/extract/mark-handwriting.ts';
import { prepare } from '../../electron/pipeline/prepare.ts';
import { quantile } from './bars.ts';
import { extractPage } from './field-figures.ts';
import { pictureOf } from './field-pages.ts';
import type { FieldPage, WantedFieldPage } from './field-pages.ts';

export type PageHandwriting = { printed: number; alarms: number; written: number; found: number; medianMs: number; p95Ms: number };

/** As of extraction: the first run also warms the program. */
const timedRounds = 3;

const noFinder = {
  findLines: () => Promise.reject(new Error('pages are prepared already')),
  findReadingTurn: () => Promise.reject(new Error('pages are prepared already')),
};

/** Only values that the page is marked with count; on papers made by machine nothing is looked for. */
export async function measurePageHandwriting(wanted: readonly WantedFieldPage[], pages: readonly FieldPage[]): Promise<PageHandwriting> {
  const byId = new Map(pages.map((page) => [page.id, page]));
  const figures = { printed: 0, alarms: 0, written: 0, found: 0 };
  const times: number[] = [];
  for (const one of wanted) {
    const { id, jpegPath, writtenKeys } = pictureOf(one);
    const page = byId.get(id);
    if (!page || !existsSync(jpegPath)) continue;
    const { preparation, lines } = page.recognition;
    const { image } = await prepare(readFileSync(jpegPath), { dpi: null, finder: noFinder, done: preparation });
    const { fields } = extractPage(page);
    const runs = Array.from({ length: timedRounds }, () => {
      const started = performance.now();
      const marked = markHandwriting(fields, image, lines, page.documentType);
      return { marked, ms: performance.now() - started };
    });
    times.push(
      quantile(
        runs.map(({ ms }) => ms),
        0.5,
      ),
    );
    const { marked } = runs[0]!;
    for (const { key, problems, box } of marked) {
      if (!box || !page.truth.fields.some((field) => field.key === key)) continue;
      const alarm = problems.some(({ code }) => code === 'field.handwritten') ? 1 : 0;
      if (writtenKeys.has(key)) [figures.written, figures.found] = [figures.written + 1, figures.found + alarm];
      else [figures.printed, figures.alarms] = [figures.printed + 1, figures.alarms + alarm];
    }
  }
  return { ...figures, medianMs: quantile(times, 0.5), p95Ms: quantile(times, 0.95) };
}
