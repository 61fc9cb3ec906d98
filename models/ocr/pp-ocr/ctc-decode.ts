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

/**
 * Blanks and repetitions of the step before vanish.
 * @param maxima the most probable class of each time step
 * @param characters one entry per class, entry 0 is the blank
 */
export function decodeCtc({ places, values }: Pick<RowMaxima, 'places' | 'values'>, characters: readonly string[]): DecodedText {
  const confidences: number[] = [];
  let text = '';
  let previous = 0;
  for (const [step, place] of places.entries()) {
    const value = values[step]!;
    if (place !== 0 && place !== previous) {
      text += characters[place]!;
      confidences.push(value);
    } else if (place !== 0 && value > confidences.at(-1)!) {
      confidences[confidences.length - 1] = value;
    }
    previous = place;
  }
  return trimmed(withoutRules(text, confidences));
}

/** Low lines are read from the rules that forms draw under blanks; only between ASCII letters and digits are they characters. */
function withoutRules(text: string, confidences: readonly number[]): { characters: string[]; confidences: number[] } {
  const all = [...text];
  const inWord = (index: number) => /[A-Za-z0-9]/.test(all[index] ?? '');
  const kept = all.flatMap((character, index) => (character !== '_' || (inWord(index - 1) && inWord(index + 1)) ? [index] : []));
  return { characters: kept.map((index) => all[index]!), confidences: kept.map((index) => confidences[index]!) };
}

/** Without spaces at the ends. Every class is one UTF-16 unit or one code point, so confidences go by code point. */
function trimmed({ characters, confidences }: { characters: string[]; confidences: number[] }): DecodedText {
  let from = 0;
  let to = characters.length;
  while (from < to && characters[from]!.trim() === '') from++;
  while (to > from && characters[to - 1]!.trim() === '') to--;
  const characterConfidences = confidences.slice(from, to);
  const confidence = characterConfidences.reduce((sum, value) => sum + value, 0) / (characterConfidences.length || 1);
  return { text: characters.slice(from, to).join(''), confidence, characterConfidences };
}
