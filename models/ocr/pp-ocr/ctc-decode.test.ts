/** Tests of greedy CTC decoding and the character list. */
import { expect, test } from 'vitest';
import { readFile } from 'node:fs/promises';
import { modelPath } from '../../manifest.ts';
import { decodedText, readCharacterList, readPath, worthBeside } from './ctc-decode.ts';

const characters = ['', 'a', 'b', ' '];

const pathOf = (...path: [place: number, probability: number][]) =>
  readPath({ places: Int32Array.from(path, ([place]) => place), values: Float32Array.from(path, ([, value]) => value) }, characters);
const decode = (...path: [place: number, probability: number][]) => decodedText(pathOf(...path));

test('drops blanks and joins repetitions, keeping the best probability of each character', () => {
  const { text, characterConfidences, confidence } = decode([1, 0.6], [1, 0.9], [0, 0.99], [1, 0.7], [2, 0.8]);
  expect(text).toBe('aab');
  expect(characterConfidences.map((value) => Number(value.toFixed(2)))).toEqual([0.9, 0.7, 0.8]);
  expect(confidence).toBeCloseTo(0.8, 5);
});

test('a character stands where the model was surest of it', () => {
  expect(pathOf([0, 0.9], [1, 0.6], [1, 0.9], [0, 0.9], [2, 0.8]).map(({ step }) => step)).toEqual([2, 4]);
});

test('few sure characters are worth less than many beside them', () => {
  const [few, many] = [decode([1, 0.95], [0, 0.9]), decode([1, 0.8], [2, 0.8], [1, 0.8], [2, 0.8])];
  expect(worthBeside(few, many)).toBeCloseTo(0.95 / 4, 5);
  expect(worthBeside(many, few)).toBeCloseTo(0.8, 5);
  expect(worthBeside(few, decode())).toBeCloseTo(0.95, 5);
});

test('keeps spaces inside and trims those at the ends together with their probabilities', () => {
  const { text, characterConfidences } = decode([3, 0.9], [1, 0.9], [3, 0.5], [2, 0.9], [3, 0.9]);
  expect(text).toBe('a b');
  expect(characterConfidences).toHaveLength(3);
});

test('gives nothing for blanks only', () => {
  expect(decode([0, 0.9], [0, 0.4])).toEqual({ text: '', confidence: 0, characterConfidences: [] });
});

test('the shipped key file gives 18710 classes: blank first, space last', async () => {
  const list = readCharacterList(await readFile(modelPath('pp-ocrv6-keys'), 'utf8'));
  expect(list).toHaveLength(18_710);
  expect([list[0], list.at(-1)]).toEqual(['', ' ']);
  expect(list).toContain('照');
});
