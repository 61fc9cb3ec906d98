/** Lists every run of printed text on a sheet with the place where it stands, from the laid-out page itself. */
import type { Page } from 'playwright-core';

/** `print` came from a machine, `hand` is drawn as handwriting. Text in seals and ornaments is no line. */
export type LineKind = 'print' | 'hand';

/** Characters that stand side by side, `box` as `[x, y, width, height]` in CSS pixels. */
export type PrintedLine = { text: string; kind: LineKind; box: [number, number, number, number] };

/**
 * Runs in the page, hence a text: this folder is compiled without DOM types. Gives one entry per character that is not
 * white space, in document order: text, place, and whether it is handwriting. Text drawn by SVG is ornament.
 */
const characterScript = `(() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('.sheet'), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || parent.closest('svg,style,script')) continue;
    const hand = parent.closest('.hand') !== null;
    const em = parseFloat(getComputedStyle(parent).fontSize);
    let offset = 0;
    for (const character of node.data) {
      const start = offset;
      offset += character.length;
      if (/^\\s$/u.test(character)) continue;
      range.setStart(node, start);
      range.setEnd(node, offset);
      const rect = range.getBoundingClientRect();
      if (rect.width > 0 && rect.height > 0) found.push([character, rect.x, rect.y, rect.width, rect.height, hand, em]);
    }
  }
  return found;
})()`;

type Character = [text: string, x: number, y: number, width: number, height: number, hand: boolean, em: number];

/** A space wider than this many ems ends a line: readers may take what stands apart in any order. */
const apartEms = 1;
/** Boxes to tick are drawn signs, not text; they end a line, too. */
const drawnSign = /[☐☑☒□■√✓]/u;

export async function measurePrintedLines(page: Page): Promise<PrintedLine[]> {
  return joinCharacters((await page.evaluate(characterScript)) as Character[]);
}

/** @param characters in document order */
export function joinCharacters(characters: readonly Character[]): PrintedLine[] {
  const lines: PrintedLine[] = [];
  let last: Character | null = null;
  for (const character of characters) {
    const [text, x, y, width, height, hand] = character;
    const line = lines.at(-1);
    if (drawnSign.test(text)) last = null;
    else {
      if (line && last && continues(last, character)) extend(line, character);
      else lines.push({ text, kind: hand ? 'hand' : 'print', box: [x, y, width, height] });
      last = character;
    }
  }
  return lines;
}

function continues(last: Character, [, x, y, , height, hand]: Character): boolean {
  const [, lastX, lastY, lastWidth, lastHeight, lastHand, lastEm] = last;
  if (hand !== lastHand) return false;
  const size = Math.min(height, lastHeight);
  if (Math.abs(y + height / 2 - (lastY + lastHeight / 2)) > size / 2) return false;
  // Justified text and letter spacing widen the character's own box, so its ink is taken as one em at most.
  const gap = x - (lastX + Math.min(lastWidth, lastEm));
  return gap > -size / 2 && gap < lastEm * apartEms;
}

function extend(line: PrintedLine, [text, x, y, width, height]: Character): void {
  const [left, top, lineWidth, lineHeight] = line.box;
  const right = Math.max(left + lineWidth, x + width);
  const bottom = Math.max(top + lineHeight, y + height);
  line.box = [Math.min(left, x), Math.min(top, y), right - Math.min(left, x), bottom - Math.min(top, y)];
  line.text += text;
}
