/** Pictures of the fields' confidence on drawn pages: reliability, and per field how much passes at which threshold. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { shippedConfidenceModel } from '#shared/confidence/field-confidence.ts';
import { coverageCurve, reliabilityPoints } from '#shared/confidence/confidence-curve.ts';
import type { ConfidenceSample } from '#shared/confidence/confidence-curve.ts';
import type { FieldOutcome } from './field-figures.ts';

const folder = fileURLToPath(new URL('results', import.meta.url));
const grey = '#8a94a6';
const blue = '#1677ff';
const red = '#d4380d';

/** Only printed fields that were found: what is missing has no confidence. */
const samplesOf = (outcomes: readonly FieldOutcome[]): ConfidenceSample[] =>
  outcomes.flatMap(({ field, right }) => (field && field.value !== '' ? [{ confidence: field.confidence, right }] : []));

/** Writes `field-reliability.svg` and `field-coverage.svg` beside the results. */
export function drawFieldCurves(outcomes: readonly FieldOutcome[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'field-reliability.svg'), reliabilityDiagram(samplesOf(outcomes)));
  const groups = [...Map.groupBy(outcomes, ({ documentType, key }) => `${documentType} · ${key}`)];
  writeFileSync(
    join(folder, 'field-coverage.svg'),
    coveragePanels(
      groups.map(([name, part]) => ({ name, printed: part.filter(({ wanted }) => wanted !== null).length, samples: samplesOf(part) })),
    ),
  );
}

const svg = (width: number, height: number, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="#fff"/>${body}</svg>\n`;
const text = (x: number, y: number, words: string, rest = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${rest.includes('fill=') ? '' : 'fill="#333" '}${rest}>${words}</text>`;

/** Log-odds spread out the confident end, where nearly all values lie: 0.5 in the middle, 0.999 near the edge. */
const scale = (probability: number): number => {
  const kept = Math.min(0.9995, Math.max(0.05, probability));
  const odds = Math.log(kept / (1 - kept));
  return (odds - Math.log(0.05 / 0.95)) / (Math.log(0.9995 / 0.0005) - Math.log(0.05 / 0.95));
};
const ticks = [0.1, 0.3, 0.5, 0.8, 0.9, 0.97, 0.99, 0.997];

function reliabilityDiagram(samples: readonly ConfidenceSample[]): string {
  const [left, top, side] = [60, 40, 420];
  const x = (value: number) => left + scale(value) * side;
  const y = (value: number) => top + side - scale(value) * side;
  const grid = ticks
    .map(
      (tick) =>
        `<path d="M${x(tick).toFixed(1)} ${top}v${side}M${left} ${y(tick).toFixed(1)}h${side}" stroke="#eee"/>${text(x(tick), top + side + 16, String(tick), 'text-anchor="middle"')}${text(left - 6, y(tick) + 4, String(tick), 'text-anchor="end"')}`,
    )
    .join('');
  const points = reliabilityPoints(samples).map(
    ({ meanConfidence, shareRight, count }) =>
      `<circle cx="${x(meanConfidence).toFixed(1)}" cy="${y(shareRight).toFixed(1)}" r="${(2 + Math.log2(count) / 1.6).toFixed(1)}" fill="${blue}" fill-opacity=".65"/>${text(x(meanConfidence) + 9, y(shareRight) - 7, String(count), `fill="${grey}" font-size="9"`)}`,
  );
  const diagonal = `<path d="M${left} ${top + side}L${left + side} ${top}" stroke="${grey}" stroke-dasharray="4 4"/>`;
  const threshold = `<path d="M${x(shippedConfidenceModel.threshold).toFixed(1)} ${top}v${side}" stroke="${red}"/>`;
  const words = `${text(left, 22, `Field confidence on drawn hold-out pages (${samples.length} values; red: threshold)`, 'font-size="13"')}${text(left + side / 2, top + side + 36, 'confidence', 'text-anchor="middle"')}${text(16, top + side / 2, 'share right', `text-anchor="middle" transform="rotate(-90 16 ${top + side / 2})"`)}`;
  return svg(left + side + 220, top + side + 50, grid + diagonal + threshold + points.join('') + words);
}

type Panel = { name: string; printed: number; samples: ConfidenceSample[] };

/** Per field: coverage over the threshold (blue) and the share wrong among what passes (red, ten times enlarged). */
function coveragePanels(panels: readonly Panel[]): string {
  const [width, height, columns] = [168, 92, 7];
  const drawn = panels.map((panel, index) => {
    const [left, top] = [12 + (index % columns) * width, 44 + Math.floor(index / columns) * height];
    const [w, h] = [width - 22, height - 34];
    const curve = coverageCurve(panel.samples);
    const at = (threshold: number, share: number) =>
      `${(left + scale(threshold) * w).toFixed(1)} ${(top + h - Math.min(1, share) * h).toFixed(1)}`;
    const whole = panel.samples.length / Math.max(1, panel.printed);
    const line = (share: (point: (typeof curve)[number]) => number) =>
      curve.map((point, step) => `${step === 0 ? 'M' : 'L'}${at(point.threshold, share(point))}`).join('');
    const limit = left + scale(shippedConfidenceModel.threshold) * w;
    return `<rect x="${left}" y="${top}" width="${w}" height="${h}" fill="#fafbfc" stroke="#dde"/><path d="M${limit.toFixed(1)} ${top}v${h}" stroke="${grey}" stroke-dasharray="2 2"/><path d="${line(({ coverage }) => coverage * whole)}" fill="none" stroke="${blue}" stroke-width="1.4"/><path d="${line(({ wrongShare }) => wrongShare * 10)}" fill="none" stroke="${red}" stroke-width="1.2"/>${text(left, top - 4, `${panel.name} (${panel.printed})`, 'font-size="8.5"')}`;
  });
  const rows = Math.ceil(panels.length / columns);
  const title = text(
    12,
    20,
    'Per field over the threshold (0.05 … 0.9995, log-odds): share of printed fields that pass (blue), ten times the share wrong among them (red); dashes: the shipped threshold',
    'font-size="13"',
  );
  return svg(12 + columns * width, 50 + rows * height, title + drawn.join(''));
}
