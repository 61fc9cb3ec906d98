/** How far character confidences can be believed: drawn pages read at full and at a third of their resolution, and the diagram of it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { prepare } from '../../electron/pipeline/prepare.ts';
import { calibrateCharacter, calibrationError, markRightCharacters, reliabilityBins } from '../../models/ocr/character-calibration.ts';
import type { CharacterSample, ReliabilityBin } from '../../models/ocr/character-calibration.ts';
import { createPpOcrEngine } from '../../models/ocr/pp-ocr/pp-ocr-engine.ts';
import type { BenchPage } from './page-set.ts';

type Series = { bins: ReliabilityBin[]; /** Expected calibration error: mean distance between said and measured. */ error: number };
export type Reliability = { characters: number; wrong: number; raw: Series; calibrated: Series };

/** A clean page at 300 dpi has next to no doubt; at 100 dpi there is some of every size. */
const coarseShare = 1 / 3;

/** @param pages drawn ones; none of them served to fit the calibration (its seeds begin elsewhere) */
export async function measureReliability(pages: readonly BenchPage[], progress: (text: string) => void): Promise<Reliability> {
  const engine = await createPpOcrEngine({ calibrated: false });
  const samples: CharacterSample[] = [];
  try {
    for (const { id, file, printed } of pages) {
      const fine = readFileSync(file);
      for (const bytes of [fine, await coarser(fine)]) {
        const { image, quads } = await prepare(bytes, { dpi: null, finder: engine });
        for (const { text, characterConfidences = [] } of await engine.read(image, quads ? { quads } : {})) {
          const right = markRightCharacters(text, printed);
          if (!right) continue;
          for (const [at, character] of [...text].entries())
            if (character.trim()) samples.push({ probability: characterConfidences[at]!, right: right[at]! });
        }
      }
      progress(`${id}: ${samples.length} characters`);
    }
  } finally {
    await engine.close();
  }
  const wrong = samples.filter(({ right }) => !right).length;
  const calibrated = samples.map(({ probability, right }) => ({ probability: calibrateCharacter(probability), right }));
  return { characters: samples.length, wrong, raw: seriesOf(samples), calibrated: seriesOf(calibrated) };
}

function seriesOf(samples: readonly CharacterSample[]): Series {
  const bins = reliabilityBins(samples);
  return { bins, error: calibrationError(bins) };
}

async function coarser(bytes: Uint8Array): Promise<Buffer> {
  const { width = 0, density = 300 } = await sharp(bytes).metadata();
  return sharp(bytes)
    .resize({ width: Math.round(width * coarseShare) })
    .withDensity(Math.round(density * coarseShare))
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** Writes `results/ocr-reliability.svg`. */
export function keepDiagram(reliability: Reliability): string {
  const path = fileURLToPath(new URL('results/ocr-reliability.svg', import.meta.url));
  writeFileSync(path, reliabilitySvg(reliability));
  return path;
}

const side = 420;
const left = 60;
const top = 46;
const colours = { raw: '#c0504d', calibrated: '#1f4e9c' } as const;
/** Most characters lie above 0.9: the axes show the chance of a wrong character, each tick ten times the one before. */
const ticks = [1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001];
const place = (wrongChance: number) => (Math.log10(Math.max(ticks.at(-1)!, wrongChance)) / Math.log10(ticks.at(-1)!)) * side;

/** Said against measured chance that a character is wrong; on the diagonal they agree, the area of a point is its share of characters. */
export function reliabilitySvg({ characters, wrong, raw, calibrated }: Reliability): string {
  const grid = ticks.map((tick) => {
    const at = place(tick);
    const line = `M${left + at} ${top}v${side}M${left} ${top + side - at}h${side}`;
    const label = `${tick * 100} %`;
    return `<path d="${line}" stroke="#ddd"/><text x="${left + at}" y="${top + side + 18}" text-anchor="middle">${label}</text><text x="${left - 6}" y="${top + side - at + 4}" text-anchor="end">${label}</text>`;
  });
  const series = ([name, { bins, error }]: readonly [keyof typeof colours, Series], row: number) => {
    const points = bins.map(({ meanSaid, shareRight, count }) => {
      const radius = 3 + 14 * Math.sqrt(count / characters);
      return `<circle cx="${left + place(1 - meanSaid)}" cy="${top + side - place(1 - shareRight)}" r="${radius.toFixed(1)}" fill="${colours[name]}" fill-opacity="0.45" stroke="${colours[name]}"><title>${count} characters</title></circle>`;
    });
    const words = `${name}: expected calibration error ${(error * 100).toFixed(2)} %`;
    return `${points.join('')}<rect x="${left + 10}" y="${top + 12 + row * 20}" width="12" height="12" fill="${colours[name]}"/><text x="${left + 28}" y="${top + 22 + row * 20}">${words}</text>`;
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + side + 60}" height="${top + side + 60}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="#fff"/><text x="${left}" y="26" font-size="14">Character confidence: ${characters} characters, ${wrong} wrong</text>`,
    ...grid,
    `<path d="M${left} ${top + side}L${left + side} ${top}" stroke="#888" stroke-dasharray="5 4"/>`,
    series(['raw', raw], 0),
    series(['calibrated', calibrated], 1),
    `<text x="${left + side / 2}" y="${top + side + 42}" text-anchor="middle">chance of being wrong, as said</text>`,
    `<text transform="translate(16 ${top + side / 2}) rotate(-90)" text-anchor="middle">share that was wrong</text></svg>\n`,
  ].join('\n');
}
