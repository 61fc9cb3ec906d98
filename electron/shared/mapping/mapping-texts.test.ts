/** Problems of a mapping in both languages: the English screen shows no Chinese. */
import { expect, test } from 'vitest';
import { mappingProblemCodes } from './mapping.ts';
import { mappingProblemText } from './mapping-texts.ts';

test('every code has a text per language', () => {
  for (const code of mappingProblemCodes) {
    expect(mappingProblemText({ target: 'a', code }, 'zh')).toMatch(/\p{Script=Han}/u);
    expect(mappingProblemText({ target: 'a', code }, 'en')).not.toMatch(/^$|\p{Script=Han}/u);
  }
  const longer = { target: 'a', code: 'schema-long', details: { limit: '8' } } as const;
  expect([mappingProblemText(longer, 'zh'), mappingProblemText(longer, 'en')]).toEqual(['长度不能超过 8', 'longer than 8']);
});
