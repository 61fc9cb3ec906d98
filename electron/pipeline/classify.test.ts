/** Empty pages need no classifier; everything else is what the classifier says. */
import { expect, test } from 'vitest';
import type { Classifier, ClassifierInput } from '../../models/classifier/classifier.ts';
import { classify } from './classify.ts';

const answer = {
  documentType: 'id-card',
  side: 'both' as const,
  confidence: 0.9,
  title: null,
  evidence: [],
  alternatives: [],
  continuation: false,
};

function run(blank: boolean) {
  const asked: ClassifierInput[] = [];
  const classifier: Classifier = { version: 'test-1', classify: (input) => (asked.push(input), Promise.resolve(answer)) };
  const input = { preparation: { blank, inkCoverage: 0.0001 }, lines: [] } as unknown as ClassifierInput;
  return classify(input, classifier).then((result) => ({ result, asked: asked.length }));
}

test('a page without ink is blank, unasked', async () => {
  const { result, asked } = await run(true);
  expect(result).toMatchObject({
    documentType: 'blank',
    side: null,
    confidence: 1,
    continuation: false,
    evidence: [{ code: 'no-ink', details: { percent: '0.01' } }],
  });
  expect(asked).toBe(0);
});

test('any other page goes to the classifier', async () => expect(await run(false)).toEqual({ result: answer, asked: 1 }));

test.each([
  ['a word of print', [{ text: '乙方：', confidence: 0.99 }], 'power-of-attorney'],
  ['one character', [{ text: '一', confidence: 0.99 }], 'blank'],
  [
    'a stamp read as nonsense',
    [
      { text: '口', confidence: 0.95 },
      { text: '丿一〇三', confidence: 0.6 },
    ],
    'blank',
  ],
] as const)('%s on a page that looks blank', async (_, lines, expected) => {
  const looksBlank = {
    ...answer,
    documentType: 'blank',
    alternatives: [
      { documentType: 'power-of-attorney', confidence: 0.2 },
      { documentType: 'other', confidence: 0.1 },
    ],
  };
  const classifier: Classifier = { version: 'test-1', classify: () => Promise.resolve(looksBlank) };
  const input = { preparation: { blank: false, inkCoverage: 0.002 }, lines } as unknown as ClassifierInput;
  const { documentType, alternatives, unsure } = await classify(input, classifier);
  expect(documentType).toBe(expected);
  if (expected !== 'blank') expect([alternatives, unsure]).toEqual([[{ documentType: 'other', confidence: 0.1 }], true]);
});
