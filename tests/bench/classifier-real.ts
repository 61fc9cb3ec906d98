/** The shared real samples for the classifier's bench: prepared and read like any page; kept outside the repository. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPpOcrEngine } from '../../models/ocr/pp-ocr/pp-ocr-engine.ts';
import type { DocumentTypeId } from '#shared/document-types/index.ts';
import type { Side } from '#shared/page.ts';
import { readBytes } from './classifier-pages.ts';
import type { ReadPage } from './classifier-pages.ts';
import { realSamplesFolder } from './page-set.ts';

type ManifestRow = { id: string; file: string; documentType?: DocumentTypeId; side?: Side; capture?: string };

const cacheFolder = join(tmpdir(), 'classifier-real');

/** Labelled samples only, read with the help of text alone; none when this machine has no real samples. */
export async function realSamples(progress: (text: string) => void): Promise<ReadPage[]> {
  const manifest = join(realSamplesFolder, 'manifest.json');
  if (!existsSync(manifest)) return [];
  const rows = (JSON.parse(readFileSync(manifest, 'utf8')) as ManifestRow[]).filter(({ documentType }) => documentType);
  const engine = await createPpOcrEngine();
  mkdirSync(cacheFolder, { recursive: true });
  const pages: ReadPage[] = [];
  for (const row of rows) {
    const file = join(realSamplesFolder, row.file);
    const bytes = readFileSync(file);
    const path = join(cacheFolder, createHash('sha256').update(bytes).digest('hex').slice(0, 24));
    if (!existsSync(path)) {
      const read = await readBytes(bytes, engine, engine);
      const text = (data: Uint8Array) => Buffer.from(data).toString('base64');
      const packed = {
        ...read,
        picture: { ...read.picture, data: text(read.picture.data) },
        arrived: { ...read.arrived, data: text(read.arrived.data) },
      };
      writeFileSync(path, JSON.stringify(packed));
      progress(`read ${row.id}`);
    }
    pages.push(unpack(row, file, JSON.parse(readFileSync(path, 'utf8')) as PackedPage));
  }
  await engine.close();
  return pages;
}

type PackedPicture = Omit<ReadPage['picture'], 'data'> & { data: string };
type PackedPage = Pick<ReadPage, 'preparation' | 'lines'> & { picture: PackedPicture; arrived: PackedPicture };

function unpack(row: ManifestRow, file: string, { preparation, lines, picture, arrived }: PackedPage): ReadPage {
  const bytes = (packed: PackedPicture) => ({ ...packed, data: new Uint8Array(Buffer.from(packed.data, 'base64')) });
  const label: ReadPage['label'] = {
    documentType: row.documentType!,
    side: row.side ?? null,
    rotationCw: null,
    continuation: false,
    template: 'real',
    capture: row.capture === 'scan' ? 'scan' : 'photo',
    grey: false,
    quality: [],
  };
  return { id: row.id, label, preparation, lines, picture: bytes(picture), arrived: bytes(arrived), file };
}
