/** Greedy CTC decoding: from the likeliest class per time step to characters with a probability each. */
import type { RowMaxima } from '../../session.ts';

export type DecodedText = { text: string; confidence: number; characterConfidences: number[] };

/**
 * The characters of a PP-OCR recognition model: class 0 is the CTC blank, then the key file line by line, then a space.
 * @param keyFile the text of the key file, one character per line
 */
export function readCharacterList(keyFile: string): string[] {
  const keys = keyFile.replace(/\r/g, '').split('\n');
  if (keys.at(-1) === '') keys.pop();
  return ['', ...keys, ' '];
}

/** One character of a line: what it is, its probability, and the time step at which the model was surest of it. */
export type ReadCharacter = { character: string; confidence: number; step: number };

/**
 * Blanks and repetitions of the step before vanish.
 * @param maxima the most probable class of each time step
 * @param characters one entry per class, entry 0 is the blank
 */
export function readPath({ places, values }: Pick<RowMaxima, 'places' | 'values'>, characters: readonly string[]): ReadCharacter[] {
  const path: ReadCharacter[] = [];
  let previous = 0;
  for (const [step, place] of places.entries()) {
    const confidence = values[step]!;
    const last = path.at(-1);
    if (place !== 0 && place !== previous) path.push({ character: characters[place]!, confidence, step });
    else if (place !== 0 && last && confidence > last.confidence) path[path.length - 1] = { ...last, confidence, step };
    previous = place;
  }
  return trimmed(withoutRules(path));
}

/** Every class is one code point, so confidences go by code point. */
export function decodedText(path: readonly ReadCharacter[]): DecodedText {
  const characterConfidences = path.map(({ confidence }) => confidence);
  const confidence = characterConfidences.reduce((sum, value) => sum + value, 0) / (characterConfidences.length || 1);
  return { text: path.map(({ character }) => character).join(''), confidence, characterConfidences };
}

/** How much a reading is worth beside one of the same line turned over, 0..1: upside down few characters are found, but these may be sure. */
export function worthBeside({ text, confidence }: DecodedText, other: DecodedText): number {
  return confidence * Math.min(1, text.length / Math.max(1, other.text.length));
}

/** Low lines are read from the rules that forms draw under blanks; only between ASCII letters and digits are they characters. */
function withoutRules(path: readonly ReadCharacter[]): ReadCharacter[] {
  const inWord = (index: number) => /[A-Za-z0-9]/.test(path[index]?.character ?? '');
  return path.filter(({ character }, index) => character !== '_' || (inWord(index - 1) && inWord(index + 1)));
}

/** Without spaces at the ends. */
function trimmed(path: readonly ReadCharacter[]): ReadCharacter[] {
  const isText = ({ character }: ReadCharacter) => character.trim() !== '';
  return path.slice(Math.max(0, path.findIndex(isText)), path.findLastIndex(isText) + 1);
}
