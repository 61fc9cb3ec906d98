/** Masks show enough to recognise one's own data and not enough to copy somebody else's. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskKind, maskValue } from './mask-value.ts';

test('names keep the family name and the last sign', () => {
  expect(maskValue('name', '张三')).toBe('张*');
  expect(maskValue('name', '李小敏')).toBe('李*敏');
  expect(maskValue('lessorName', '欧阳明月')).toBe('欧**月');
  expect(maskValue('name', '阿依古丽·买买提')).toBe('阿***·***');
});

test('numbers keep six and four, mobiles three and four', () => {
  expect(maskValue('idNumber', '450103199003070012')).toBe('450103********0012');
  expect(maskValue('agentPhone', '13812343210')).toBe('138****3210');
  expect(maskValue('idNumber', '1234')).toBe('****');
});

test('an address keeps the county', () => {
  expect(maskValue('address', '广西南宁市青秀区民族大道100号')).toBe('广西南宁市青秀区******');
  expect(maskValue('address', '某处')).toBe('**');
});

test('a masked number never contains its middle', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{17}[\dX]$/), (number) => {
      const masked = maskValue('idNumber', number);
      expect(masked).toHaveLength(18);
      expect(masked.slice(6, 14)).toBe('********');
    }),
  );
});

test('what is no personal datum stays readable', () => {
  expect(maskKind('businessScope')).toBe('none');
  expect(maskValue('leaseFrom', '2026-01-01')).toBe('2026-01-01');
});
