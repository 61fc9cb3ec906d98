/** Text that looks written by hand: characters that lean, jump and vary in size. */
import type { Random } from '../../random.ts';
import { escapeHtml } from '../marks.ts';

/** @param colour of the pen; @param sizeMm height of a character */
export function handwriting(text: string, random: Random, { sizeMm = 5.4, colour = '#1b2140' } = {}): string {
  const lean = random.between(-7, 2);
  const characters = [...text].map((character) => {
    const turn = random.between(-5, 5);
    const lift = random.between(-0.4, 0.4);
    const scale = random.between(0.92, 1.1);
    return `<i style="transform:translateY(${lift.toFixed(2)}mm) rotate(${turn.toFixed(1)}deg) skewX(${(lean + random.between(-2, 2)).toFixed(1)}deg) scale(${scale.toFixed(2)},${(scale * random.between(0.94, 1.06)).toFixed(2)});margin-right:${random.between(-0.5, 0.35).toFixed(2)}mm">${character === ' ' ? '&nbsp;' : escapeHtml(character)}</i>`;
  });
  return `<span class="hand" style="font-size:${sizeMm}mm;color:${colour};-webkit-text-stroke:0.16mm ${colour}">${characters.join('')}</span>`;
}
