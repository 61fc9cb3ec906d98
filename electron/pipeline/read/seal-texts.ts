/** Reads what stands along the ring of the seals on a page, where it is large and clear enough. */
import { unrollSealRing } from '../../../models/image/seal-ring.ts';
import type { OcrEngine } from '../../../models/ocr/engine.ts';
import type { Quad, Seal, TextLine } from '#shared/page.ts';
import type { PreparedPage } from '../prepare.ts';

/** Doubtful seals are often emblems or red print. */
const sureSeal = 0.85;
/** Smaller, the characters of a ring are not legible: a 30 mm seal at 130 dpi. */
const minSidePx = 150;
/** Each costs one line's reading. */
const maxSeals = 2;
/** An oval is stamped as wide as 45 × 30 mm; what is longer is no ring. */
const minAspect = 0.6;
const legible = 0.8;
const minCharacters = 4;
/** A first or last character below this is dropped. */
const sureEnd = 0.7;

/** The same seals, some with their text. */
export async function readSealTexts({ image, preparation }: PreparedPage, engine: OcrEngine, signal?: AbortSignal): Promise<Seal[]> {
  const chosen = preparation.seals.filter(isPromising).slice(0, maxSeals);
  const texts = new Map<Seal, string>();
  for (const seal of chosen) {
    const text = await readRing(seal, image, engine, signal);
    if (text !== null) texts.set(seal, text);
  }
  return preparation.seals.map((seal) => {
    const text = texts.get(seal);
    return text === undefined ? seal : { ...seal, text };
  });
}

function isPromising({ box: [, , width, height], confidence, text }: Seal): boolean {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  return text === undefined && confidence >= sureSeal && short >= minSidePx && short / long >= minAspect;
}

async function readRing(seal: Seal, image: PreparedPage['image'], engine: OcrEngine, signal?: AbortSignal): Promise<string | null> {
  if (image.channels === 1) return null;
  const strip = unrollSealRing(image, seal);
  const { widthPx, heightPx } = strip;
  const whole: Quad = [
    [0, 0],
    [widthPx, 0],
    [widthPx, heightPx],
    [0, heightPx],
  ];
  const [line] = await engine.read(strip, { quads: [whole], ...(signal ? { signal } : {}) });
  if (!line || line.confidence < legible) return null;
  const text = withoutEnds(line).replace(/[^\p{Letter}\p{Number}（）()]/gu, '');
  return [...text].length >= minCharacters ? text : null;
}

/** The strip begins and ends in the gap of the ring, where the rim or the star may look like a character. */
function withoutEnds({ text, characterConfidences = [] }: TextLine): string {
  const characters = [...text];
  const sure = characters.map((_, index) => (characterConfidences[index] ?? 1) >= sureEnd);
  return characters.slice(sure.indexOf(true), sure.lastIndexOf(true) + 1).join('');
}
