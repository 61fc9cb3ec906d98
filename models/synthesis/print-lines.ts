/** Reads the printed lines of text off a rendered page: what a faultless OCR would return. */

export type PrintedLine = {
  text: string;
  /** `[x, y, width, height]` in CSS pixels as measured; the printer turns them into mm. */
  box: [number, number, number, number];
};

type Fragment = { text: string; x: number; y: number; w: number; h: number };

/**
 * Runs in the page, hence a text: this folder is compiled without DOM types. One fragment per text node and visual line.
 * Text of seals is left out: it stands around a ring and no engine reads it as a line.
 */
export const fragmentScript = `(() => {
  const walker = document.createTreeWalker(document.querySelector('.sheet'), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const fragments = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || node.parentElement.closest('.seal, style')) continue;
    let open = null;
    for (let index = 0; index < node.data.length; index += 1) {
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      const continues = open && Math.abs(box.y - open.y) < box.height * 0.5 && box.x >= open.x + open.w - box.height;
      if (continues) {
        open.text += node.data[index];
        open.w = box.right - open.x;
      } else {
        open = { text: node.data[index], x: box.x, y: box.y, w: box.width, h: box.height };
        fragments.push(open);
      }
    }
  }
  return fragments;
})()`;

/** Fragments that stand on one line without a wide gap become one line, in reading order. */
export function joinFragments(fragments: readonly Fragment[]): PrintedLine[] {
  const sorted = fragments.toSorted((a, b) => a.y + a.h / 2 - (b.y + b.h / 2) || a.x - b.x);
  const rows: Fragment[][] = [];
  for (const fragment of sorted) {
    const row = rows.at(-1);
    const last = row?.[0];
    const near = last && Math.abs(fragment.y + fragment.h / 2 - (last.y + last.h / 2)) < Math.min(fragment.h, last.h) * 0.5;
    if (row && near) row.push(fragment);
    else rows.push([fragment]);
  }
  return rows.flatMap((row) => joinRow(row.toSorted((a, b) => a.x - b.x)));
}

function joinRow(row: readonly Fragment[]): PrintedLine[] {
  const lines: Fragment[] = [];
  for (const fragment of row) {
    const last = lines.at(-1);
    if (last && fragment.x - (last.x + last.w) < last.h * 1.2) {
      last.text += fragment.text;
      last.w = fragment.x + fragment.w - last.x;
    } else lines.push({ ...fragment });
  }
  return lines
    .map(({ text, x, y, w, h }): PrintedLine => ({ text: text.replace(/\s+/g, ' ').trim(), box: [x, y, w, h] }))
    .filter(({ text }) => text !== '');
}
