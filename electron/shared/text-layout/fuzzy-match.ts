/** Finding printed words in OCR text: white space is gone, and a long word may have a wrong character. */

export type WordMatch = { start: number; end: number; wrong: number };

/** How many characters of a word may be misread before it could be another word. */
export const tolerance = (word: string): number => (word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0);

/** Characters of `word` that differ from `text` at `start`; gives up above `limit`. */
function differences(text: string, start: number, word: string, limit: number): number {
  let wrong = 0;
  for (let index = 0; index < word.length && wrong <= limit; index += 1) if (text[start + index] !== word[index]) wrong += 1;
  return wrong;
}

/** Edit distance with insertions and deletions, for words that OCR made one longer or shorter. */
export function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const substitution = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/** Every place where `word` stands in `text`, exact ones and, for words of four and more characters, near ones. */
export function findWord(text: string, word: string, limit = tolerance(word)): WordMatch[] {
  const matches: WordMatch[] = [];
  if (word === '') return matches;
  for (let start = 0; start + word.length <= text.length; start += 1) {
    const wrong = differences(text, start, word, limit);
    if (wrong <= limit) matches.push({ start, end: start + word.length, wrong });
  }
  return matches;
}

/** The best place of `word` in `text`, or null. */
export function bestMatch(text: string, word: string, limit = tolerance(word)): WordMatch | null {
  return findWord(text, word, limit).reduce<WordMatch | null>((best, match) => (best && best.wrong <= match.wrong ? best : match), null);
}
