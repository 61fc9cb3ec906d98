/** Tests of joining characters to lines. */
import { expect, test } from 'vitest';
import { joinCharacters } from './printed-lines.ts';

type Character = Parameters<typeof joinCharacters>[0][number];
const row = (text: string, x: number, y: number, step = 10, hand = false, width = 10): Character[] =>
  [...text].map((character, index) => [character, x + index * step, y, width, 10, hand, 10]);

test('characters side by side are one line with a box around them', () => {
  expect(joinCharacters(row('营业执照', 5, 20))).toEqual([{ text: '营业执照', kind: 'print', box: [5, 20, 40, 10] }]);
});

test('a new row, a wide gap and a jump back each start a new line', () => {
  const texts = (characters: Character[]) => joinCharacters(characters).map(({ text }) => text);
  expect(texts([...row('甲方', 0, 0), ...row('乙方', 20, 14)])).toEqual(['甲方', '乙方']);
  expect(texts(row('名称', 0, 0, 30))).toEqual(['名', '称']);
  expect(texts(row('名称', 0, 0, 18))).toEqual(['名称']);
  expect(texts(row('名称', 0, 0, 30, false, 30))).toEqual(['名', '称']);
  expect(texts([...row('右', 50, 0), ...row('左', 0, 0)])).toEqual(['右', '左']);
});

test('boxes to tick are no text and part what stands beside them', () => {
  expect(joinCharacters(row('☑是☐否', 0, 0)).map(({ text }) => text)).toEqual(['是', '否']);
});

test('handwriting is kept apart', () => {
  const lines = joinCharacters([...row('签字', 0, 0), ...row('韦', 20, 0, 10, true)]);
  expect(lines.map(({ text, kind }) => [text, kind])).toEqual([
    ['签字', 'print'],
    ['韦', 'hand'],
  ]);
});
