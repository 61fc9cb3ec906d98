/** Names around seals: the same in spite of uses, numbers and lost ends; near where a character differs; never the same when it is another body. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareSealName, isOfficeSeal } from './seal-name.ts';

const name = '南宁市样例餐饮管理有限公司';

test.each([
  [name, 'same'],
  ['南宁市样例餐饮管理有限责任公司', 'same'],
  [`${name}4501030012345`, 'same'],
  [`${name}合同专用章(2)`, 'same'],
  ['宁市样例餐饮管理有限公', 'same'],
  ['南宁市样列餐饮管理有限公司', 'near'],
  ['南宁市样板餐饮管理有限公司', 'near'],
  ['柳州市别家商贸有限公司', 'differs'],
  ['有限公司', 'differs'],
  ['公章', 'illegible'],
  ['', 'illegible'],
])('%s → %s', (ring, verdict) => expect(compareSealName(ring, name)).toBe(verdict));

test.each([
  ['南宁市青秀区市场监督管理局', true],
  ['南宁市青秀区行政审批局业务专用章', true],
  ['青秀区样例米粉店', false],
  [name, false],
])('%s is an office: %s', (ring, expected) => expect(isOfficeSeal(ring)).toBe(expected));

const character = fc.constantFrom(...'南宁青秀样例美味华兴正大东方米粉餐饮商贸科技发展');
const names = fc.array(character, { minLength: 6, maxLength: 14 }).map((part) => `${part.join('')}有限公司`);

test('a name is the same as itself with any use and number behind it', () =>
  fc.assert(
    fc.property(
      names,
      fc.constantFrom('', '公章', '财务专用章', '合同专用章', '合同专用章(3)'),
      fc.constantFrom('', '4501031234567'),
      (one, use, number) => {
        expect(compareSealName(one + use + number, one)).toBe('same');
      },
    ),
  ));

test('a name with one other character is never taken for the same', () =>
  fc.assert(
    fc.property(names, fc.nat(), fc.constantFrom(...'甲乙丙丁'), (one, position, other) => {
      const at = position % (one.length - 4);
      expect(compareSealName(one.slice(0, at) + other + one.slice(at + 1), one)).toBe('near');
    }),
  ));
