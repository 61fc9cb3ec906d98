/** Tests of giving the memory of images back. */
import { expect, test } from 'vitest';
import { discardImage } from './pixel-image.ts';
import type { PixelImage } from './pixel-image.ts';

const image = (data: Uint8Array): PixelImage => ({ widthPx: 4, heightPx: 4, channels: 1, data });

test('the samples of a discarded image are gone', () => {
  const { data } = image(new Uint8Array(16));
  discardImage(image(data));
  expect(data.byteLength).toBe(0);
});

test('memory that others use too stays', () => {
  const [small, neighbour] = [Buffer.allocUnsafe(16), Buffer.from('in the same pool')];
  expect(small.buffer).toBe(neighbour.buffer);
  discardImage(image(small));
  expect(neighbour.toString()).toBe('in the same pool');
});
