/** Scores the fields of the shared real samples with the samples' own script; nothing of them is kept. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recognition } from '#shared/page.ts';
import { extractFields } from '../../electron/pipeline/extract.ts';
import { atLeast, atMost } from './bars.ts';
import type { Bar } from './bars.ts';
import { share } from './field-figures.ts';
import { openFieldReader } from './field-reader.ts';
import { realPages, realSamplesFolder } from './page-set.ts';

export type RealReport = { fieldAccuracy: string; autoAcceptCoverage: string; wrongButAccepted: string; perType: object };
type Score = RealReport & { raw: { fields: number; fieldsRight: number; accepted: number; acceptedWrong: number } };
export type RealReading = { file: string } & Omit<Recognition, 'fields'>;

/** Every sample read by the real chain; fields are extracted by `scoreRealReadings`. */
export async function readRealSamples(progress: (text: string) => void): Promise<RealReading[]> {
  const reader = await openFieldReader();
  const readings: RealReading[] = [];
  try {
    for (const [index, { id, file }] of realPages().entries()) {
      readings.push({ file, ...(await reader.read(readFileSync(file), null)) });
      progress(`real sample ${index + 1}: ${id}`);
    }
  } finally {
    await reader.close();
  }
  return readings;
}

/** What evaluate.mjs says about the fields of these readings. */
export function scoreRealReadings(readings: readonly RealReading[], verbose = false): Score {
  const pages = readings.map(({ file, lines, preparation, classification, codes, timing }) => {
    const { documentType, side } = classification;
    const fields = extractFields({ documentType, side, lines, preparation, ...(codes ? { codes } : {}) });
    return { file, documentType, side, lines, fields, ms: timing };
  });
  const folder = mkdtempSync(join(tmpdir(), 'real-fields-'));
  try {
    const result = join(folder, 'result.json');
    writeFileSync(result, JSON.stringify({ version: 1, pages }));
    const script = [join(realSamplesFolder, 'evaluate.mjs'), join(realSamplesFolder, 'manifest.json'), result];
    if (verbose) process.stderr.write(execFileSync(process.execPath, [...script, '--verbose'], { encoding: 'utf8' }));
    return JSON.parse(execFileSync(process.execPath, [...script, '--json'], { encoding: 'utf8' })) as Score;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Null where this machine has no samples. */
export async function scoreRealSamples(progress: (text: string) => void): Promise<{ bars: Bar[]; report: RealReport } | null> {
  if (!existsSync(join(realSamplesFolder, 'evaluate.mjs'))) return null;
  const { raw, fieldAccuracy, autoAcceptCoverage, wrongButAccepted, perType } = scoreRealReadings(await readRealSamples(progress));
  return {
    bars: [
      atLeast('real samples: fields exact, %', share(raw.fieldsRight, raw.fields), 85),
      atMost('real samples: wrong but accepted, %', share(raw.acceptedWrong, raw.accepted), 1),
    ],
    report: { fieldAccuracy, autoAcceptCoverage, wrongButAccepted, perType },
  };
}
