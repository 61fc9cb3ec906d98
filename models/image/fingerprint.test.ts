/** Two scans of one sheet have nearly the same print, other pages of the same kind have not. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { fingerprintDistance } from '#shared/fingerprint-distance.ts';
import { decodeImage } from './decode.ts';
import { pageFingerprint } from './fingerprint.ts';
import { fromSharp, toSharp } from './resize.ts';

const read = async (file: string) => decodeImage(await readFile(`tests/fixtures/documents/${file}`));

test('noise, another resolution and a small shift change few bits; another page many', async () => {
  const page = await read('lease-contract/lease-contract-101-1.jpg');
  const again = await fromSharp(
    toSharp(page)
      .extract({ left: 8, top: 10, width: page.widthPx - 20, height: page.heightPx - 16 })
      .resize(900, 1270, { fit: 'fill' })
      .blur(0.8)
      .linear(0.94, 6),
    3,
  );
  const other = await read('lease-contract/lease-contract-101-2.jpg');
  const [first, second, third] = await Promise.all([page, again, other].map(pageFingerprint));
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  const near = fingerprintDistance(first!, second!);
  const far = fingerprintDistance(first!, third!);
  expect(near).toBeLessThan(24);
  expect(far).toBeGreaterThan(2 * near);
});
