/** What IT staff see of a mapped case: formats, and nothing of a person. */
import { expect, test } from 'vitest';
import { maskMapped } from './mask-mapped.ts';
import type { Mapping, MappingRule } from './mapping.ts';

const rule = (target: string, source: MappingRule['source']): MappingRule => ({ target, source, transforms: [], required: true });
const mapping: Mapping = {
  itemCode: 'x',
  version: 1,
  rules: [rule('applicant.name', { kind: 'form', key: 'operatorName' }), rule('applicant.kind', { kind: 'constant', value: '居民身份证' })],
};

test('values keep their first character and their signs; constants stay, materials stay', () => {
  const rows = [
    { target: 'applicant.name', sourceValue: '张小敏', sentValue: '张小敏' },
    { target: 'applicant.kind', sourceValue: '居民身份证', sentValue: '居民身份证' },
  ];
  const materials = [{ name: '身份证', pages: 2 }];
  const payload = {
    applicant: { name: '张小敏', idNumber: '452525199003071234', born: '1990-03-07', sex: '女', area: 45.5, agent: true, none: null },
    lists: ['日用百货'],
    materials,
  };
  expect(maskMapped({ payload, rows, problems: [] }, mapping)).toEqual({
    rows: [{ target: 'applicant.name', sourceValue: '张**', sentValue: '张**' }, rows[1]],
    payload: {
      applicant: { name: '张**', idNumber: '4*****************', born: '1***-**-**', sex: '*', area: '4*.*', agent: true, none: null },
      lists: ['日***'],
      materials,
    },
  });
});
