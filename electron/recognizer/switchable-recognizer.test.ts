/** Tests of changing the engine, with recognizers that are played by the test. */
import { expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { Recognition } from '#shared/page.ts';
import type { Recognizer } from '../pipeline/recognizer.ts';
import { createSwitchableRecognizer } from './switchable-recognizer.ts';

const bytes = new Uint8Array([1]);

function play() {
  const closed: string[] = [];
  const finish = new Map<string, () => void>();
  const switchable = createSwitchableRecognizer((ocr): Recognizer => ({
    recognize: () => new Promise((resolve) => finish.set(ocr, () => resolve({ lines: [], models: { ocr } } as unknown as Recognition))),
    status: () =>
      ocr === 'broken'
        ? Promise.reject(new AppError('recognizer.model-mismatch', { model: ocr, reason: 'dictionary' }))
        : Promise.resolve({ models: { classifier: 'c', ocr }, rssBytes: 1, peakRssBytes: 1, restarts: 0 }),
    close: () => Promise.resolve(void closed.push(ocr)),
  }));
  return { switchable, closed, finish };
}

test('a page in work ends with the engine that began it, which then goes', async () => {
  const { switchable, closed, finish } = play();
  await switchable.switchTo('first');
  const reading = switchable.recognize(bytes, { dpi: null });
  expect(await switchable.switchTo('second')).toEqual({ classifier: 'c', ocr: 'second' });
  expect(closed).toEqual([]);
  finish.get('first')!();
  expect((await reading).models.ocr).toBe('first');
  expect(closed).toEqual(['first']);
  const next = switchable.recognize(bytes, { dpi: null });
  finish.get('second')!();
  expect((await next).models.ocr).toBe('second');
});

test('an idle engine goes at once; an unfit one changes nothing', async () => {
  const { switchable, closed } = play();
  await switchable.switchTo('first');
  await expect(switchable.switchTo('broken')).rejects.toMatchObject({
    code: 'recognizer.model-mismatch',
    details: { reason: 'dictionary' },
  });
  expect(switchable.models().ocr).toBe('first');
  expect(closed).toEqual(['broken']);
  await switchable.switchTo('second');
  expect(closed).toEqual(['broken', 'first']);
});

test('checking neither changes nor leaves anything; closing ends all', async () => {
  const { switchable, closed } = play();
  await switchable.switchTo('first');
  expect(await switchable.check('second')).toEqual({ classifier: 'c', ocr: 'second' });
  expect(closed).toEqual(['second']);
  await switchable.close();
  expect(closed).toEqual(['second', 'first']);
  await expect(switchable.check('second')).rejects.toMatchObject({ code: 'cancelled' });
});
