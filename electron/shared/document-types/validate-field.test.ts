/** The same checks while typing as on paper. */
import { expect, test } from 'vitest';
import { validateField } from './validate-field.ts';

const now = new Date('2026-11-19T17:00:00.000Z');

test('typed values are normalised and checked by the validators of their field', () => {
  expect(validateField('id-card', 'idNumber', ' 11010519491231002x ', now)).toEqual({ normalised: '11010519491231002X', problems: [] });
  expect(validateField('id-card', 'birthDate', '2024年3月7日', now).normalised).toBe('2024-03-07');
  expect(validateField('id-card', 'idNumber', '450103199003070011', now).problems.map(({ code }) => code)).toEqual([
    'id-number.bad-check-digit',
  ]);
});

test('the day is the day in China', () => {
  // Already 20 November there.
  expect(validateField('id-card', 'idNumber', '450103202611200019', now).problems.map(({ code }) => code)).not.toContain(
    'id-number.birth-in-future',
  );
});

test('fields without validators are trimmed', () =>
  expect(validateField('other', 'note', ' 说明 ', now)).toEqual({ normalised: '说明', problems: [] }));
