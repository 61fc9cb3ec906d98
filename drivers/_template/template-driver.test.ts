/** The template works as it stands, so a copy of it starts from something that passes. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSpool, readSpoolFile } from '../process/spool.ts';
import { drawSide, readSideNumber } from '../simulator/numbered-sheets.ts';
import { templateDriver } from './template-driver.ts';

const request = { source: 'platen', duplex: false, colorMode: 'color', dpi: 300, format: 'image/jpeg', region: null } as const;

test('one image file is one page, and a missing one an offline device', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'devices-template-'));
  const key = randomBytes(32);
  const { signal } = new AbortController();
  try {
    await drawSide(33).jpeg().toFile(join(folder, 'page.jpg'));
    const device = await templateDriver.open({ address: join(folder, 'page.jpg') }, signal);
    const context = { signal, spool: createSpool({ folder, key }), onProgress: () => undefined };
    const pages = [];
    for await (const page of device.scan(request, context)) pages.push(page);
    expect(pages).toHaveLength(1);
    expect(await readSideNumber(await readSpoolFile(pages[0]?.file ?? '', key))).toBe(33);
    const missing = await templateDriver.open({ address: join(folder, 'none.jpg') }, signal);
    await expect(missing.status()).rejects.toMatchObject({ code: 'device.offline' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
