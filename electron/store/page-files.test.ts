/** Page files: format, full disks, foreign names. */
import { randomBytes, randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../tests/fixtures/store/examples.ts';
import { sealPage, unsealPage } from './page-file-format.ts';
import { createPageFiles } from './page-files.ts';

const key = randomBytes(32);
const id = randomUUID();

test('any bytes come back, and no change of the file goes unnoticed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (plain, place, change) => {
      const sealed = sealPage(key, id, 'original', plain);
      expect(new Uint8Array(unsealPage(key, id, 'original', sealed))).toEqual(plain);
      const position = place % sealed.length;
      sealed.writeUInt8(sealed.readUInt8(position) ^ change, position);
      expect(() => unsealPage(key, id, 'original', sealed)).toThrow('store.page-damaged');
    }),
  );
});

test('the same bytes never give the same file twice', () => {
  const plain = Buffer.from('page');
  expect(sealPage(key, id, 'original', plain)).not.toEqual(sealPage(key, id, 'original', plain));
});

test('a full disk is store.out-of-space and leaves nothing behind', async () => {
  const dataFolder = temporaryFolder();
  const fullDisk = (async (...place: Parameters<typeof open>) => {
    const handle = await open(...place);
    const full = async () => {
      await handle.write(Buffer.from('half of it'));
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    };
    return { write: full, sync: () => handle.sync(), close: () => handle.close() };
  }) as unknown as typeof open;
  const files = createPageFiles(dataFolder, key, fullDisk);
  await expect(files.write(id, 'original', randomBytes(100))).rejects.toMatchObject({ code: 'store.out-of-space' });
  const left = readdirSync(dataFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(left).toEqual([]);
});

test.each(['../../../etc/passwd', '', `${id}/x`, id.toUpperCase()])('an id that is no UUID never becomes a path: %j', async (foreign) => {
  const files = createPageFiles(temporaryFolder(), key);
  await expect(files.write(foreign, 'original', Buffer.from('x'))).rejects.toMatchObject({ code: 'bad-input' });
});
