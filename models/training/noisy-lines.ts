/** Turns the faultless text of a drawn page into what an OCR engine might have read: for training only. */
import type { PrintedText } from '../classifier/text-tokens.ts';
import type { Random } from '../synthesis/random.ts';

/** Characters that engines put in place of others, or see in pictures, seals and dirt. */
const strayCharacters = [
  ...'一二三口日目田国土王玉工干千人入八大太天木本未末己已巳乃力刀又云元兀几儿门问间西四而面的是在有不了这中和上个为地年月日号第',
];

/** How badly the page was read: chances per line or per character. */
type Damage = { lostLine: number; lostTitle: number; wrong: number; missing: number; cut: number; split: number; stray: number };

function drawDamage(random: Random): Damage {
  const level = random.chance(0.2) ? 0 : random.chance(0.6) ? random.between(0, 0.35) : random.between(0.35, 1);
  return {
    lostLine: 0.6 * level * random.next(),
    lostTitle: random.chance(0.25) ? 1 : 0,
    wrong: 0.18 * level * random.next(),
    missing: 0.1 * level * random.next(),
    cut: 0.3 * level * random.next(),
    split: 0.25 * random.next(),
    stray: 6 * level * random.next(),
  };
}

function damageText(text: string, { wrong, missing, cut }: Damage, random: Random): string {
  const read = [...text]
    .filter(() => !random.chance(missing))
    .map((character) => (random.chance(wrong) ? random.pick(strayCharacters) : character));
  if (!random.chance(cut)) return read.join('');
  const at = random.integer(0, read.length);
  return (random.chance(0.5) ? read.slice(at) : read.slice(0, at)).join('');
}

const strayLine = (random: Random, height: number): PrintedText => ({
  text: Array.from({ length: random.integer(1, 6) }, () => random.pick(strayCharacters)).join(''),
  height: height * random.between(0.5, 2),
});

/** The same seed gives the same reading. */
export function noisyLines(lines: readonly PrintedText[], random: Random): PrintedText[] {
  const damage = drawDamage(random);
  const heights = lines.map(({ height }) => height).sort((a, b) => a - b);
  const tall = (heights[heights.length >> 1] ?? 1) * 1.25;
  const read = lines.flatMap((line): PrintedText[] => {
    if (random.chance(line.height >= tall ? Math.max(damage.lostTitle, damage.lostLine) : damage.lostLine)) return [];
    const text = damageText(line.text, damage, random);
    const height = line.height * (1 + 0.1 * random.normal());
    if (text.length < 6 || !random.chance(damage.split)) return [{ text, height }];
    const at = random.integer(2, text.length - 2);
    return [text.slice(0, at), text.slice(at)].map((part) => ({ text: part, height }));
  });
  const stray = Array.from({ length: Math.round(damage.stray * random.next()) }, () => strayLine(random, tall));
  return [...read, ...stray];
}
