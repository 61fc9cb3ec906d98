/** From single readings to the figures of the OCR bench: one row per reader and page class, and the bars. */
import { above, atMost, quantile } from './bars.ts';
import type { Bar } from './bars.ts';
import { countCharacterErrors } from './character-errors.ts';
import type { CharacterErrors } from './character-errors.ts';
import { ours } from './ocr-readers.ts';
import type { BenchPage, PageClass } from './page-set.ts';
import type { Floor } from './serve-pages.ts';

/** One page read by one reader; `failed` pages count as read with no text. */
export type Reading = {
  reader: string;
  page: string;
  pageClass: PageClass;
  ms: number;
  peakRssBytes: number;
  failed?: string;
  score: CharacterErrors;
  snippets: { asked: number; found: number };
};

export type Row = {
  reader: string;
  pageClass: PageClass;
  pages: number;
  failed: number;
  medianMs: number;
  p95Ms: number;
  peakRssBytes: number;
  /** Wrong characters ÷ printed characters; null on real samples. */
  characterErrorRate: number | null;
  /** Characters nobody printed ÷ printed characters: seals and handwriting read, and noise. */
  extraRate: number | null;
  snippetRecall: number | null;
};

export function scoreReading(page: BenchPage, lines: readonly string[]): Pick<Reading, 'score' | 'snippets'> {
  const text = snippetText(lines.join(''));
  const found = page.snippets.filter((snippet) => text.includes(snippetText(snippet))).length;
  return { score: countCharacterErrors(page.printed, lines), snippets: { asked: page.snippets.length, found } };
}

/** As the shared samples' own scorer compares. */
const snippetText = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[－—–―‐~～至]/g, '-')
    .replace(/[￥¥]/g, '')
    .toUpperCase();

export function rowsOf(readings: readonly Reading[]): Row[] {
  const groups = Map.groupBy(readings, ({ reader, pageClass }) => `${pageClass}|${reader}`);
  return [...groups.values()].map((group) => {
    const read = group.filter(({ failed }) => failed === undefined);
    const characters = sum(group, ({ score }) => score.characters);
    const asked = sum(group, ({ snippets }) => snippets.asked);
    return {
      reader: group[0]!.reader,
      pageClass: group[0]!.pageClass,
      pages: group.length,
      failed: group.length - read.length,
      medianMs: quantile(read.map(({ ms }) => ms), 0.5), // prettier-ignore
      p95Ms: quantile(read.map(({ ms }) => ms), 0.95), // prettier-ignore
      peakRssBytes: Math.max(0, ...read.map(({ peakRssBytes }) => peakRssBytes)),
      characterErrorRate: characters ? sum(group, ({ score }) => score.errors) / characters : null,
      extraRate: characters ? sum(group, ({ score }) => score.extra) / characters : null,
      snippetRecall: asked ? sum(group, ({ snippets }) => snippets.found) / asked : null,
    };
  });
}

const sum = <T>(items: readonly T[], value: (item: T) => number) => items.reduce((total, item) => total + value(item), 0);

/** Ours against a peer may take at most this share of its time on dense A4. */
const timeShares: readonly { reader: string; share: number; words: string }[] = [
  { reader: '@gutenye/ocr-node', share: 1 / 7, words: '1/7' },
  { reader: 'ppu-paddle-ocr', share: 1 / 1.7, words: '1/1.7' },
  { reader: 'tesseract.js', share: 1 / 2.5, words: '1/2.5' },
];
const megabyte = 1024 * 1024;

/** Only bars whose figures were measured; what is missing is said elsewhere. */
export function barsOf(rows: readonly Row[], floors: readonly Floor[]): Bar[] {
  const find = (reader: string, pageClass: PageClass) => rows.find((row) => row.reader === reader && row.pageClass === pageClass);
  const dense = find(ours, 'dense A4');
  if (!dense) return [];
  const bars: Bar[] = [];
  for (const { reader, share, words } of timeShares) {
    const peer = find(reader, 'dense A4');
    if (peer) bars.push(atMost(`dense A4: time against ${reader} ≤ ${words}`, dense.medianMs / peer.medianMs, share));
  }
  if (floors.length > 0)
    bars.push(atMost('dense A4: time against the floor ≤ 1.25', quantile(floors.map((floor) => floor.readMs / floor.floorMs), 0.5), 1.25)); // prettier-ignore
  const peers = (pageClass: PageClass) => rows.filter((row) => row.reader !== ours && row.pageClass === pageClass);
  if (dense.characterErrorRate !== null) {
    bars.push(atMost('dense A4: character error rate ≤ 0.5 %', dense.characterErrorRate, 0.005));
    const least = Math.min(...peers('dense A4').map((row) => row.characterErrorRate ?? Infinity));
    if (Number.isFinite(least)) bars.push(atMost('dense A4: character error rate not above any peer', dense.characterErrorRate, least));
  }
  const real = find(ours, 'real sample');
  const recalls = peers('real sample').flatMap((row) => (row.snippetRecall === null ? [] : [row.snippetRecall]));
  const recall = real?.snippetRecall ?? null;
  if (recall !== null && recalls.length > 0)
    bars.push(above('real samples: snippet recall above every peer', recall, Math.max(...recalls)));
  bars.push(atMost('dense A4: peak RSS of one recognizer ≤ 700 MB', dense.peakRssBytes / megabyte, 700));
  const copy = find(ours, 'ID copy on A4');
  if (copy) bars.push(atMost('ID copy on A4: time against dense A4 ≤ 0.5', copy.medianMs / dense.medianMs, 0.5));
  return bars;
}

const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(2)} %`);

/** One table per page class, ours first, and how many times faster ours is than each. */
export function tableOf(rows: readonly Row[]): string {
  const header = ['reader', 'pages', 'failed', 'median ms', 'p95 ms', '÷ ours', 'peak RSS MB', 'CER', 'extra', 'snippets'];
  const byClass = Map.groupBy(rows, ({ pageClass }) => pageClass);
  return [...byClass]
    .map(([pageClass, group]) => {
      const own = group.find(({ reader }) => reader === ours);
      const lines = group.map((row) => [
        row.reader,
        String(row.pages),
        String(row.failed),
        row.medianMs.toFixed(0),
        row.p95Ms.toFixed(0),
        own ? (row.medianMs / own.medianMs).toFixed(2) : '–',
        (row.peakRssBytes / megabyte).toFixed(0),
        percent(row.characterErrorRate),
        percent(row.extraRate),
        percent(row.snippetRecall),
      ]);
      return `${pageClass}\n${alignColumns([header, ...lines])}`;
    })
    .join('\n\n');
}

function alignColumns(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) => line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  '))
    .join('\n');
}
