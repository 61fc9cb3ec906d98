/** Finds where a page asks for a signature, by its printed labels, and whether ink stands there. */
import { isHandwritten } from '../../../models/image/handwriting.ts';
import { measureWritingInk } from '../../../models/image/writing-ink.ts';
import type { PixelImage } from '../../../models/image/pixel-image.ts';
import { signatureThresholds } from './thresholds.ts';
import type { Box, Seal, SignatureMark, TextLine } from '#shared/page.ts';

/** A label ends in one of these words, or names who signs; sentences about signing do not end so. */
const label =
  /(?:[\p{Script=Han}()（）、或]{0,16}(?:签名|签字|签章|签署|捺印|手印)(?:[或/、和及并]?(?:盖章|签章|签名|捺印|手印))?[)）]?)\s*(?=[:：]|$|[)）]\s*[:：]?|\s)/u;
/** What may be printed to the right of a signature: its place ends there. */
const next =
  /日期|年\s*月|签订|签署日|盖章|联系电话|电话|身份证|[\p{Script=Han}]{2,8}[:：]|[\p{Script=Han}()（）、或]{0,12}(?:签名|签字|签章)/u;

const sentence = /[。；]|应当|必须|须由|之日起|生效|确认。/;
type Span = { left: number; right: number; top: number; bottom: number };

function spanOf({ quad }: TextLine): Span {
  const [xs, ys] = [quad.map(([x]) => x), quad.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** Latin letters, digits and half-width signs are half as wide as Chinese characters. */
const widthOf = (text: string): number => [...text].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) < 0x100 ? 0.5 : 1), 0);

/** Where the character at `index` starts. */
function xAt(line: TextLine, index: number): number {
  const { left, right } = spanOf(line);
  const whole = widthOf(line.text);
  return whole === 0 ? left : left + ((right - left) * widthOf(line.text.slice(0, index))) / whole;
}

/** Labels inside one line: their text, where they end, and where the next printed thing starts. */
function labelsOf(line: TextLine): { text: string; from: number; end: number; limit: number | null }[] {
  const found: { text: string; from: number; end: number; limit: number | null }[] = [];
  let start = 0;
  while (start < line.text.length) {
    const rest = line.text.slice(start);
    const match = label.exec(rest);
    if (!match) break;
    const end = start + match.index + match[0].length + (/^\s*[:：]/.exec(rest.slice(match.index + match[0].length))?.[0].length ?? 0);
    const follower = next.exec(line.text.slice(end));
    found.push({
      text: match[0].trim(),
      from: xAt(line, start + match.index),
      end: xAt(line, end),
      limit: follower ? xAt(line, end + follower.index) : null,
    });
    start = Math.max(end, start + 1);
  }
  return found;
}

/** The place to sign: right of the label up to the next printed thing, or below it where there is no room on the right. */
function placeFor(line: TextLine, mark: ReturnType<typeof labelsOf>[number], lines: readonly TextLine[], page: PixelImage): Box {
  const place = signatureThresholds;
  const { top, bottom } = spanOf(line);
  const height = bottom - top;
  const neighbours = lines.flatMap((other) => {
    const span = spanOf(other);
    const sameRow = other !== line && span.top < bottom && span.bottom > top && span.left > mark.end - height / 2;
    return sameRow && next.test(other.text) ? [span.left] : [];
  });
  const limit = Math.min(mark.limit ?? Infinity, mark.end + place.reach * height, page.widthPx - 1, ...neighbours);
  if (limit - mark.end >= place.leastRoom * height) {
    return [mark.end, top - place.above * height, limit - mark.end, (1 + place.above + place.below) * height];
  }
  const { gap, width, height: tall } = place.under;
  return [mark.from, bottom + gap * height, Math.max(mark.end - mark.from, width * height), tall * height];
}

const overlaps = ([x, y, width, height]: Box, [otherX, otherY, otherWidth, otherHeight]: Box): boolean =>
  x < otherX + otherWidth && otherX < x + width && y < otherY + otherHeight && otherY < y + height;

/** Printed lines above and below reach into the place; their ink is no signature. Writing in the row of the label is. */
function printedInside(place: Box, line: TextLine, lines: readonly TextLine[]): Box[] {
  const { top, bottom } = spanOf(line);
  return lines.flatMap((other): Box[] => {
    const span = spanOf(other);
    const middle = (span.top + span.bottom) / 2;
    const inRow = middle > top && middle < bottom;
    const box: Box = [span.left, span.top, span.right - span.left, span.bottom - span.top];
    const isBelowPlace = place[1] > bottom && !label.test(other.text) && !next.test(other.text);
    return other !== line && !inRow && !isBelowPlace && overlaps(box, place) ? [box] : [];
  });
}

/** The part of the place between the printed lines that reach into it from above and below. */
function between([x, y, width, height]: Box, printed: readonly Box[]): Box {
  const middle = y + height / 2;
  const top = Math.max(y, ...printed.filter(([, top, , tall]) => top + tall < middle).map(([, top, , tall]) => top + tall));
  const bottom = Math.min(y + height, ...printed.filter(([, top]) => top > middle).map(([, top]) => top));
  return [x, top, width, bottom - top];
}

/** Prose may end a line in 签署; a label is followed by a colon, or stands short and alone. */
const isLabel = (text: string, line: TextLine): boolean =>
  new RegExp(`${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*[:：]`, 'u').test(line.text) ||
  (line.text.length <= signatureThresholds.bareLabel && !/签署$/u.test(text));

/** A seal over a place that takes a seal too counts as well. */
const takesSeal = (text: string): boolean => /章/.test(text);

/** @param image the prepared page that the lines lie on */
export function findSignatures(image: PixelImage, lines: readonly TextLine[], seals: readonly Seal[]): SignatureMark[] {
  return lines
    .filter(({ text }) => /签|捺印|手印/.test(text) && !sentence.test(text))
    .flatMap((line) =>
      labelsOf(line)
        .filter(({ text }) => isLabel(text, line))
        .map((mark): SignatureMark => {
          const place = placeFor(line, mark, lines, image);
          const { top, bottom } = spanOf(line);
          const height = bottom - top;
          const printed = printedInside(place, line, lines);
          const { ink, extent } = measureWritingInk(image, place, printed);
          const written = ink >= signatureThresholds.ink * height * height && extent >= signatureThresholds.extent * height;
          const sealed = seals.some(({ box }) => overlaps(box, place));
          // The strokes of a seal are neither print nor a hand.
          const handwritten = written && !sealed ? isHandwritten(image, between(place, printed), height) : null;
          return {
            label: mark.text.replace(/[:：\s]/g, ''),
            box: place,
            signed: written || (sealed && takesSeal(mark.text)),
            ...(handwritten === null ? {} : { handwritten }),
          };
        }),
    );
}
