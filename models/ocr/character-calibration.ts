/** From what a model says of a character to how often it is right: a monotone map fitted on drawn pages, and the tools to fit and judge it. */
import { z } from 'zod';
import fitted from './character-calibration.json' with { type: 'json' };

/** One character that was read: the probability given for it, and whether it stood there. */
export type CharacterSample = { probability: number; right: boolean };

/** Points of a piecewise linear map, both coordinates rising within 0..1. */
export type CalibrationMap = readonly (readonly [said: number, measured: number])[];

export type ReliabilityBin = { from: number; to: number; count: number; meanSaid: number; shareRight: number };

const shippedMap: CalibrationMap = z.array(z.tuple([z.number(), z.number()])).parse(fitted.points);

/** Probability 0..1 that a character is right for which the shipped models said `said`. */
export function calibrateCharacter(said: number, map: CalibrationMap = shippedMap): number {
  const above = map.findIndex(([x]) => x >= said);
  if (above === -1) return map.at(-1)?.[1] ?? said;
  const [x1, y1] = map[above]!;
  if (above === 0) return x1 > 0 ? (y1 * said) / x1 : y1;
  const [x0, y0] = map[above - 1]!;
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (said - x0)) / (x1 - x0);
}

/** Fewer samples in one step would be chance. */
const minStep = 150;

/**
 * Isotonic regression by pooling neighbours that violate the order. Each step counts one wrong character more than was seen and two
 * samples more: no number of right characters proves that none can be wrong.
 */
export function fitCalibration(samples: readonly CharacterSample[]): CalibrationMap {
  const sorted = samples.toSorted((a, b) => a.probability - b.probability);
  const steps: { said: number; right: number; count: number }[] = [];
  for (let start = 0; start < sorted.length; start += minStep) {
    const part = sorted.slice(start, sorted.length - start < 2 * minStep ? undefined : start + minStep);
    const said = part.reduce((sum, { probability }) => sum + probability, 0);
    steps.push({ said, right: part.filter(({ right }) => right).length, count: part.length });
    if (start + part.length >= sorted.length) break;
  }
  const share = ({ right, count }: { right: number; count: number }) => (right + 1) / (count + 2);
  for (let index = 1; index < steps.length;) {
    const [before, step] = [steps[index - 1]!, steps[index]!];
    // Steps that are equally right are one: together they say more.
    if (share(before) < share(step)) index++;
    else {
      steps.splice(index - 1, 2, { said: before.said + step.said, right: before.right + step.right, count: before.count + step.count });
      index = Math.max(1, index - 1);
    }
  }
  return steps.map((step) => [round(step.said / step.count), round(share(step))] as const);
}

const round = (value: number) => Math.round(value * 1e5) / 1e5;

/** For a reliability diagram; bins without samples are left out. The last bins are narrow: that is where most characters lie. */
export function reliabilityBins(
  samples: readonly CharacterSample[],
  edges: readonly number[] = [0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999],
): ReliabilityBin[] {
  return edges.flatMap((from, index) => {
    const to = edges[index + 1] ?? 1;
    const inside = samples.filter(({ probability }) => probability >= from && (probability < to || index === edges.length - 1));
    if (inside.length === 0) return [];
    const meanSaid = inside.reduce((sum, { probability }) => sum + probability, 0) / inside.length;
    return [{ from, to, count: inside.length, meanSaid, shareRight: inside.filter(({ right }) => right).length / inside.length }];
  });
}

/** Mean distance between said and measured, weighted by how many characters lie there. */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
  const whole = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce((sum, { count, meanSaid, shareRight }) => sum + Math.abs(meanSaid - shareRight) * count, 0) / Math.max(1, whole);
}

/** A line read in a way that resembles no printed line more than this says nothing about its characters. */
const worstShare = 0.4;

/**
 * Which characters of a line that was read stand on the page: the line is laid along the printed text where it differs least.
 * @param printed all lines of the page
 * @returns null when no part of the page resembles the line
 */
export function markRightCharacters(read: string, printed: readonly string[]): boolean[] | null {
  const line = partsOf([...read]);
  const page = printed.flatMap((text) => [...partsOf([...text.replace(/\s/g, '')]).map(({ part }) => part), lineEnd]);
  const columns = page.length + 1;
  const edits = new Uint16Array((line.length + 1) * columns);
  // Two printed lines that were read as one are no mistake in any character.
  const skipping = (column: number) => (page[column - 1] === lineEnd ? 0 : 1);
  for (let row = 1; row <= line.length; row++) {
    edits[row * columns] = row;
    for (let column = 1; column < columns; column++) {
      const at = row * columns + column;
      const across = edits[at - columns - 1]! + (line[row - 1]!.part === page[column - 1] ? 0 : 1);
      edits[at] = Math.min(across, edits[at - columns]! + 1, edits[at - 1]! + skipping(column));
    }
  }
  const last = edits.subarray(line.length * columns);
  let column = last.indexOf(Math.min(...last));
  if (last[column]! > line.length * worstShare) return null;
  const right = new Array<boolean>([...read].length).fill(true);
  for (let row = line.length; row > 0;) {
    const at = row * columns + column;
    const { part, owner } = line[row - 1]!;
    const same = column > 0 && part === page[column - 1];
    if (column > 0 && edits[at] === edits[at - columns - 1]! + (same ? 0 : 1)) {
      if (!same) right[owner] = false;
      row--;
      column--;
    } else if (edits[at] === edits[at - columns]! + 1) {
      right[owner] = false;
      row--;
    } else column--;
  }
  return right;
}

const lineEnd = '\n';

/** What is compared of each character, and whose it is: ㎡ is two signs, and width, dashes and quotation marks are no differences. */
const partsOf = (characters: readonly string[]): { part: string; owner: number }[] =>
  characters.flatMap((character, owner) => [...sameForm(character)].map((part) => ({ part, owner })));
const sameForm = (character: string) =>
  character
    .normalize('NFKC')
    .replace(/[“”„]/, '"')
    .replace(/[‘’]/, "'")
    .replace(/[—–―‐‑−]/, '-')
    .replace(/[•・‧∙]/, '·');
