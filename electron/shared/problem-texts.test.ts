/** Every code that the validators can give has a text in both languages. */
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { problemText, problemTexts } from './problem-texts.ts';

test('every code in the validators has a text', () => {
  const folder = new URL('./validators/', import.meta.url);
  const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const codes = sources.flatMap((name) =>
    [...readFileSync(new URL(name, folder), 'utf8').matchAll(/(?:error|warning)Problem\(([^)]*)/g)].flatMap((call) =>
      [...(call[1] ?? '').matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map((match) => match[1] ?? ''),
    ),
  );
  expect(codes.length).toBeGreaterThan(25);
  expect(codes.filter((code) => !problemTexts[code])).toEqual([]);
});

test('details fill the placeholders', () => {
  expect(problemText({ code: 'uscc.bad-length', severity: 'error', details: { length: '17' } }, 'zh')).toContain('现为17位');
  expect(problemText({ code: 'from.the-future', severity: 'error' }, 'en')).toBe('from.the-future');
});
