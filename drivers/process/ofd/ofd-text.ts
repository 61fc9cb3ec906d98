/** Where the glyphs of a text object stand (GB/T 33190, chapter 11). */
import { children, numberOf, numbersOf, type XmlElement } from './ofd-xml.ts';

/** `x`, `y`: the left end of the letter's base line, in the object's own space. `glyphs`: null where the typeface is asked for the letter. */
export type PlacedLetter = { letter: string; x: number; y: number; glyphs: readonly number[] | null };

/** Longer runs stand in no text. */
const MAX_RUN = 100_000;

/** @param advance of a letter, in millimetres, for texts that do not place their letters */
export function placedLetters(object: XmlElement, advance: (letter: string) => number): PlacedLetter[] {
  const letters: { letter: string; x: number; y: number }[] = [];
  let [x, y] = [0, 0];
  for (const code of children(object, 'TextCode')) {
    x = numberOf(code.attributes['X']) ?? x;
    y = numberOf(code.attributes['Y']) ?? y;
    const [deltaX, deltaY] = [runsOf(code.attributes['DeltaX']), runsOf(code.attributes['DeltaY'])];
    const isPlaced = deltaX.length > 0 || deltaY.length > 0;
    let [penX, penY] = [x, y];
    for (const [index, letter] of [...contentOf(code.text)].entries()) {
      letters.push({ letter, x: penX, y: penY });
      penX += isPlaced ? stepAt(deltaX, index) : advance(letter);
      penY += stepAt(deltaY, index);
    }
  }
  const glyphs = glyphsByPosition(object);
  return letters.map((letter, index) => ({ ...letter, glyphs: glyphs.get(index) ?? null }));
}

/** Line breaks around the text come from a writer that lays out its XML; spaces on a line are letters. */
const contentOf = (text: string): string => text.replace(/^\s*[\r\n]\s*|\s*[\r\n]\s*$/g, '');

/** Lists that are too short go on as they end. */
const stepAt = (steps: readonly number[], index: number): number => steps[index] ?? steps.at(-1) ?? 0;

/** `5 g 3 2 4`: 5, then three times 2, then 4. */
function runsOf(list: string | undefined): number[] {
  const words = (list ?? '').split(/[\s,]+/).filter((word) => word !== '');
  const steps: number[] = [];
  for (let at = 0; at < words.length; at++) {
    if (words[at] !== 'g') steps.push(Number(words[at]) || 0);
    else {
      const [count, step] = [Number(words[at + 1]), Number(words[at + 2])];
      if (count > 0 && steps.length + count <= MAX_RUN) steps.push(...Array.from({ length: Math.floor(count) }, () => step || 0));
      at += 2;
    }
  }
  return steps;
}

/** Glyphs that are named by number stand in place of so many letters; the letters behind the first give way to it. */
function glyphsByPosition(object: XmlElement): Map<number, number[]> {
  const byPosition = new Map<number, number[]>();
  for (const transform of children(object, 'CGTransform')) {
    const { CodePosition, CodeCount, GlyphCount } = transform.attributes;
    const from = numberOf(CodePosition) ?? 0;
    const letters = Math.min(MAX_RUN, Math.max(1, numberOf(CodeCount) ?? 1));
    const glyphs = children(transform, 'Glyphs').flatMap(({ text }) => numbersOf(text));
    const used = glyphs.slice(0, numberOf(GlyphCount) ?? glyphs.length);
    if (used.length === 0) continue;
    for (let index = 0; index < letters; index++) byPosition.set(from + index, index < used.length ? [used[index]!] : []);
    byPosition.get(from + letters - 1)?.push(...used.slice(letters));
  }
  return byPosition;
}
