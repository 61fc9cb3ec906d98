/** Tests of ink that nothing explains, on drawn lines: a square stands for a character. */
import { expect, test } from 'vitest';
import type { ReadCharacter } from './ctc-decode.ts';
import { besideUnexplainedInk } from './unexplained-ink.ts';

const height = 48;
/** Each character is 32 pixels wide and stands 36 from the next; one that was read stands at the step over its middle. */
const pitchPx = 36;
const sidePx = 30;

type Line = { signs: readonly ('read' | 'hole' | 'space' | 'stroke' | 'low')[]; rule?: boolean; level?: number };

function draw({ signs, rule = false, level = -0.8 }: Line) {
  const width = signs.length * pitchPx + 12;
  const data = new Float32Array(3 * height * width).fill(0.9);
  const ink = (x0: number, x1: number, y0: number, y1: number) => {
    for (let plane = 0; plane < 3; plane++)
      for (let y = y0; y < y1; y++) data.fill(level, (plane * height + y) * width + x0, (plane * height + y) * width + x1);
  };
  const path: ReadCharacter[] = [];
  for (const [index, sign] of signs.entries()) {
    const left = 6 + index * pitchPx;
    if (sign === 'read' || sign === 'hole') {
      // Strokes down, and one across that no neighbour has at its height.
      const across = 12 + (index % 3) * 9;
      ink(left, left + sidePx, across, across + 3);
      ink(left, left + 3, 9, 39);
      ink(left + sidePx - 3, left + sidePx, 9, 39);
      ink(left + 13, left + 16, 9, 39);
    }
    if (sign === 'stroke') ink(left, left + sidePx, 22, 25);
    if (sign === 'low') ink(left - 3, left + sidePx + 3, 37, 39);
    if (sign === 'read') path.push({ character: '国', confidence: 0.99, step: Math.floor((left + sidePx / 2) / 8) });
  }
  if (rule) ink(0, width, 40, 42);
  return besideUnexplainedInk({ dims: [1, 3, height, width], data }, width, path);
}

test.each<[string, Line, number[]]>([
  ['a line that was read whole', { signs: ['read', 'read', 'read', 'read'] }, []],
  ['a character between two', { signs: ['read', 'read', 'hole', 'read'] }, [1, 2]],
  ['a character before the first', { signs: ['hole', 'read', 'read', 'read'] }, [0]],
  ['a character after the last', { signs: ['read', 'read', 'hole'] }, [1]],
  ['a name of two characters, one of them read', { signs: ['read', 'hole'] }, [0]],
  ['room without ink', { signs: ['read', 'space', 'read', 'space'] }, []],
  ['一 between two', { signs: ['read', 'read', 'stroke', 'read', 'read'] }, [1, 2]],
  ['a rule that ends beside the characters', { signs: ['read', 'low', 'read', 'read'] }, []],
  ['a rule under the line', { signs: ['read', 'space', 'read'], rule: true }, []],
  ['letter-spaced text', { signs: ['read', 'space', 'read', 'space', 'read'] }, []],
  ['a line that hardly shows', { signs: ['read', 'hole', 'read'], level: 0.75 }, []],
])('%s', (_, line, expected) => expect(draw(line)).toEqual(expected));

test('a line of digits says nothing about its gaps', () => {
  const data = new Float32Array(3 * height * 200).fill(-0.8);
  expect(besideUnexplainedInk({ dims: [1, 3, height, 200], data }, 200, [{ character: '7', confidence: 0.9, step: 2 }])).toEqual([]);
});
