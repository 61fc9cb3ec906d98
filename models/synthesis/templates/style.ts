/** How one drawn document looks: typefaces, sizes, margins and ink, drawn once and shared by all its pages. */
import type { Random } from '../random.ts';
import type { Split } from '../splits.ts';
import { drawTypeface } from '../typefaces.ts';
import type { Typeface } from '../typefaces.ts';

export type Style = {
  /** CSS `font-family` lists. */
  song: string;
  hei: string;
  kai: string;
  title: string;
  titleWeight: number;
  /** Of running text and table labels. */
  text: string;
  weight: number;
  /** Families in use, for the label of the image. */
  families: string[];
  /** Factor on the usual size of text, and on the space between lines. */
  scale: number;
  leading: number;
  /** Factor on margins. */
  air: number;
  /** Factor on the width between title characters. */
  spread: number;
  ink: string;
  /** Full-width colon, half-width colon, or a space, after labels. */
  colon: string;
  border: number;
};

/** UMing and UKai centre their punctuation as Taiwan does; the mainland sets it low and left. */
const css = ({ family }: Typeface) => (/^AR PL U/.test(family) ? `'Song Marks','${family}',serif` : `'${family}',sans-serif`);

export function drawStyle(random: Random, split: Split): Style {
  const song = drawTypeface(random, 'song', split);
  const hei = drawTypeface(random, 'hei', split);
  const kai = drawTypeface(random, 'kai', split);
  const text = random.pick([song, song, song, kai, hei]);
  const title = random.pick([song, song, hei, hei, kai]);
  return {
    song: css(song),
    hei: css(hei),
    kai: css(kai),
    title: css(title),
    titleWeight: random.pick([700, 700, 900, 500]),
    text: css(text),
    weight: random.pick(text.weights),
    families: [...new Set([song, hei, kai].map(({ family }) => family))],
    scale: random.between(0.88, 1.12),
    leading: random.between(0.86, 1.16),
    air: random.between(0.75, 1.3),
    spread: random.between(0.3, 1.8),
    ink: random.pick(['#111', '#16161a', '#222', '#000', '#2a2a2e']),
    colon: random.pick(['：', '：', '：', ':', '： ']),
    border: random.between(0.18, 0.5),
  };
}
