/** The benches' scoring: a wrong yardstick would make every figure worthless. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atLeastOfFew, atMost, benchOptions, quantile } from '../bench/bars.ts';
import { countCharacterErrors, normalText } from '../bench/character-errors.ts';

test('the order of lines, spaces and widths do not count', () => {
  const printed = ['名称：韦秀兰', '公民身份号码', '450105198806015711'];
  expect(countCharacterErrors(printed, ['450105 198806015711', '公民身份号码名称:韦秀兰'])).toEqual({
    characters: 30,
    errors: 0,
    extra: 0,
  });
});

test('wrong, missing and extra characters inside a line count one each', () => {
  expect(countCharacterErrors(['房屋租赁合同'], ['房屋祖赁合同']).errors).toBe(1);
  expect(countCharacterErrors(['房屋租赁合同'], ['房屋赁合同']).errors).toBe(1);
  expect(countCharacterErrors(['房屋租赁合同'], ['房屋租租赁合同']).errors).toBe(1);
});

test('a line that is not there counts as a whole, what nobody printed counts apart', () => {
  expect(countCharacterErrors(['甲方（盖章）', '身份证号码'], ['甲方（盖章）', '南宁榕'])).toEqual({ characters: 11, errors: 5, extra: 3 });
});

test('no character serves two lines, and long lines choose first', () => {
  expect(countCharacterErrors(['男', '男'], ['男']).errors).toBe(1);
  expect(countCharacterErrors(['号', '身份证号'], ['身份证号', '号'])).toMatchObject({ errors: 0, extra: 0 });
});

test('a misread long line keeps the characters that a short line also has', () => {
  expect(countCharacterErrors(['一般项目：居住用房租赁', '住'], ['般项目：居住用房租赁', '住'])).toEqual({
    characters: 12,
    errors: 1,
    extra: 0,
  });
});

test('a stretch never runs across text that another line took', () => {
  expect(countCharacterErrors(['甲乙丙丁戊己', '前后文字'], ['前后甲乙丙丁戊己文字']).errors).toBe(2);
});

test('property: any order reads perfectly, and d edits never cost more than d', () => {
  const line = fc.string({ unit: fc.constantFrom(...'营业执照统一社会信用代码0123456789'), minLength: 4, maxLength: 20 });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.nat(), (lines, seed) => {
      const turned = lines.map((_, index) => lines[(index + seed) % lines.length]!);
      expect(countCharacterErrors(lines, turned).extra).toBe(countCharacterErrors(lines, turned).errors);
      const [first = ''] = lines;
      const wrong = `${first.slice(0, 1)}龙${first.slice(2)}`;
      expect(countCharacterErrors([first], [wrong]).errors).toBe(1);
    }),
  );
});

test('normal text unites quotes, dashes and dots', () => {
  expect(normalText('“买买提·艾力”——２０２６－０１')).toBe('"买买提·艾力"--2026-01');
});

test('bars compare in their direction; quantiles of small sets', () => {
  expect(atMost('ratio', 0.5, 0.5)).toMatchObject({ pass: true });
  expect(atMost('ratio', NaN, 0.5)).toMatchObject({ pass: false });
  expect([quantile([3, 1, 2], 0.5), quantile([3, 1, 2], 0.95), quantile([], 0.5)]).toEqual([2, 3, NaN]);
  expect(benchOptions(['soak'], ['--quick', '--soak'])).toMatchObject({ quick: true, json: false });
});

test('a share told from few pages fails only when they speak against it', () => {
  const passes = (right: number, pages: number, limit: number) => atLeastOfFew('share', right / pages, limit, pages).pass;
  expect([passes(26, 27, 0.98), passes(25, 26, 0.995)]).toEqual([true, true]);
  expect([passes(24, 27, 0.98), passes(24, 26, 0.995), passes(96, 100, 0.995)]).toEqual([false, false, false]);
  expect(passes(1, 1, 0.98)).toBe(true);
});
