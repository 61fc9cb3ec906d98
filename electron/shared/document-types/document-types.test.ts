/** Every shipped type is listed, and its data hang together: patterns compile, validators, sections and agreements exist. */
import { expect, test } from 'vitest';
import { findValidator } from '../validators/index.ts';
import { documentTypes, findDocumentType } from './index.ts';

test('ids are given once', () => expect(new Set(documentTypes.map(({ id }) => id)).size).toBe(documentTypes.length));

test.each(documentTypes.map((type) => [type.id, type] as const))('%s hangs together', (_id, type) => {
  const keys = new Set(type.fields.map(({ key }) => key));
  expect(keys.size).toBe(type.fields.length);
  for (const field of type.fields) {
    for (const pattern of [field.pattern ?? '', ...field.anywhere, ...field.again]) expect(() => new RegExp(pattern, 'u')).not.toThrow();
    for (const id of field.validators) expect(findValidator(id), `${field.key}: ${id}`).toBeDefined();
    for (const label of field.labels) expect(label).toBe(label.normalize('NFKC').replace(/\s/g, ''));
    for (const side of field.sides) expect(type.sides).toContain(side);
    if (field.section) expect(type.sections.map(({ id }) => id)).toContain(field.section);
    if (field.accept === 'agreed')
      expect(
        field.again.length > 0 || field.onSeal || type.agreements.some(({ left, right }) => left === field.key || right === field.key),
      ).toBe(true);
    if (field.accept === 'proved') expect(field.validators.some((id) => findValidator(id)?.checkDigit)).toBe(true);
  }
  for (const { left, right } of type.agreements) expect(keys.has(left) && keys.has(right)).toBe(true);
  for (const pattern of type.codes) for (const [, key = ''] of pattern.matchAll(/\(\?<(\w+)>/g)) expect([...keys]).toContain(key);
  for (const key of type.identity) expect([...keys]).toContain(key);
  for (const side of [...type.laterSides, ...(type.cardSides ?? [])]) expect(type.sides).toContain(side);
  for (const { pattern } of type.materialNames) expect(() => new RegExp(pattern, 'u')).not.toThrow();
  for (const { pattern } of type.evidence.patterns) expect(() => new RegExp(pattern, 'u')).not.toThrow();
});

test('types that are not shipped are not found', () => expect(findDocumentType('taught-by-staff')).toBeUndefined());
