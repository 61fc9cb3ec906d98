/** Asks a second reader about numbers of which the engine is unsure; where the two disagree the characters become doubtful. */
import { AppError } from '#shared/errors.ts';
import type { Quad, TextLine } from '#shared/page.ts';
import type { PixelImage } from '../image/pixel-image.ts';
import { markRightCharacters } from './character-calibration.ts';
import type { SecondOpinion } from './engine.ts';
import type { DigitReader } from './digit-reader.ts';

/** ID numbers, credit codes, account and certificate numbers, telephone numbers. */
const longNumber = /[0-9A-Z]{8,}/g;
const minDigits = 6;
/** Above this a character needs no second opinion. */
const sureCharacter = 0.97;
/** What remains of a character on which the readers disagree: under every threshold of acceptance. */
const disputedCharacter = 0.5;
/** A page with more doubtful numbers is a bad picture, which a person will see anyway. */
const maxNumbers = 8;

type Doubtful = { line: TextLine; from: number; text: string };

export const createSecondOpinion =
  (reader: DigitReader): SecondOpinion =>
  (lines, image, signal) =>
    withSecondOpinion(lines, image, reader, signal);

/** The same lines; only `characterConfidences` and `confidence` of disputed numbers are lower. */
export async function withSecondOpinion(
  lines: readonly TextLine[],
  image: PixelImage,
  reader: DigitReader,
  signal?: AbortSignal,
): Promise<TextLine[]> {
  const doubtful = lines.flatMap((line) => doubtfulNumbers(line)).slice(0, maxNumbers);
  if (doubtful.length === 0) return [...lines];
  const changed = new Map<TextLine, number[]>();
  try {
    for (const { line, from, text } of doubtful) {
      if (signal?.aborted) throw new AppError('cancelled');
      const other = await reader.read(image, partOf(line, from, text.length));
      const agreed = compare(text, other);
      if (!agreed) continue;
      const confidences = changed.get(line) ?? [...line.characterConfidences!];
      for (const [index, right] of agreed.entries())
        if (!right) confidences[from + index] = Math.min(confidences[from + index]!, disputedCharacter);
      changed.set(line, confidences);
    }
  } finally {
    await reader.close();
  }
  return lines.map((line) => {
    const characterConfidences = changed.get(line);
    return characterConfidences ? { ...line, characterConfidences, confidence: mean(characterConfidences) } : line;
  });
}

/**
 * Which characters are not disputed; null when the second reading resembles nothing of the first. The second reader knows digits only:
 * about the letters of a code it has no say.
 */
function compare(text: string, other: string): boolean[] | null {
  if (other.length !== text.length) return /^\d+X?$/.test(text) ? markRightCharacters(text, [other]) : null;
  const asked = [...text].map((character) => /[\dX]/.test(character));
  const same = [...text].map((character, index) => character === other[index]);
  if (same.filter(Boolean).length < asked.filter(Boolean).length / 2) return null;
  return same.map((agrees, index) => agrees || !asked[index]);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function doubtfulNumbers(line: TextLine): Doubtful[] {
  const { text, characterConfidences: confidences } = line;
  // Positions in the text are positions in the confidences only while every character is one unit.
  if (!confidences || confidences.length !== text.length) return [];
  return [...text.matchAll(longNumber)].flatMap(({ 0: number, index }) => {
    const digits = number.replace(/\D/g, '').length;
    const unsure = confidences.slice(index, index + number.length).some((value) => value < sureCharacter);
    return digits >= minDigits && unsure ? [{ line, from: index, text: number }] : [];
  });
}

/** About where the characters stand: Chinese characters are about twice as wide as digits. */
function partOf({ quad, text }: TextLine, from: number, length: number): Quad {
  const widths = [...text].map((character) => (/[\u2e80-\uffef]/.test(character) ? 1 : 0.5));
  const sum = (end: number) => widths.slice(0, end).reduce((whole, width) => whole + width, 0);
  const whole = sum(widths.length);
  const slack = 0.3 / whole;
  const start = from === 0 ? 0 : Math.max(0, sum(from) / whole - slack);
  const end = from + length >= text.length ? 1 : Math.min(1, sum(from + length) / whole + slack);
  const [a, b, c, d] = quad;
  const along = (p: readonly [number, number], q: readonly [number, number], share: number): [number, number] => [
    p[0] + (q[0] - p[0]) * share,
    p[1] + (q[1] - p[1]) * share,
  ];
  return [along(a, b, start), along(a, b, end), along(d, c, end), along(d, c, start)];
}
