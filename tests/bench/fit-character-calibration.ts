/**
 * Fits the calibration of character probabilities: draws pages as scanners give them, reads them, compares with what was printed,
 * and writes models/ocr/character-calibration.json. `node tests/bench/fit-character-calibration.ts [pages]`
 * Even pages fit the map, odd pages judge it; the file keeps both reliability tables.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prepare } from '../../electron/pipeline/prepare.ts';
import {
  calibrateCharacter,
  calibrationError,
  fitCalibration,
  markRightCharacters,
  reliabilityBins,
} from '../../models/ocr/character-calibration.ts';
import type { CharacterSample } from '../../models/ocr/character-calibration.ts';
import { createPpOcrEngine } from '../../models/ocr/pp-ocr/pp-ocr-engine.ts';
import { drawPage } from '../../models/synthesis/draw-page.ts';
import { openRenderer } from '../../models/synthesis/render.ts';

const firstSeed = 70_001;
const templates = [
  'business-licence',
  'individual-business-application',
  'lease-contract',
  'power-of-attorney',
  'id-card-copy',
  'licence-2015-company',
  'property-table',
  'household-member-copy',
  'vehicle-licence-copy',
  'account-printout',
];
/** From coarse to usual: most pages of a hall are 300 dpi, doubt lives in the others. */
const resolutions = [300, 150, 200, 100];

const pages = Number(process.argv[2] ?? 40);
const engine = await createPpOcrEngine({ calibrated: false });
const renderer = await openRenderer();
const fit: CharacterSample[] = [];
const judge: CharacterSample[] = [];
for (let index = 0; index < pages; index++) {
  const template = templates[index % templates.length]!;
  const dpi = resolutions[Math.floor(index / 2) % resolutions.length]!;
  const { jpeg, truth } = await drawPage(template, firstSeed + index, { renderer, page: 1, look: { dpi, turnCw: 0 } });
  const page = await prepare(jpeg, { dpi, finder: engine });
  const lines = await engine.read(page.image, page.quads ? { quads: page.quads } : {});
  const printed = truth.lines.map(({ text }) => text);
  for (const { text, characterConfidences = [] } of lines) {
    // A signature over its line is no print, and the truth does not say what it reads like.
    const right = /签[名字章]/.test(text) ? null : markRightCharacters(text, printed);
    if (!right) continue;
    for (const [at, character] of [...text].entries())
      if (character.trim()) (index % 2 ? judge : fit).push({ probability: characterConfidences[at]!, right: right[at]! });
  }
  process.stderr.write(`${index + 1}/${pages} ${template} ${dpi} dpi\n`);
}
await renderer.close();
await engine.close();

const points = fitCalibration(fit);
const before = reliabilityBins(judge);
const after = reliabilityBins(judge.map(({ probability, right }) => ({ probability: calibrateCharacter(probability, points), right })));
const result = {
  note: `fitted by tests/bench/fit-character-calibration.ts on ${pages} drawn pages from seed ${firstSeed}, engine ${engine.version}`,
  samples: { fit: fit.length, judge: judge.length },
  error: { before: calibrationError(before), after: calibrationError(after) },
  points,
  reliability: { before, after },
};
const path = fileURLToPath(new URL('../../models/ocr/character-calibration.json', import.meta.url));
writeFileSync(path, `${JSON.stringify(result, null, 1)}\n`);
process.stdout.write(`${JSON.stringify(result.samples)} ${JSON.stringify(result.error)}\n`);
