/** Splits an uploaded file into pages for samples; nothing of it outlives the call but what the caller keeps. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScannerAccess } from '../scanners/scanner-access.ts';

type Options = {
  scanners: Pick<ScannerAccess, 'splitFile' | 'readSpoolFile'>;
  /** Holds spool files while a file is split; what a crash left there has no key any more and goes at the next upload. */
  folder: string;
  newId: () => string;
};
export type SampleFile = { bytes: Uint8Array; dpi: number | null };

export function createSampleFiles({ scanners, folder, newId }: Options) {
  let swept: Promise<void> | undefined;
  /** @throws AppError `file.*` */
  return async function* splitSample(bytes: Uint8Array): AsyncGenerator<SampleFile> {
    await (swept ??= rm(folder, { recursive: true, force: true }));
    const spool = { folder: join(folder, newId()), key: randomBytes(32) };
    await mkdir(spool.folder, { recursive: true, mode: 0o700 });
    try {
      for await (const page of scanners.splitFile(bytes, spool))
        yield { bytes: await scanners.readSpoolFile(page.file, spool.key), dpi: page.dpi };
    } finally {
      await rm(spool.folder, { recursive: true, force: true });
    }
  };
}
